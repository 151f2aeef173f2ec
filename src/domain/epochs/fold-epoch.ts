import type { Causality } from './causality.ts'
import type { GroupHistory } from '../group/chain-event.ts'
import type { PotEvent } from '../events/event.ts'
import { draftOf, type Draft, type Facts, type Tie } from '../facts.ts'
import { foldAgreements } from '../settling/fold-agreements.ts'
import { foldChain, type PayingAt } from '../group/fold-chain.ts'
import { foldEntries } from '../entries/fold-entries.ts'
import { foldKeys } from '../keys/fold-keys.ts'
import { foldPeople } from '../people/fold-people.ts'
import { tiesSince } from '../group/fold-tie.ts'
import type { DeviceId, EventId } from '../ids.ts'
import { mergedEffect } from '../people/merged-members.ts'
import { canonicalOrder } from './order.ts'

/** What one epoch's facts are folded from. */
export interface EpochInput {
  readonly base: Facts
  /** The epoch's events in canonical order (OR1). */
  readonly events: readonly PotEvent[]
  /** Over at least the events' causal past. */
  readonly causality: Causality
  /** Position that each device reached in the base's cut. */
  readonly positions: ReadonlyMap<DeviceId, number>
  readonly historyOf: (tie: Tie) => GroupHistory | undefined
  /** Chain events up to this sequence number belong to the epoch. */
  readonly upTo: bigint
  readonly payingAt: PayingAt
}

/** Folds an epoch's events and chain events over the facts of its base. */
export function foldEpoch({ base, events, causality, positions, historyOf, upTo, payingAt }: EpochInput): Facts {
  const draft = draftOf(base)
  for (const event of base.unheard) draft.notCounting.delete(event.id)
  for (const { id, kind, version } of events)
    if (kind === 'newer') draft.notCounting.set(id, { type: 'NeedsUpdate', version })
  const own = events.filter(({ kind }) => kind !== 'newer')
  const known = base.unheard.length === 0 ? own : canonicalOrder([...base.unheard, ...own])
  const heard = foldPeople(draft, { events, known, positions, causality })
  foldGroups(draft, base, { historyOf, upTo, payingAt })
  foldEntries(draft, heard, causality)
  foldAgreements(draft, heard)
  foldKeys(draft, heard)
  draft.nets = mergedEffect(draft, draft.nets)
  draft.unheard = heard.filter(({ id }) => draft.notCounting.get(id)?.type === 'DeviceUnknown')
  return draft
}

/** EP9: what happened in the group, and in those that the pot left in this epoch: in each up to where the next tie says that it ends. */
function foldGroups(
  draft: Draft,
  base: Facts,
  { historyOf, upTo, payingAt }: Pick<EpochInput, 'historyOf' | 'upTo' | 'payingAt'>,
): void {
  const ties = tiesSince(draft, base.tie)
  for (const [index, tie] of ties.entries()) {
    if (tie.event !== base.tie?.event) Object.assign(draft, { seq: -1n, group: null, paying: { type: 'none' } })
    const next = ties[index + 1]
    foldChain(draft, tie, historyOf(tie)?.events ?? [], next?.last?.seq ?? upTo, payingAt)
    if (next?.last) noteEnd(draft, next.event, next.last)
  }
}

/** EP9: whether the group was where a successor says that its history ends. */
function noteEnd(draft: Draft, tie: EventId, { seq, head, epoch }: NonNullable<Tie['last']>): void {
  const { group } = draft
  if (group?.seq === seq && group.head === head && group.epoch === epoch) return
  const type = (group?.seq ?? -1n) < seq ? 'OldGroupBehind' : 'OldGroupDiffers'
  draft.chainProblems = [...draft.chainProblems, { type, tie, seq }]
}
