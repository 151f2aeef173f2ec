import { err, ok, type PlacedEvent, type Result } from '../../domain/index.ts'
import type { BlockRef } from '../block-ref.ts'
import type { BlockReader, ContractReader } from '../chain-port.ts'
import type { FollowTarget } from '../follow-store.ts'
import type { HeadView } from '../group-view.ts'
import { compareEvents, eventsByBlock } from './compare-events.ts'
import { compareVotes } from './compare-votes.ts'
import type { CompareError } from './node-difference.ts'

/** What the node in use said up to a finalized block; the head where it was asked for it. */
export type Statement = {
  readonly at: BlockRef
  readonly events: readonly PlacedEvent[]
  readonly head: HeadView | null
}

/** What is asked of the other node. */
export type ComparedNode = Pick<BlockReader, 'finalizedHead' | 'header' | 'contractEvents'> &
  Pick<ContractReader, 'headOf' | 'votesAt'>

/** Heights asked for at once. */
const HEIGHTS_AT_ONCE = 16

/**
 * Reads every height after `from` up to the statement's block from another node, and compares block, events of the group, and at the end the
 * contract's head. State that this node has pruned is passed over: the head, which commits to every event but votes, is compared anyway, and the
 * votes are then compared as the contract has them in the end. `onBlock`: the last height that was compared.
 */
export async function compareNodes(
  other: ComparedNode,
  target: FollowTarget,
  from: number,
  { at, events, head }: Statement,
  onBlock: (number: number) => void = () => {},
): Promise<Result<null, CompareError>> {
  const last = await compareBlock(other, at)
  if (!last.ok) return last
  const byBlock = eventsByBlock(events.filter((placed) => placed.at.blockNumber > from))
  let isPruned = false
  for (let height = from + 1; height <= at.number; height += HEIGHTS_AT_ONCE) {
    const count = Math.min(HEIGHTS_AT_ONCE, at.number - height + 1)
    const heights = Array.from({ length: count }, (_, i) => height + i)
    const compared = await Promise.all(
      heights.map((number) => compareEvents(other, target, number, byBlock.get(number) ?? [])),
    )
    for (const result of compared) {
      if (!result.ok) return result
      isPruned ||= result.value.isPruned
    }
    onBlock(height + count - 1)
  }
  if (head === null) return ok(null)
  const same = await compareHead(other, target, at, head)
  return same.ok && isPruned ? compareVotes(other, target, at, events) : same
}

/**
 * The same for what was read before this start: the blocks that hold events, the last block, the head, and the votes, since the blocks between are not read
 * again and a vote may have been withheld in one of them.
 */
export async function compareStored(
  other: ComparedNode,
  target: FollowTarget,
  { at, events, head }: Statement,
): Promise<Result<null, CompareError>> {
  const last = await compareBlock(other, at)
  if (!last.ok) return last
  for (const [number, here] of eventsByBlock(events)) {
    const compared = await compareEvents(other, target, number, here)
    if (!compared.ok) return compared
  }
  return compareHeadAndVotes(other, target, { at, events, head })
}

/**
 * What a node says at the last block alone: the head commits to every event but votes, and those are compared as the contract has them in the end. For the node in
 * use, where others answered in its place: what it would have said of their blocks.
 */
export async function compareEnd(
  other: ComparedNode,
  target: FollowTarget,
  statement: Statement,
): Promise<Result<null, CompareError>> {
  const last = await compareBlock(other, statement.at)
  return last.ok ? compareHeadAndVotes(other, target, statement) : last
}

async function compareHeadAndVotes(
  other: ComparedNode,
  target: FollowTarget,
  { at, events, head }: Statement,
): Promise<Result<null, CompareError>> {
  const same = head === null ? ok(null) : await compareHead(other, target, at, head)
  return same.ok ? compareVotes(other, target, at, events) : same
}

async function compareBlock(other: ComparedNode, at: BlockRef): Promise<Result<null, CompareError>> {
  // A node may know blocks above what it calls final.
  const final = await other.finalizedHead()
  if (!final.ok) return final
  if (final.value.number < at.number) return err({ type: 'UnknownBlock', block: at.number })
  const found = await other.header(at.number)
  if (!found.ok) return found
  if (found.value.hash === at.hash) return ok(null)
  return err({
    type: 'Differs',
    difference: { type: 'other block', number: at.number, one: at.hash, other: found.value.hash },
  })
}

async function compareHead(
  other: ComparedNode,
  { contract, group }: FollowTarget,
  at: BlockRef,
  one: HeadView,
): Promise<Result<null, CompareError>> {
  const found = await other.headOf(contract, group, at.hash)
  if (!found.ok) return found
  const theirs = found.value
  return theirs?.seq === one.seq && theirs.head === one.head
    ? ok(null)
    : err({ type: 'Differs', difference: { type: 'other head', at, one, other: theirs } })
}
