// The events of a pot: everything a replica stores and signs. Their bytes are in event-codec.ts, their meaning in the fold.

import type { Minor } from '../money/amount.ts'
import type { Currency } from '../money/currency.ts'
import type { Entry } from '../entries/entry.ts'
import type { AccountId, DeviceId, EntryId, EventId, H160, Hash32, Hex, MemberId, PotId, StateHash } from '../ids.ts'
import type { InviteCreated, InviteUsed, InviteWithdrawn, KeyRotated, KeyShared } from '../keys/key-events.ts'
import type { Rate } from '../money/rate.ts'
import type { Series } from '../entries/series.ts'
import type { SettleMode } from '../settling/settle-mode.ts'

/** The version of event and rulebook that this software writes (EV1, EV2). */
export const RULEBOOK_VERSION = 1

/** What every event carries (EV1). */
export interface Envelope {
  readonly version: number
  /** Null only in the genesis event, whose id is the pot's id. */
  readonly pot: PotId | null
  /** The device's public Ed25519 key. */
  readonly device: DeviceId
  /** Position in the device's chain, from 0. */
  readonly seq: number
  /** The device's previous event, null at seq 0. */
  readonly prev: EventId | null
  /** Heads of other devices that the author had seen, sorted, none an ancestor it needs to repeat. */
  readonly seen: readonly EventId[]
  /** Exactly 1 + the greatest of `prev` and `seen`; 0 for the genesis event. */
  readonly lamport: number
  /** Wall time in Unix seconds. Display only: it orders nothing. */
  readonly at: number
  /** 16 random bytes, so that an id lets nobody guess small contents. */
  readonly nonce: Hex<'Nonce'>
}

/** The chain a pot anchors to. */
export interface ChainAnchor {
  /** Genesis hash of the chain. */
  readonly genesis: Hash32
  readonly contract: H160
}

/** Starts a pot; its author is the founder's device. */
export interface PotCreated {
  readonly title: string
  readonly salt: Hash32
  readonly currency: Currency
  readonly chain: ChainAnchor | null
}

/** ME1: a member by name, without any device. The member's id is the event's id. */
export interface MemberAdded {
  readonly name: string
}

/** ME4: a member goes by another name. */
export interface MemberRenamed {
  readonly member: MemberId
  readonly name: string
}

/** ME2: a member takes no part in new entries (`member.retired`), or does again (`member.returned`). */
export interface MemberPresence {
  readonly member: MemberId
}

/** ME8: one member under two names: what `from` paid and owes is `into`'s. */
export interface MembersMerged {
  readonly from: MemberId
  readonly into: MemberId
}

/** ME8: takes a merge back within its epoch. */
export interface MergeUndone {
  readonly merge: EventId
}

/** ME1: the author's device speaks for a member. `certificate`: the account key signs `deviceCertificateBytes`. */
export interface MemberClaimed {
  readonly member: MemberId
  /** Ed25519 account key of the person. */
  readonly account: Hex<'AccountKey'>
  /** X25519 key to which pot keys are wrapped. */
  readonly sealing: Hex<'SealingKey'>
  readonly certificate: Hex<'Signature'>
}

/** ME1: the founder, or a member who has a device, vouches for a claim. */
export interface ClaimConfirmed {
  readonly claim: EventId
}

/** ME6: what a device wrote after its last accepted event (null: from the start) counts no more. */
export interface DeviceRevoked {
  readonly device: DeviceId
  readonly last: { readonly seq: number; readonly id: EventId } | null
}

/** ME5: what members decide by majority: which branch of a forked device counts, or that a member cannot be reached. */
export type Motion =
  | { readonly type: 'branch'; readonly device: DeviceId; readonly head: EventId }
  | { readonly type: 'unreachable'; readonly member: MemberId }

/** ME5: a member's vote. */
export interface VoteCast {
  readonly motion: Motion
}

/** EV2: the pot moves on to a newer rulebook. */
export interface PotUpgraded {
  readonly version: number
}

/** EV2: a member's device agrees to an upgrade. */
export interface UpgradeSigned {
  readonly upgrade: EventId
}

/** A new entry; its root id is the event's id. */
export interface EntryCreated {
  readonly entry: Entry
}

