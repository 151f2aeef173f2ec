import { minorToDecimalText, type Facts, type PotFold } from '../../domain/index.ts'
import type { Command, Report } from '../command.ts'
import { currenciesOf } from '../currencies-of.ts'
import { displayNames } from '../display-names.ts'
import { NODES } from '../nodes/node-option.ts'
import { reportOnPot } from '../report-on-pot.ts'

/** `quits balances`: what each member is owed or owes. */
export const balances: Command = {
  name: 'balances',
  summary: 'Prints what each member of a pot is owed (positive) or owes (negative)',
  takes: ['pot'],
  options: [NODES],
  about: [
    'Without --endpoint balances are those of the pot file alone. With it, what the chain has settled and paid counts as well, up to the newest final block; whose word that is',
    'is noted. Exit code 1 if a node is not believed or a settlement differs (quits verify says more), 3 if of several nodes only one could say so.',
    'With --json: currency -> member -> decimal text.',
  ],
  run: (args, around) => reportOnPot(args, around, balancesReport),
}

/** What each member is owed or owes. */
export function balancesReport({ open }: PotFold): Pick<Report, 'lines' | 'json'> {
  const found = balancesOf(open)
  return { lines: linesOf(open.genesis.title, found), json: toObject(found) }
}

type Balances = ReadonlyMap<string, ReadonlyMap<string, string>>

/** Currency -> member -> decimal text, every member named. */
function balancesOf(facts: Facts): Balances {
  const names = displayNames(facts)
  return new Map(
    currenciesOf(facts).map(({ label, currency }) => {
      const own = facts.nets.filter(
        (net) => net.currency.code === currency.code && net.currency.digits === currency.digits,
      )
      const amountOf = new Map(own.map(({ member, amount }) => [member, amount]))
      return [
        label,
        new Map(
          [...names].map(([member, name]) => [name, minorToDecimalText(amountOf.get(member) ?? 0n, currency.digits)]),
        ),
      ]
    }),
  )
}

function toObject(found: Balances): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return Object.fromEntries([...found].map(([label, amounts]) => [label, Object.fromEntries(amounts)]))
}

function linesOf(title: string, found: Balances): readonly string[] {
  const lines = [title]
  for (const [label, amounts] of found) {
    const nameWidth = Math.max(0, ...Array.from(amounts.keys(), (name) => name.length))
    const amountWidth = Math.max(0, ...Array.from(amounts.values(), (amount) => amount.length))
    for (const [name, amount] of amounts)
      lines.push(`  ${name.padEnd(nameWidth)}  ${amount.padStart(amountWidth)} ${label}`)
  }
  return lines
}
