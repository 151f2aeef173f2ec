import { sumEffects, transferEffect, type Effect, type Change } from './effect.ts'
import type { Entry } from './entry.ts'
import { seedOf, type EntryId, type MemberId } from './ids.ts'
import { split } from './split.ts'

/**
 * BA1: what an entry does to balances: payers are owed what they paid, participants owe their shares. `root` seeds the leftover units (SP3).
 * The entry is a checked one (`checkEntry`), so its split succeeds; a split that fails is a broken invariant and throws.
 */
export function entryEffect(entry: Entry, root: EntryId): Effect {
  const { currency } = entry
  if (entry.type === 'transfer') return transferEffect(entry.from, entry.to, currency, entry.amount)
  const shares = split(entry.amount, entry.split, seedOf(root))
  if (!shares.ok) throw new Error(`entry ${root} was accepted with a split that fails: ${shares.error.type}`)
  const paid = entry.payers.map(({ member, amount }): Change => ({ member, currency, amount }))
  return sumEffects([
    ...paid,
    ...shares.value.map(({ member, amount }): Change => ({ member, currency, amount: -amount })),
  ])
}

/** Every member that an entry names. */
export function membersOfEntry(entry: Entry): readonly MemberId[] {
  if (entry.type === 'transfer') return [entry.from, entry.to]
  const sharing = entry.split.mode === 'even' ? entry.split.members : entry.split.shares.map(({ member }) => member)
  return [...entry.payers.map(({ member }) => member), ...sharing]
}