/** EX2: new content that replaces the named versions. */
export interface EntryRevised {
  readonly root: EntryId
  readonly replaces: readonly EventId[]
  readonly entry: Entry
}

/** EX2: the named versions no longer count. */
export interface EntryVoided {
  readonly root: EntryId
  readonly replaces: readonly EventId[]
}

/** EX2: the named voids are taken back: the entry is again what they had replaced. */
export type EntryRestored = EntryVoided

/** EX4: a recurring entry; the series' id is the event's id. */
export interface SeriesCreated {
  readonly series: Series
}

/** EX4: other terms from now on. Occurrences that exist stay as they are. */
export interface SeriesRevised {
  readonly root: EventId
  readonly replaces: readonly EventId[]
  readonly series: Series
}

/** EX4: the entry of one day of a series. Its root id is derived (`occurrenceId`), so two devices that write it write one entry. */
export interface OccurrenceCreated {
  /** The series' version that the entry is made from. */
  readonly series: EventId
  readonly date: string
}

/** EX5: something said about an entry, by its root id, or about the pot, by its id. */
export interface CommentAdded {
  readonly about: EventId
  readonly text: string
}

/** EX5: a comment is withdrawn by who wrote it. */
export interface CommentWithdrawn {
  readonly comment: EventId
}

/** EX5: a sign that a member sets beside an entry or a comment, or takes away. */
export interface ReactionChanged {
  readonly about: EventId
  readonly symbol: string
  readonly on: boolean
}

/** Signature schemes of wallets. */
export type WalletScheme = 'sr25519' | 'ed25519' | 'ecdsa'

/** ME7: a wallet and an account key name each other. Signed texts: `walletBindingText`, `accountBindingBytes`. */
export interface WalletBound {
  readonly member: MemberId
  readonly account: Hex<'AccountKey'>
  readonly wallet: AccountId
  readonly scheme: WalletScheme
  readonly genesis: Hash32
  /** 64 bytes, 65 for ecdsa. */
  readonly walletSignature: Hex<'Signature'>
  readonly accountSignature: Hex<'Signature'>
}

/** EP9: ties the pot to a group of the contract. */
export interface PotTied {
  readonly genesis: Hash32
  readonly contract: H160
  readonly group: Hash32
  /** Hash of the block that holds GroupCreated. */
  readonly block: Hash32
  /** The chain's own token, in which legs are paid. */
  readonly token: Currency
  readonly baseEpoch: bigint
  readonly previous: EventId | null
  /** Where the old group's history ends, null for the first tie. */
  readonly last: { readonly epoch: bigint; readonly seq: bigint; readonly head: Hash32 } | null
  /** Members that cannot be reached; a majority of the others suffices then. */
  readonly unreachable: readonly MemberId[]
}

/** EP9: a member's device agrees to a tie. */
export interface TieSigned {
  readonly tie: EventId
}

/** One device's position in a cut. A device that forked has several. */
export interface CutHead {
  readonly device: DeviceId
  readonly seq: number
  readonly id: EventId
}

/** One unit of `from` is worth `rate` units of the chain's token, or of the currency that everything is converted to (MO4). */
export interface AgreedRate {
  readonly from: Currency
  readonly rate: Rate
  readonly source: string
}

/** A transfer of the plan (ST7). On-chain legs carry both addresses and come first. */
export interface Leg {
  readonly from: MemberId
  readonly to: MemberId
  readonly currency: Currency
  readonly amount: Minor
  /** In the token's minor units; 0 when no rate is agreed or the leg is off chain. */
  readonly planck: bigint
  /** Null when the leg is off chain. */
  readonly onChain: { readonly payer: H160; readonly payee: H160; readonly memo: Hash32 } | null
}

/** ST6: all balances are turned into one currency before they are settled. Rates sorted by (code, digits), one for each other currency. */
export interface Conversion {
  readonly into: Currency
  readonly rates: readonly AgreedRate[]
}

/** EP1: a cut and everything the attested tuple is computed from. */
export interface CheckpointProposed {
  /** Null in a pot that is tied to no group: it can be agreed, not final. */
  readonly group: Hash32 | null
  readonly epoch: bigint
  readonly base: EventId
  readonly seq: bigint
  readonly head: Hash32
  readonly cut: readonly CutHead[]
  readonly mode: SettleMode
  readonly conversion: Conversion | null
  readonly rates: readonly AgreedRate[]
  readonly plan: readonly Leg[]
  readonly stateHash: StateHash
  readonly planRoot: Hash32
  /** Number of on-chain legs, the first of the plan. */
  readonly legs: number
}

