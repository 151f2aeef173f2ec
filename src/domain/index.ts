// The rulebook. Pure: the same events and chain events give the same bytes on every machine. Rules: SPEC.md.

export * from './amount.ts'
export type { Anchor, AnchorVerdict } from './anchor.ts'
export * from './apportion.ts'
export * from './bytes.ts'
export * from './calendar.ts'
export { parentsOf } from './causality.ts'
export * from './cbor.ts'
export type * from './chain-event.ts'
export * from './checkpoint.ts'
export * from './currency.ts'
export * from './cut.ts'
export * from './decimal-text.ts'
export * from './diff-states.ts'
export * from './discussion.ts'
export * from './effect.ts'
export * from './entry.ts'
export * from './entry-check.ts'
export * from './entry-effect.ts'
export { contentsOf } from './entry-content.ts'
export { entryIdOf, headVersions, isEntryVersion, replacedBy } from './entry-version.ts'
export type { EntryVersion } from './entry-version.ts'
export { electorsKnownTo, membersKnownTo } from './electorate.ts'
export type { EpochBase } from './epoch-base.ts'
export * from './event.ts'
export * from './event-codec.ts'
export { legKey, memberOf } from './facts.ts'
export type {
  Binding,
  ConfirmedLeg,
  Device,
  EpochEntry,
  Facts,
  FinalPlan,
  Group,
  Member,
  Move,
  MoveSource,
  NotCounting,
  Tie,
} from './facts.ts'
export * from './explain.ts'
export * from './fold.ts'
export { canConfirmLeg } from './fold-agreements.ts'
export * from './group-head.ts'
export * from './group-replay.ts'
export type * from './group-state.ts'
export * from './h160.ts'
export * from './hex.ts'
export * from './history-of-tie.ts'
export * from './ids.ts'
export * from './keccak.ts'
export type * from './leg-reason.ts'
export * from './leg-tree.ts'
export { mergedMember } from './merged-members.ts'
export * from './live-series.ts'
export type { LiveVersion } from './live-version.ts'
export { createLiveFold, type LiveFold } from './live-fold.ts'
export * from './name-text.ts'
export * from './occurrence.ts'
export * from './order.ts'
export type { PairAmount } from './pair-amount.ts'
export type * from './placed-event.ts'
export * from './plan.ts'
export { planTransfers, type PlannedLeg, type PlannedLegs, type TransfersError } from './plan-transfers.ts'
export * from './rate.ts'
export * from './result.ts'
export type { RosterFault } from './roster.ts'
export { rulebookOf, type Rulebook, type RulebookError } from './rulebook.ts'
export type * from './series.ts'
export * from './series-check.ts'
export * from './series-dates.ts'
export * from './settle.ts'
export type * from './settle-mode.ts'
export * from './split.ts'
export { stateParts, type StatePart } from './state.ts'
export * from './utf8.ts'
export * from './weight-text.ts'
