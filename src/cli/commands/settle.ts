import { minorToDecimalText, ok, settle as settleNets, type Facts } from '../../domain/index.ts'
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
    const { open } = read.value.fold
    noteChain(open, around)
    const plan = planOf(open)
    const lines = plan.map(({ from, to, amount, currency }) => `${from} pays ${to} ${amount} ${currency}`)
    return ok({ lines: lines.length > 0 ? lines : ['Everybody is quits.'], json: plan, exit: 0 })
  },
}

function planOf(facts: Facts): readonly PlannedPayment[] {
  const names = displayNames(facts)
  return currenciesOf(facts).flatMap(({ label, currency }) => {
    const own = facts.nets.filter(
      (net) => net.currency.code === currency.code && net.currency.digits === currency.digits,
    )
    return settleNets(own).map(({ from, to, amount }) => ({
      from: names.get(from) ?? from,
      to: names.get(to) ?? to,
      amount: minorToDecimalText(amount, currency.digits),
      currency: label,
    }))
  })
}
