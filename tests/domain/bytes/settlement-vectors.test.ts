// The vectors that the contract's tests read too: written once, independently of both.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ChainEvent, ChainLeg, Proposal } from '../../../src/domain/group/chain-event.ts'
import {
  firstHead,
  groupId,
  nextHead,
  proposalHash,
  voteKey,
  type HeadEvent,
} from '../../../src/domain/group/group-head.ts'
import { replayGroup } from '../../../src/domain/group/group-replay.ts'
import { accountIdToH160 } from '../../../src/domain/encoding/h160.ts'
import type { AccountId, H160, Hash32 } from '../../../src/domain/ids.ts'
import { legLeaf, legNode, legProof, legRoot, verifyLegProof } from '../../../src/domain/settling/leg-tree.ts'
import { hash } from './model-group.ts'

/** Vectors hold u64 and u128 as decimal text, which in these fields is a bigint in TypeScript. */
const wide = new Set(['epoch', 'seq', 'planck'])
const vectors = JSON.parse(
  readFileSync(new URL('../../vectors/settlement.json', import.meta.url), 'utf8'),
  (name, value: unknown) => (wide.has(name) ? BigInt(value as string) : value),
) as {
  readonly h160: readonly { readonly account: AccountId; readonly h160: H160 }[]
  readonly groupIds: readonly {
    readonly contract: H160
    readonly caller: H160
    readonly salt: Hash32
    readonly group: Hash32
  }[]
  readonly firstHeads: readonly {
    readonly group: Hash32
    readonly members: readonly H160[]
    readonly quorum: number
    readonly head: Hash32
  }[]
  readonly proposals: readonly { readonly group: Hash32; readonly proposal: Proposal; readonly hash: Hash32 }[]
  readonly voteKeys: readonly {
    readonly proposal: Hash32
    readonly seq: bigint
    readonly head: Hash32
    readonly key: string
  }[]
  readonly leaves: readonly {
    readonly group: Hash32
    readonly epoch: bigint
    readonly leg: ChainLeg
    readonly leaf: Hash32
  }[]
  readonly nodes: readonly { readonly left: Hash32; readonly right: Hash32; readonly node: Hash32 }[]
  readonly plans: readonly {
    readonly legs: number
    readonly leaves: readonly Hash32[]
    readonly root: Hash32
    readonly proofs: readonly { readonly index: number; readonly proof: readonly Hash32[] }[]
  }[]
  readonly nextHeads: readonly { readonly head: Hash32; readonly event: HeadEvent; readonly next: Hash32 }[]
  readonly history: readonly ChainEvent[]
}

test('[AN1] vectors: addresses, group ids, first heads, proposals, votes, leaves and nodes', () => {
  for (const { account, h160 } of vectors.h160) expect(accountIdToH160(account)).toBe(h160)
  for (const { contract, caller, salt, group } of vectors.groupIds) expect(groupId(contract, caller, salt)).toBe(group)
  for (const { group, members, quorum, head } of vectors.firstHeads)
    expect(firstHead(group, members, quorum)).toBe(head)
  for (const { group, proposal, hash: expected } of vectors.proposals)
    expect(proposalHash(group, proposal)).toBe(expected)
  for (const { proposal, seq, head, key } of vectors.voteKeys) expect(voteKey(proposal, seq, head)).toBe(key)
  for (const { group, epoch, leg, leaf } of vectors.leaves) expect(legLeaf(group, epoch, leg)).toBe(leaf)
  for (const { left, right, node } of vectors.nodes) expect(legNode(left, right)).toBe(node)
})

test('[AN1] vectors: plans of every size with the proof of each leg', () => {
  expect(vectors.plans.length).toBeGreaterThan(10)
  for (const { legs, leaves, root, proofs } of vectors.plans) {
    expect(leaves.length).toBe(legs)
    expect(legRoot(leaves)).toBe(root)
    for (const { index, proof } of proofs) {
      expect(legProof(leaves, index)).toEqual(proof)
      expect(verifyLegProof(root, legs, index, leaves[index] as Hash32, proof)).toBe(true)
    }
  }
})

test('[AN1] vectors: the head after each kind of event', () => {
  expect(new Set(vectors.nextHeads.map(({ event }) => event.kind)).size).toBe(5)
  for (const { head, event, next } of vectors.nextHeads) expect(nextHead(head, event)).toBe(next)
})

test('[AN3] vectors: a history replays to its last head with the votes its bitmaps name, and not without them', () => {
  const [created] = vectors.history as [ChainEvent]
  const { group } = created
  const context = { genesis: hash(1), contract: hash(0).slice(24) as H160, group, createdAt: hash(2) }
  expect(replayGroup({ ...context, events: vectors.history })).toMatchObject({
    ok: false,
    error: { type: 'NoQuorum', position: 1 },
  })

  let members: readonly H160[] = []
  let at = { seq: 0n, head: hash(0) }
  const events = vectors.history.flatMap((event): readonly ChainEvent[] => {
    const votes = isOutcome(event) ? votesFor(event, members, at) : []
    at = { seq: event.seq, head: event.head }
    if ('members' in event) members = event.members
    return [...votes, event]
  })
  const replayed = replayGroup({ ...context, events })
  expect(replayed).toMatchObject({ ok: true, value: { ...at, epoch: 2n, closed: true, members } })
})

type Outcome = Extract<ChainEvent, { readonly kind: 'Finalized' | 'RosterChanged' }>

function isOutcome(event: ChainEvent): event is Outcome {
  return event.kind === 'Finalized' || event.kind === 'RosterChanged'
}

function votesFor(
  event: Outcome,
  members: readonly H160[],
  at: { readonly seq: bigint; readonly head: Hash32 },
): readonly ChainEvent[] {
  const { group, voters } = event
  const proposal = proposalHash(
    group,
    event.kind === 'Finalized' ? { ...event, kind: 'Settlement' } : { ...event, kind: 'Roster' },
  )
  return members
    .filter((_, slot) => (voters >>> slot) % 2 === 1)
    .map((by) => ({ kind: 'Attested', group, by, proposal, ...at }))
}
