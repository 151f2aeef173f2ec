import { err, ok, type PlacedEvent, type Result } from '../../domain/index.ts'
import type { BlockRef } from '../block-ref.ts'
import type { ChainError } from '../chain-error.ts'
import { placeKey } from '../chain-place.ts'
import type { FollowTarget } from '../follow-store.ts'
import type { HeadView } from '../group-view.ts'
import type { GroupSource } from '../read-group.ts'
import type { NodeDifference } from './node-difference.ts'

/** What the node in use said up to a finalized block; the head where it was asked for it. */
export type Statement = {
  readonly at: BlockRef
  readonly events: readonly PlacedEvent[]
  readonly head: HeadView | null
}

/** A difference, or why the other node could not be asked. */
export type CompareError = { readonly type: 'Differs'; readonly difference: NodeDifference } | ChainError

/** Heights asked for at once. */
const HEIGHTS_AT_ONCE = 16

/**
 * Reads every height after `from` up to the statement's block from another node, and compares block, events of the group, and at the end the
 * contract's head. State that this node has pruned is passed over: the head, which commits to every event but votes, is compared anyway.
 */
export async function compareNodes(
  other: GroupSource,
  target: FollowTarget,
  from: number,
  { at, events, head }: Statement,
): Promise<Result<null, CompareError>> {
  const last = await compareBlock(other, at)
  if (!last.ok) return last
  const byBlock = eventsByBlock(events.filter((placed) => placed.at.blockNumber > from))
  for (let height = from + 1; height <= at.number; height += HEIGHTS_AT_ONCE) {
    const count = Math.min(HEIGHTS_AT_ONCE, at.number - height + 1)
    const heights = Array.from({ length: count }, (_, i) => height + i)
    const compared = await Promise.all(
      heights.map((number) => compareEvents(other, target, number, byBlock.get(number) ?? [])),
    )
    const failed = compared.find((result) => !result.ok)
    if (failed) return failed
  }
  return head === null ? ok(null) : compareHead(other, target, at, head)
}

/** The same for what was read before this start: the blocks that hold events, the last block, and the head. */
export async function compareStored(
  other: GroupSource,
  target: FollowTarget,
  { at, events, head }: Statement,
): Promise<Result<null, CompareError>> {
  const last = await compareBlock(other, at)
  if (!last.ok) return last
  for (const [number, here] of eventsByBlock(events)) {
    const compared = await compareEvents(other, target, number, here)
    if (!compared.ok) return compared
  }
  return head === null ? ok(null) : compareHead(other, target, at, head)
}

function eventsByBlock(events: readonly PlacedEvent[]): ReadonlyMap<number, readonly PlacedEvent[]> {
  const found = new Map<number, PlacedEvent[]>()
  for (const placed of events) found.set(placed.at.blockNumber, [...(found.get(placed.at.blockNumber) ?? []), placed])
  return found
}

async function compareBlock(other: GroupSource, at: BlockRef): Promise<Result<null, CompareError>> {
  // A node may know blocks above what it calls final.
  const final = await other.finalizedHead()
  if (!final.ok) return final
  if (final.value.number < at.number) return err({ type: 'UnknownBlock', block: at.number })
  const found = await other.header(at.number)
  if (!found.ok) return found
  return found.value.hash === at.hash
    ? ok(null)
    : differ({ type: 'other block', number: at.number, one: at.hash, other: found.value.hash })
}

async function compareEvents(
  other: GroupSource,
  { contract, group }: FollowTarget,
  number: number,
  mine: readonly PlacedEvent[],
): Promise<Result<null, CompareError>> {
  const header = await other.header(number)
  if (!header.ok) return header
  const { hash } = header.value
  const block: BlockRef = { number, hash }
  const placed = mine[0]
  if (placed && placed.at.blockHash !== hash)
    return differ({ type: 'other block', number, one: placed.at.blockHash, other: hash })
  const read = await other.contractEvents(contract, hash)
  if (!read.ok) return read.error.type === 'StatePruned' ? ok(null) : read
  const theirs = read.value.filter(({ event }) => event.group === group)
  const [myTexts, theirTexts] = [mine.map(textOf), theirs.map(textOf)]
  if (myTexts.join('\n') === theirTexts.join('\n')) return ok(null)
  return differ({
    type: 'other events',
    block,
    onlyOne: mine.filter((_, i) => !theirTexts.includes(myTexts[i] as string)),
    onlyOther: theirs.filter((_, i) => !myTexts.includes(theirTexts[i] as string)),
  })
}

async function compareHead(
  other: GroupSource,
  { contract, group }: FollowTarget,
  at: BlockRef,
  one: HeadView,
): Promise<Result<null, CompareError>> {
  const found = await other.headOf(contract, group, at.hash)
  if (!found.ok) return found
  const theirs = found.value
  return theirs?.seq === one.seq && theirs.head === one.head
    ? ok(null)
    : differ({ type: 'other head', at, one, other: theirs })
}

function differ(difference: NodeDifference): Result<never, CompareError> {
  return err({ type: 'Differs', difference })
}

/** Place and content of an event; both nodes' events come from the same decoder, which writes fields in one order. */
function textOf({ event, at }: PlacedEvent): string {
  return `${placeKey(at)} ${JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))}`
}
