import type { CutHead, EventOf } from '../events/event.ts'
import type { Finalized } from '../group/chain-event.ts'
import type { Facts, Tie } from '../facts.ts'
import type { EventId } from '../ids.ts'
import { potOf } from '../events/event.ts'

/** Where an epoch starts: the checkpoint of a final settlement, or the pot's genesis (EP1). */
export interface EpochBase {
  /** The checkpoint's event, or the genesis event. */
  readonly event: EventId
  /** The base before it, null for the genesis. */
  readonly before: EventId | null
  readonly facts: Facts
  readonly cut: readonly CutHead[]
  /** Ids of the events in the cut. */
  readonly inside: ReadonlySet<EventId>
  /** Position of `Finalized` in the group's history; -1 for the genesis. */
  readonly finalizedSeq: bigint
}

/** The base of a pot's first epoch: the genesis event, which speaks for the founder's device, and an empty cut. */
export function genesisBase(genesis: EventOf<'pot.created'>): EpochBase {
  const founder = {
    id: genesis.device,
    member: null,
    account: null,
    sealing: null,
    claim: null,
    confirmations: [],
    vouchers: [],
  }
  const facts: Facts = {
    pot: potOf(genesis),
    genesis: genesis.body,
    founder: genesis.device,
    members: new Map(),
    devices: new Map([[genesis.device, founder]]),
    claims: new Map(),
    bindings: [],
    tie: null,
    proposedTies: new Map(),
    group: null,
    series: new Map(),
    versions: new Map(),
    live: new Map(),
    entries: new Map(),
    effects: new Map(),
    nets: [],
    moves: [],
    paidBefore: [],
    plans: new Map(),
    paying: { type: 'none' },
    confirmed: new Map(),
    checkpoints: new Map(),
    chainProblems: [],
    notCounting: new Map(),
    unheard: [],
    forked: new Map(),
    branches: new Map(),
    revoked: new Map(),
    votes: new Map(),
    unreachable: new Map(),
    upgrades: new Map(),
    keys: new Map(),
    invites: new Map(),
    upgrade: null,
    epoch: 0n,
    stateHash: null,
    seq: -1n,
  }
  return { event: genesis.id, before: null, facts, cut: [], inside: new Set(), finalizedSeq: -1n }
}

/** Whether this `Finalized` of a tie's group is the one that made the base. Another group has positions of its own (EP9). */
export function isBaseOf({ facts, finalizedSeq }: EpochBase, finalized: Finalized, tie: Tie): boolean {
  return finalized.seq === finalizedSeq && tie.event === facts.tie?.event
}
