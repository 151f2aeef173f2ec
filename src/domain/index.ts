// The rulebook. Pure: the same events and chain events give the same bytes on every machine. Rules: SPEC.md.

export * from './money/amount.ts'
export type { Anchor, AnchorVerdict } from './epochs/anchor.ts'
export * from './entries/apportion.ts'
export * from './encoding/bytes.ts'
export * from './entries/calendar.ts'
export { parentsOf } from './epochs/causality.ts'
export * from './encoding/cbor.ts'
export type * from './group/chain-event.ts'
export * from './epochs/checkpoint.ts'
export * from './money/currency.ts'
export * from './epochs/cut.ts'
export * from './money/decimal-text.ts'
export * from './epochs/diff-states.ts'
export * from './entries/discussion.ts'
export * from './money/effect.ts'
export * from './entries/entry.ts'
export * from './entries/entry-check.ts'
export * from './entries/entry-effect.ts'
export { contentsOf } from './entries/entry-content.ts'
export { entryIdOf, headVersions, isEntryVersion, replacedBy } from './entries/entry-version.ts'
export type { EntryVersion } from './entries/entry-version.ts'
export { electorsKnownTo, membersKnownTo } from './people/electorate.ts'
export type { EpochBase } from './epochs/epoch-base.ts'
export * from './events/event.ts'
export * from './events/event-codec.ts'
export { legKey, memberOf } from './facts.ts'
export type {
  Binding,
  ConfirmedLeg,
  Device,
  EpochEntry,
  Facts,
  FinalPlan,
  Group,
  Invite,
  Member,
  Move,
  MoveSource,
  NotCounting,
  PotKeyFact,
  Tie,
} from './facts.ts'
export * from './settling/explain.ts'
export * from './fold.ts'
export { canConfirmLeg } from './settling/fold-agreements.ts'
export * from './group/group-head.ts'
export * from './group/group-replay.ts'
export type * from './group/group-state.ts'
export * from './encoding/h160.ts'
export * from './encoding/hex.ts'
export * from './group/history-of-tie.ts'
export * from './ids.ts'
export * from './encoding/keccak.ts'
export type * from './settling/leg-reason.ts'
export * from './settling/leg-tree.ts'
export * from './keys/invite-state.ts'
export type * from './keys/key-events.ts'
export * from './keys/sealing-key.ts'
export { mergedMember } from './people/merged-members.ts'
export * from './entries/live-series.ts'
export type { LiveVersion } from './entries/live-version.ts'
export { createLiveFold, type LiveFold } from './epochs/live-fold.ts'
export * from './people/name-text.ts'
export * from './entries/occurrence.ts'
export * from './epochs/order.ts'
export type { PairAmount } from './settling/pair-amount.ts'
export type * from './group/placed-event.ts'
export * from './settling/plan.ts'
export {
  FEWEST,
  planTransfers,
  type PlannedLeg,
  type PlannedLegs,
  type TransfersError,
} from './settling/plan-transfers.ts'
export * from './money/rate.ts'
export * from './result.ts'
export type { RosterFault } from './group/roster.ts'
export { rulebookOf, type Rulebook, type RulebookError } from './rulebook.ts'
export type * from './entries/series.ts'
export * from './entries/series-check.ts'
export * from './entries/series-dates.ts'
export * from './settling/settle.ts'
export type * from './settling/settle-mode.ts'
export * from './entries/split.ts'
export { stateParts, type StatePart } from './epochs/state.ts'
export * from './encoding/utf8.ts'
export * from './money/weight-text.ts'
