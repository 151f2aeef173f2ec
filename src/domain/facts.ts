// What a pot's events and its group's chain events amount to at one point: the working material of the fold. Never changed in place: each
// epoch starts from a copy of its base's facts (`draftOf`), so an old epoch can always be asked again.

import type { Effect } from './money/effect.ts'
import type { EntryVersion, SeriesVersions } from './entries/entry-version.ts'
import type { EventOf, Leg, PotCreated, PotEvent, PotTied } from './events/event.ts'
import type { AccountId, DeviceId, EntryId, EventId, H160, Hash32, Hex, MemberId, PotId, StateHash } from './ids.ts'
import { IdMap } from './id-map.ts'
import type { LiveVersion } from './entries/live-version.ts'
import type { PairAmount } from './settling/pair-amount.ts'

/** ME1: a member. Without account and devices until a claim is confirmed. */
export interface Member {
  readonly id: MemberId
  /** ME4: what the last naming says. */
  readonly name: string
  /** The event that gave this name. */
  readonly named: EventId
  readonly account: string | null
  /** The devices that speak for this member and are not revoked, in the order in which they came to. */
  readonly devices: readonly DeviceId[]
  /** ME2: the event that retired the member, null for one who takes part. */
  readonly retired: EventId | null
  /** Whether the member's own device wrote it. */
  readonly retiredThemself: boolean
  /** ME8: the member that what this one paid and owes is counted with, null for itself. */
  readonly mergedInto: MemberId | null
}

/** A device that may speak: of a member, or the founder's before it claimed one. */
export interface Device {
  readonly id: DeviceId
  readonly member: MemberId | null
  readonly account: string | null
  readonly sealing: string | null
  /** The claim by which it speaks, null before there is one. */
  readonly claim: EventId | null
  /** What confirmed the claim: events of devices that speak, for the founder's own claim the claim itself. */
  readonly confirmations: readonly EventId[]
  /** The devices that wrote the confirmations, in their order. */
  readonly vouchers: readonly DeviceId[]
}

/** ME6: a device whose events above a position do not count. */
export interface Revocation {
  readonly event: EventOf<'device.revoked'>
  /** The device's last position that counts, -1 for none. */
  readonly last: number
}

/** ME5: the last event that counts of a branch that was chosen. */
export interface ChosenBranch {
  readonly seq: number
  readonly id: EventId
  /** Whether the device forked again right after it. */
  readonly forkedAgain: boolean
}

/** EV2: an upgrade of the pot, with the event by which each member agreed: the proposal itself, or a signature. */
export interface ProposedUpgrade {
  readonly event: EventOf<'pot.upgraded'>
  readonly signers: ReadonlyMap<MemberId, PotEvent>
}

/** ME9: a key of the pot, named by the event that brought it. */
export interface PotKeyFact {
  readonly event: EventOf<'key.rotated'>
  /** The wrap of each device that was given one, bound to the author of the key or, in a share, to the key's id. */
  readonly wraps: ReadonlyMap<DeviceId, { readonly wrapped: Hex<'WrappedKey'>; readonly bound: 'author' | 'key' }>
  /** Every device that can know the key: who made it, who shared it, whom it is wrapped to. */
  readonly holders: ReadonlySet<DeviceId>
}

/** ME10: an invitation and what became of it. */
export interface Invite {
  readonly event: EventOf<'invite.created'>
  /** The first event that withdrew it. */
  readonly withdrawn: EventId | null
  /** Who was let in, each device once, with the author who did. */
  readonly used: readonly EventOf<'invite.used'>[]
}

/** ME7: a wallet of a member, in canonical order of the bindings. */
export interface Binding {
  readonly event: EventId
  readonly member: MemberId
  readonly wallet: AccountId
  readonly address: H160
  readonly genesis: Hash32
}

/** EP9: a tie in effect. */
export interface Tie extends PotTied {
  readonly event: EventId
}

/** The group on the chain as far as it was read. */
export interface Group {
  readonly members: readonly H160[]
  readonly quorum: number
  readonly seq: bigint
  readonly head: Hash32
  /** The group's epoch: how many settlements are final. */
  readonly epoch: bigint
}

/** One entry in the epoch at hand. */
export interface EpochEntry {
  readonly root: EntryId
  readonly version: LiveVersion
  /** What it changes in this epoch: its effect less what is frozen already (EP5). */
  readonly effect: Effect
  /** Whether it corrects an entry of an epoch that is closed. */
  readonly correction: boolean
}

/** The plan that the group's current epoch pays. */
export interface FinalPlan {
  readonly checkpoint: EventId
  /** The tie to the group that holds it. */
  readonly tie: EventId
  readonly epoch: bigint
  readonly groupEpoch: bigint
  readonly plan: readonly Leg[]
  readonly legs: number
  /** Indices of legs that the chain holds as done. */
  readonly done: ReadonlySet<number>
}

