import { minorToDecimalText, ok, type Facts } from '../../domain/index.ts'
import type { Command } from '../command.ts'
import { unusable } from '../command.ts'
import { currenciesOf } from '../currencies-of.ts'
import { displayNames } from '../display-names.ts'
import { noteChain } from '../note-chain.ts'
import { readPot } from '../read-pot.ts'

/** `quits balances`: what each member is owed or owes. */
export const balances: Command = {
  name: 'balances',
  summary: 'Prints what each member of a pot is owed (positive) or owes (negative)',
  takes: ['pot'],
  options: [],
  about: [
    'Balances are those of the pot file alone: payments that only the chain knows are read by quits verify.',
    'With --json: currency -> member -> decimal text.',
  ],
  run: async ({ positionals }, around) => {
    const read = await readPot(positionals[0] as string, around)
    if (!read.ok) return unusable(read.error.sentence)
    const { open } = read.value.fold
    noteChain(open, around)
    const found = balancesOf(open)
    return ok({ lines: linesOf(open.genesis.title, found), json: toObject(found), exit: 0 })
  },
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
