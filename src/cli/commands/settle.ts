import { FEWEST, minorToDecimalText, planTransfers, type PotFold } from '../../domain/index.ts'
import type { Command } from '../command.ts'
import { currenciesOf } from '../currencies-of.ts'
import { displayNames } from '../display-names.ts'
import { NODES } from '../nodes/node-option.ts'
import { reportOnPot } from '../report-on-pot.ts'

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
  options: [NODES],
  about: [
    'Without --endpoint the plan is that of the pot file alone; with it, what the chain has settled and paid counts as well (see quits balances --help).',
    'With --json: a list of {from, to, amount, currency}.',
  ],
  run: (args, around) =>
    reportOnPot(args, around, (fold) => {
      const plan = planOf(fold)
      const lines = plan.map(({ from, to, amount, currency }) => `${from} pays ${to} ${amount} ${currency}`)
      return { lines: lines.length > 0 ? lines : ['Everybody is quits.'], json: plan }
    }),
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
