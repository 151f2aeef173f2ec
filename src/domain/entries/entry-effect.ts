import type { Minor } from '../money/amount.ts'
import { apportion, type Share } from './apportion.ts'
import type { Currency } from '../money/currency.ts'
import { negateEffect, sumEffects, transferEffect, type Change, type Effect } from '../money/effect.ts'
import type { Entry, SplitMode } from './entry.ts'
import { seedOf, type EntryId, type MemberId } from '../ids.ts'
import { divide, participantsOf, towards } from './split.ts'

/** What an entry counts as in balances: the amount, or its equivalent in the pot's currency (MO5). */
export function countedAmount({ amount, currency, equivalent }: Entry): {
  readonly amount: Minor
  readonly currency: Currency
} {
  return equivalent ?? { amount, currency }
}

/**
 * BA1: what an entry does to balances: payers are owed what they paid, participants owe their shares; of an income the reverse (EX1). `root` seeds
 * the leftover units (SP3). The entry is a checked one (`checkEntry`), so its splits succeed; one that fails is a broken invariant and throws.
 */
export function entryEffect(entry: Entry, root: EntryId): Effect {
  const { amount, currency } = countedAmount(entry)
  if (entry.type === 'transfer') return transferEffect(entry.from, entry.to, currency, amount)
  const { payments, shares } = entryDivisions(entry, root)
  const effect = sumEffects([
    ...payments.map((each): Change => ({ member: each.member, currency, amount: each.amount })),
    ...shares.map((each): Change => ({ member: each.member, currency, amount: -each.amount })),
  ])
  return entry.type === 'income' ? negateEffect(effect) : effect
}

/** Both sides of an expense or an income in the currency that counts: what each paid (or holds) and what each owes (or is due), by member id. */
export function entryDivisions(
  entry: Exclude<Entry, { readonly type: 'transfer' }>,
  root: EntryId,
): { readonly payments: readonly Share[]; readonly shares: readonly Share[] } {
  return { payments: divisionOf(entry, entry.payers, root), shares: divisionOf(entry, entry.split, root) }
}

/** MO5: modes that weigh divide the equivalent itself; amounts that were stated in the other currency divide it in their proportion. */
function divisionOf(entry: Entry, mode: SplitMode, root: EntryId): readonly Share[] {
  const isWeighing = mode.mode === 'even' || mode.mode === 'shares' || mode.mode === 'percent'
  const counted = isWeighing ? countedAmount(entry).amount : entry.amount
  const stated = divide(counted, mode, seedOf(root))
  if (!stated.ok) throw new Error(`entry ${root} was accepted with a split that fails: ${stated.error.type}`)
  if (isWeighing || entry.equivalent === null) return stated.value
  const weights = stated.value.map(({ member, amount }) => ({ member, weight: amount }))
  return apportion(entry.equivalent.amount, towards(entry.amount, weights), seedOf(root))
}

/** Every member that an entry names. */
export function membersOfEntry(entry: Entry): readonly MemberId[] {
  if (entry.type === 'transfer') return [entry.from, entry.to]
  return [...participantsOf(entry.payers), ...participantsOf(entry.split)]
}
