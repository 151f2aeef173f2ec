// ST4: what was paid since the last entry that is no transfer. Payments are entries that hand money over, legs confirmed, and what the chain holds.

import { contentsOf } from '../entries/entry-content.ts'
import type { EntryVersion } from '../entries/entry-version.ts'
import type { EventOf } from '../events/event.ts'
import type { EpochEntry, Facts, Move } from '../facts.ts'
import { mergedPairs } from '../people/merged-members.ts'
import { compareEvents } from '../epochs/order.ts'
import { debtsOfEffect, turnPairs, type PairAmount } from './pair-amount.ts'

type Settling = Pick<Facts, 'members' | 'series' | 'versions' | 'entries' | 'moves' | 'paidBefore' | 'epoch'>

/**
 * Payments between each two since the last entry that is no transfer. An entry's place is that of its live version in canonical order. Chain events
 * have no place among entries: in an epoch that has an entry other than a transfer, they count as earlier than it.
 */
export function paidSince(facts: Settling): readonly PairAmount[] {
  const entries = [...facts.entries.values()].map((entry) => ({ entry, isTransfer: isTransfer(facts, entry) }))
  const last = entries
    .filter(({ isTransfer: handsOver }) => !handsOver)
    .map(({ entry }) => entry.version.live)
    .reduce<EntryVersion | undefined>(
      (found, live) => (found === undefined || compareEvents(found, live) < 0 ? live : found),
      undefined,
    )
  const isLater = (event: EntryVersion | EventOf<'leg.confirmed'>): boolean =>
    last === undefined || compareEvents(last, event) < 0
  const counts = ({ source, epoch }: Move): boolean =>
    epoch === facts.epoch && (source.type === 'confirmed' ? isLater(source.event) : last === undefined)
  const debts = [
    ...entries.flatMap(({ entry, isTransfer: handsOver }) =>
      handsOver && isLater(entry.version.live) ? debtsOfEffect(entry.effect) : [],
    ),
    ...facts.moves.filter(counts).flatMap((move) => move.debts),
  ]
  return mergedPairs(facts, [...(last === undefined ? facts.paidBefore : []), ...turnPairs(debts)])
}

/** Whether an entry has handed money over in all its versions, so that each change of it is a payment, more of one or less of one. */
function isTransfer({ versions, series }: Settling, { root }: EpochEntry): boolean {
  const contents = contentsOf(versions.get(root) as readonly EntryVersion[], series)
  return [...contents.values()].every(({ type }) => type === 'transfer')
}
