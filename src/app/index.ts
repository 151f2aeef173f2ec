// The use cases. ui/ and cli/ talk to these; what they run on is chosen in compose.ts (browser) or by the CLI.

export {
  ownWallet,
  prepareAcknowledge,
  prepareAttest,
  prepareGroup,
  preparePay,
  rosterOf,
  type PreparedCall,
  type PrepareError,
} from './chain-calls.ts'
export { agreementOn, nameOf, type Agreement } from './checkpoint-status.ts'
export { followPot, type FollowStatus } from './follow-pot.ts'
export { loadIdentity, type Identity } from './identity.ts'
export type { ActionError } from './action-error.ts'
export { claimMember, confirmClaim } from './claim-actions.ts'
export { addEntries, addEntry, restoreEntry, reviseEntry, voidEntry } from './entry-actions.ts'
export { isCopied } from './copied-device.ts'
export { openPotSession } from './session/open-pot-session.ts'
export type { ChainKnowledge, PotSession, SessionPorts, StoreDamage, Waiting, WriteError } from './pot-session.ts'
export type { AppPorts } from './ports.ts'
export { provePot, type EpochProof, type PotProof } from './prove.ts'
export { legsOf, type LegStatus, type ProvenLeg } from './proven-legs.ts'
export type { PotDraft } from './found-pot.ts'
export { createQuits, type Quits } from './quits.ts'
export {
  addMember,
  mergeMembers,
  renameMember,
  retireMember,
  returnMember,
  undoMerge,
  type MemberError,
} from './member-actions.ts'
export type { PotGlance } from './snapshot/pot-glance.ts'
export type { OutlinedEntry, PotOutline } from './snapshot/pot-outline.ts'
export { firstAgain, repeatEntry } from './repeat-entry.ts'
export { catchUp, startSeries, stopSeries, type RecurringError } from './series-actions.ts'
export { seriesOfEntry, type GoingOn } from './series-of-entry.ts'
export { isStorageGone, type StorageTrace } from './storage-trace.ts'
export { addComment, withdrawComment, type TalkError } from './talk-actions.ts'
export { checkCall, resumePending, sendCall, settlePending } from './send-call.ts'
export { watchPending } from './watch-pending.ts'
export {
  confirmLeg,
  previewCheckpoint,
  proposeSettlement,
  recompute,
  settledCurrencies,
  signCheckpoint,
  type SettleError,
} from './settle-actions.ts'
export { signTie, tiePot, type TieError } from './tie-actions.ts'
export { bindingText, bindWallet, type BindError } from './wallet-actions.ts'
export { composeBrowser, openProofs } from './compose.ts'
export * from './screens.ts'