/** What `Paid` and `Acknowledged` of the group's current epoch stand for: a plan, a void settlement, or data that is not here yet (EP3, EP4). */
export type Paying =
  | { readonly type: 'none' | 'void' | 'waiting' }
  | { readonly type: 'plan'; readonly checkpoint: EventId }

/** A leg confirmed by its payee outside the chain (BA5). */
export interface ConfirmedLeg {
  readonly checkpoint: EventId
  readonly index: number
  readonly event: EventId
}

/** What moved money besides an entry. */
export type MoveSource =
  /** BA3: a leg that the chain holds as done. */
  | { readonly type: 'leg'; readonly seq: bigint; readonly checkpoint: EventId; readonly index: number }
  /** BA5: a leg that its payee confirmed. */
  | { readonly type: 'confirmed'; readonly event: EventOf<'leg.confirmed'> }
  /** EP3: the token that moved in a void settlement. */
  | { readonly type: 'void'; readonly seq: bigint }
  /** ST6: all balances in one currency. */
  | { readonly type: 'converted'; readonly checkpoint: EventId }

/** Something that is no entry and changed balances. */
export interface Move {
  readonly source: MoveSource
  /** The pot's epoch in which it counts. */
  readonly epoch: bigint
  readonly effect: Effect
  /** The same as debts between members. */
  readonly debts: readonly PairAmount[]
}

/** Why an event does not count. It stays in the log and satisfies causality (ME3). */
export type NotCounting =
  /** EV2: of a newer version. */
  | { readonly type: 'NeedsUpdate'; readonly version: number }
  | { readonly type: 'DeviceUnknown' }
  | { readonly type: 'DeviceForked' }
  | { readonly type: 'DeviceRevoked' }
  /** ME6: a revocation that names no last event of the device, or one below what its author had seen. */
  | { readonly type: 'LastWrong' }
  /** ME8: the member is counted with another one. */
  | { readonly type: 'MemberMerged'; readonly member: MemberId }
  /** ME5: a branch that is none of the device's, or that contradicts what is final. */
  | { readonly type: 'BranchRefused' }
  | { readonly type: 'NameTaken'; readonly name: string }
  | { readonly type: 'UnknownMember'; readonly member: MemberId }
  /** ME2: it names somebody who, as its author had seen, takes no part in new entries. */
  | { readonly type: 'MemberRetired'; readonly member: MemberId }
  /** MO5: its equivalent is in another currency than the pot's. */
  | { readonly type: 'NotPotCurrency' }
  /** EX4: the series does not fall on its day. */
  | { readonly type: 'NotAnOccurrence' }
  | { readonly type: 'AlreadyClaimed' }
  | { readonly type: 'UnknownEvent'; readonly event: EventId }
  | { readonly type: 'NotYourMember' }
  | { readonly type: 'WalletTaken' }
  | { readonly type: 'TieRefused' }
  | { readonly type: 'NotPayee' }
  | { readonly type: 'AlreadyDone' }

/** What does not fit between the chain and the pot: an event that contradicts the plan that its group attested, which no honest node sends; a tie. */
export type ChainProblem =
  | { readonly type: 'LegNotInPlan'; readonly seq: bigint; readonly index: number }
  /** EP9: the group that this tie leaves is not read up to where the tie says that it ends. */
  | { readonly type: 'OldGroupBehind'; readonly tie: EventId; readonly seq: bigint }
  /** EP9: that group was never where the tie says that it ends. */
  | { readonly type: 'OldGroupDiffers'; readonly tie: EventId; readonly seq: bigint }

