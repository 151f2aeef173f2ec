import type { EntryError, EntryId, EventId, MemberId } from '../domain/index.ts'
import type { WriteError } from './pot-session.ts'

/** Why something was not written: it is not allowed by the rulebook, or the store failed. */
export type ActionError =
  | WriteError
  | { readonly type: 'BadName'; readonly name: string }
  | { readonly type: 'NameInUse'; readonly name: string }
  | { readonly type: 'UnknownMember'; readonly member: MemberId }
  | { readonly type: 'AlreadyClaimed'; readonly member: MemberId }
  | { readonly type: 'DeviceSpeaksAlready'; readonly member: MemberId }
  | { readonly type: 'DeviceUnknown' }
  /** The account's secret is on another device of this person. */
  | { readonly type: 'AccountElsewhere' }
  | { readonly type: 'UnknownClaim'; readonly claim: EventId }
  | { readonly type: 'UnknownEntry'; readonly root: EntryId }
  | { readonly type: 'NotDeleted'; readonly root: EntryId }
  | { readonly type: 'MemberRetired'; readonly member: MemberId }
  | { readonly type: 'BadEntry'; readonly error: EntryError }
