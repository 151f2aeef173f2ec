// ME9, ME10: what devices write about the keys of a pot and about invitations to it. No secret is in them: a key is wrapped to one device, an
// invitation's seed is in its link alone.

import type { DeviceId, EventId, Hex, MemberId } from '../ids.ts'

/** A key of the pot for one device, wrapped to its sealing key. Bound to what is said at `wrapBound`. */
export interface KeyWrap {
  readonly device: DeviceId
  readonly wrapped: Hex<'WrappedKey'>
}

/** ME9: a new key of the pot, named by this event's id. */
export interface KeyRotated {
  /** Sorted by device. */
  readonly wraps: readonly KeyWrap[]
}

/** ME9: a key of the pot for devices that were left out. */
export interface KeyShared {
  readonly key: EventId
  readonly wraps: readonly KeyWrap[]
}

/** ME10: an invitation; its id is the event's. */
export interface InviteCreated {
  /** Ed25519 key of the invitation: who has its link signs with it. */
  readonly key: Hex<'InvitationKey'>
  /** Secret of the mailbox in which those who were invited ask, for all who are in the pot. */
  readonly mailbox: Hex<'MailboxKey'>
  /** Unix seconds by the clock of who answers; null for one that does not expire. */
  readonly expires: number | null
  /** Whom it is meant for; null lets the invited person choose. */
  readonly member: MemberId | null
  /** Whether it lets one device in and no more. */
  readonly once: boolean
}

/** ME10: an invitation lets nobody in any more. */
export interface InviteWithdrawn {
  readonly invite: EventId
}

/** ME10: the author's device let this device in. */
export interface InviteUsed {
  readonly invite: EventId
  readonly device: DeviceId
}
