import { FEWEST, minorToDecimalText, ok, planTransfers, type PotFold } from '../../domain/index.ts'
import { unusable, type Command } from '../command.ts'
import { currenciesOf } from '../currencies-of.ts'
import { displayNames } from '../display-names.ts'
import { noteChain } from '../note-chain.ts'
import { readPot } from '../read-pot.ts'

/** One payment of the plan, by name. */
interface PlannedPayment {
  readonly from: string
  readonly to: string
  readonly amount: string
  readonly currency: string
}

/** `quits settle`: the fewest payments that settle a pot. */
export const settle: Command = {
  name: 'settle',
  summary: 'Prints the fewest payments that bring every balance of a pot to zero',
  takes: ['pot'],
  options: [],
  about: ['With --json: a list of {from, to, amount, currency}.'],
  run: async ({ positionals }, around) => {
    const read = await readPot(positionals[0] as string, around)
    if (!read.ok) return unusable(read.error.sentence)
    noteChain(read.value.fold.open, around)
    const plan = planOf(read.value.fold)
    const lines = plan.map(({ from, to, amount, currency }) => `${from} pays ${to} ${amount} ${currency}`)
    return ok({ lines: lines.length > 0 ? lines : ['Everybody is quits.'], json: plan, exit: 0 })
  },
}

function planOf({ open, base }: PotFold): readonly PlannedPayment[] {
  const names = displayNames(open)
  const planned = planTransfers(open, FEWEST, base.event)
  return currenciesOf(open).flatMap(({ label, currency }) =>
    (planned.ok ? planned.value.legs : [])
      .filter((leg) => leg.currency.code === currency.code && leg.currency.digits === currency.digits)
      .map(({ from, to, amount }) => ({
        from: names.get(from) ?? from,
        to: names.get(to) ?? to,
        amount: minorToDecimalText(amount, currency.digits),
        currency: label,
      })),
  )
}
