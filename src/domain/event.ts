// The events of a pot: everything a replica stores and signs. Their bytes are in event-codec.ts, their meaning in the fold.

import type { Minor } from './amount.ts'
import type { Currency } from './currency.ts'
import type { Entry } from './entry.ts'
import type { AccountId, DeviceId, EntryId, EventId, H160, Hash32, Hex, MemberId, PotId, StateHash } from './ids.ts'
import type { Rate } from './rate.ts'

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

/** One unit of `from` is worth `rate` units of the chain's token (MO4). */
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

/** How a plan is made (ST5). */
export type SettleMode = 'fewest'

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
  | { readonly kind: 'member.claimed'; readonly body: MemberClaimed }
  | { readonly kind: 'claim.confirmed'; readonly body: ClaimConfirmed }
  | { readonly kind: 'entry.created'; readonly body: EntryCreated }
  | { readonly kind: 'entry.revised'; readonly body: EntryRevised }
  | { readonly kind: 'entry.voided'; readonly body: EntryVoided }
  | { readonly kind: 'wallet.bound'; readonly body: WalletBound }
  | { readonly kind: 'pot.tied'; readonly body: PotTied }
  | { readonly kind: 'tie.signed'; readonly body: TieSigned }
  | { readonly kind: 'checkpoint.proposed'; readonly body: CheckpointProposed }
  | { readonly kind: 'checkpoint.signed'; readonly body: CheckpointSigned }
  | { readonly kind: 'leg.confirmed'; readonly body: LegConfirmed }

/** The name of what an event does. */
export type EventKind = EventContent['kind']

/** An event without its id: what is encoded, hashed and signed. */
export type UnsignedEvent = Envelope & EventContent

/** A decoded event with the id of its bytes (ID1). */
export type PotEvent = UnsignedEvent & { readonly id: EventId }

/** Events of one kind. */
export type EventOf<K extends EventKind> = Extract<PotEvent, { readonly kind: K }>

/** The pot an event belongs to: the genesis event's own id, or the named pot. */
export function potOf(event: PotEvent): PotId {
  return event.pot ?? (event.id as string as PotId)
}