/** Everything known at one point of a pot's history. */
export interface Facts {
  readonly pot: PotId
  readonly genesis: PotCreated
  readonly founder: DeviceId
  readonly members: ReadonlyMap<MemberId, Member>
  readonly devices: ReadonlyMap<DeviceId, Device>
  /** Claims that wait for somebody to confirm them. */
  readonly claims: ReadonlyMap<EventId, EventOf<'member.claimed'>>
  readonly bindings: readonly Binding[]
  readonly tie: Tie | null
  /** Ties that wait for signatures, with the members who signed. */
  readonly proposedTies: ReadonlyMap<
    EventId,
    { readonly tie: EventOf<'pot.tied'>; readonly signers: ReadonlySet<MemberId> }
  >
  readonly group: Group | null
  /** EX4: all counting versions of every series, by their ids. */
  readonly series: SeriesVersions
  /** All counting versions of every entry, each after those it names. */
  readonly versions: ReadonlyMap<EntryId, readonly EntryVersion[]>
  /** What every entry is now, those of closed epochs too. */
  readonly live: ReadonlyMap<EntryId, LiveVersion>
  /** Entries touched in this epoch, by root id. */
  readonly entries: ReadonlyMap<EntryId, EpochEntry>
  /** Effect of each entry on balances so far, this epoch included. */
  readonly effects: ReadonlyMap<EntryId, Effect>
  /** Balances: the sum of every effect and move so far, after merges. */
  readonly nets: Effect
  /** What changed balances besides entries, in the order in which it came to count. */
  readonly moves: readonly Move[]
  /** ST4: what was paid, up to the epoch's base, since the last entry that is no transfer; between each two. */
  readonly paidBefore: readonly PairAmount[]
  /** Plans of final settlements, by checkpoint. */
  readonly plans: ReadonlyMap<EventId, FinalPlan>
  /** What the group's current epoch pays: a plan by its checkpoint, or nothing that this pot accepts. */
  readonly paying: Paying
  readonly confirmed: ReadonlyMap<string, ConfirmedLeg>
  readonly checkpoints: ReadonlyMap<
    EventId,
    { readonly event: EventOf<'checkpoint.proposed'>; readonly signers: ReadonlySet<DeviceId> }
  >
  readonly chainProblems: readonly ChainProblem[]
  readonly notCounting: ReadonlyMap<EventId, NotCounting>
  /** ME1: events up to here whose device does not speak for a member yet, in canonical order. They count once it does. */
  readonly unheard: readonly PotEvent[]
  /** ME6: devices that forked, and the position from which on they do not count. */
  readonly forked: ReadonlyMap<DeviceId, number>
  /** ME5: of devices that forked, the branch that was chosen. */
  readonly branches: ReadonlyMap<DeviceId, ChosenBranch>
  /** ME6: devices that were revoked. */
  readonly revoked: ReadonlyMap<DeviceId, Revocation>
  /** ME5: votes on what is not decided yet, by subject, each member's own, in canonical order. */
  readonly votes: ReadonlyMap<string, readonly EventOf<'vote.cast'>[]>
  /** ME5: members who cannot be reached, with the vote that decided it. */
  readonly unreachable: ReadonlyMap<MemberId, EventId>
  /** EV2: upgrades that were proposed. */
  readonly upgrades: ReadonlyMap<EventId, ProposedUpgrade>
  /** EV2: the upgrade in effect. */
  readonly upgrade: { readonly version: number; readonly event: EventId } | null
  /** ME9: the pot's keys, by the events that brought them. */
  readonly keys: ReadonlyMap<EventId, PotKeyFact>
  /** ME10: invitations, by the events that made them. */
  readonly invites: ReadonlyMap<EventId, Invite>
  /** The pot's epoch: 0 until a settlement is final. */
  readonly epoch: bigint
  readonly stateHash: StateHash | null
  /** Chain position up to which chain events are in these facts. */
  readonly seq: bigint
}

/** Facts under construction. */
export type Draft = {
  -readonly [K in keyof Facts]: Facts[K] extends ReadonlyMap<infer Key, infer Value> ? DraftMap<Key, Value> : Facts[K]
}

/** A map under construction. */
export interface DraftMap<Key, Value> extends ReadonlyMap<Key, Value> {
  set: (key: Key, value: Value) => unknown
  delete: (key: Key) => boolean
}

/** A copy of facts to build the next ones from. Values inside the maps are shared and replaced, never changed. */
export function draftOf(facts: Facts): Draft {
  return {
    ...facts,
    members: new Map(facts.members),
    devices: new Map(facts.devices),
    claims: new Map(facts.claims),
    proposedTies: new Map(facts.proposedTies),
    series: new Map(facts.series),
    versions: IdMap.from(facts.versions),
    live: IdMap.from(facts.live),
    entries: new IdMap(),
    effects: IdMap.from(facts.effects),
    plans: new Map(facts.plans),
    confirmed: new Map(facts.confirmed),
    checkpoints: new Map(facts.checkpoints),
    notCounting: IdMap.from(facts.notCounting),
    forked: new Map(facts.forked),
    branches: new Map(facts.branches),
    revoked: new Map(facts.revoked),
    votes: new Map(facts.votes),
    unreachable: new Map(facts.unreachable),
    upgrades: new Map(facts.upgrades),
    keys: new Map(facts.keys),
    invites: new Map(facts.invites),
  }
}

/** Key of a leg among confirmed legs. */
export function legKey(checkpoint: EventId, index: number): string {
  return `${checkpoint}.${index}`
}

/** The member that a device speaks for, if it has claimed one. */
export function memberOf(facts: Pick<Facts, 'devices'>, device: DeviceId): MemberId | undefined {
  return facts.devices.get(device)?.member ?? undefined
}