/** EP8: a member's device agrees to a checkpoint it recomputed. */
export interface CheckpointSigned {
  readonly checkpoint: EventId
}

/** BA5: the payee got the money of a leg outside the chain. */
export interface LegConfirmed {
  readonly checkpoint: EventId
  readonly index: number
}

/** Kind and body of an event. */
export type EventContent =
  | { readonly kind: 'pot.created'; readonly body: PotCreated }
  | { readonly kind: 'member.added'; readonly body: MemberAdded }
  | { readonly kind: 'member.renamed'; readonly body: MemberRenamed }
  | { readonly kind: 'member.retired'; readonly body: MemberPresence }
  | { readonly kind: 'member.returned'; readonly body: MemberPresence }
  | { readonly kind: 'members.merged'; readonly body: MembersMerged }
  | { readonly kind: 'merge.undone'; readonly body: MergeUndone }
  | { readonly kind: 'member.claimed'; readonly body: MemberClaimed }
  | { readonly kind: 'claim.confirmed'; readonly body: ClaimConfirmed }
  | { readonly kind: 'device.revoked'; readonly body: DeviceRevoked }
  | { readonly kind: 'vote.cast'; readonly body: VoteCast }
  | { readonly kind: 'pot.upgraded'; readonly body: PotUpgraded }
  | { readonly kind: 'upgrade.signed'; readonly body: UpgradeSigned }
  | { readonly kind: 'entry.created'; readonly body: EntryCreated }
  | { readonly kind: 'entry.revised'; readonly body: EntryRevised }
  | { readonly kind: 'entry.voided'; readonly body: EntryVoided }
  | { readonly kind: 'entry.restored'; readonly body: EntryRestored }
  | { readonly kind: 'series.created'; readonly body: SeriesCreated }
  | { readonly kind: 'series.revised'; readonly body: SeriesRevised }
  | { readonly kind: 'occurrence.created'; readonly body: OccurrenceCreated }
  | { readonly kind: 'comment.added'; readonly body: CommentAdded }
  | { readonly kind: 'comment.withdrawn'; readonly body: CommentWithdrawn }
  | { readonly kind: 'reaction.changed'; readonly body: ReactionChanged }
  | { readonly kind: 'wallet.bound'; readonly body: WalletBound }
  | { readonly kind: 'pot.tied'; readonly body: PotTied }
  | { readonly kind: 'tie.signed'; readonly body: TieSigned }
  | { readonly kind: 'checkpoint.proposed'; readonly body: CheckpointProposed }
  | { readonly kind: 'checkpoint.signed'; readonly body: CheckpointSigned }
  | { readonly kind: 'leg.confirmed'; readonly body: LegConfirmed }
  | { readonly kind: 'key.rotated'; readonly body: KeyRotated }
  | { readonly kind: 'key.shared'; readonly body: KeyShared }
  | { readonly kind: 'invite.created'; readonly body: InviteCreated }
  | { readonly kind: 'invite.withdrawn'; readonly body: InviteWithdrawn }
  | { readonly kind: 'invite.used'; readonly body: InviteUsed }

/** The name of what an event does. */
export type EventKind = EventContent['kind']

/** An event without its id: what is encoded, hashed and signed. */
export type UnsignedEvent = Envelope & EventContent

/** EV2: an event of a newer version than this software knows. Only its envelope and the name of its kind are understood. */
export type NewerEvent = Envelope & { readonly kind: 'newer'; readonly body: { readonly kind: string } }

/** A decoded event that this software understands, with the id of its bytes (ID1). */
export type KnownEvent = UnsignedEvent & { readonly id: EventId }

/** A decoded event. */
export type PotEvent = KnownEvent | (NewerEvent & { readonly id: EventId })

/** Events of one kind. */
export type EventOf<K extends PotEvent['kind']> = Extract<PotEvent, { readonly kind: K }>

/** The pot an event belongs to: the genesis event's own id, or the named pot. */
export function potOf(event: PotEvent): PotId {
  return event.pot ?? (event.id as string as PotId)
}
