// No head commits to votes that were not counted. What the contract keeps of them is each member's latest one, so that is what two nodes are held to where the
// blocks that hold the votes are not read from both.

import { err, ok, voteKey, type H160, type PlacedEvent, type Result, type VoteKey } from '../../domain/index.ts'
import type { BlockRef } from '../block-ref.ts'
import type { ContractReader } from '../chain-port.ts'
import type { FollowTarget } from '../follow-store.ts'
import type { CompareError } from './node-difference.ts'

/** Compares the votes that events up to a block tell of with those that the contract has there according to another node. */
export async function compareVotes(
  other: Pick<ContractReader, 'votesAt'>,
  { contract, group }: Pick<FollowTarget, 'contract' | 'group'>,
  at: BlockRef,
  events: readonly PlacedEvent[],
): Promise<Result<null, CompareError>> {
  const read = await other.votesAt(contract, group, at.hash)
  if (!read.ok) return read
  const [mine, theirs] = [votesOf(events), read.value]
  const by = [...new Set([...mine.keys(), ...theirs.keys()])].filter((each) => mine.get(each) !== theirs.get(each))
  return by.length === 0 ? ok(null) : err({ type: 'Differs', difference: { type: 'other votes', at, by } })
}

/** Each member's latest vote as the contract keeps it: until the roster is replaced, also when the head has moved on. */
function votesOf(events: readonly PlacedEvent[]): ReadonlyMap<H160, VoteKey> {
  const votes = new Map<H160, VoteKey>()
  for (const { event } of events) {
    if (event.kind === 'RosterChanged') votes.clear()
    if (event.kind === 'Attested') votes.set(event.by, voteKey(event.proposal, event.seq, event.head))
  }
  return votes
}
