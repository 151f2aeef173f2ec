import { err, ok, type H160, type Hash32, type PlacedEvent, type Result } from '../domain/index.ts'
import type { BlockHeader, BlockRef } from './block-ref.ts'
import type { ChainError } from './chain-error.ts'
import type { BlockReader } from './chain-port.ts'
import type { FollowError } from './follow-error.ts'

/** Consecutive blocks whose parent hashes were checked, and the group's events in them. */
export type WalkedBlocks = { readonly last: BlockRef; readonly count: number; readonly events: readonly PlacedEvent[] }

/** What of a chain is read. */
export type WalkSource = {
  readonly port: Pick<BlockReader, 'header' | 'contractEvents'>
  readonly contract: H160
  readonly group: Hash32
}

/** Heights asked for at once: enough to hide the node's latency, few enough not to be cut off by it. */
const HEIGHTS_AT_ONCE = 16

/**
 * Every height after `from` up to `to`, some at a time. Subscriptions skip numbers and nodes change their minds, so each header must
 * name the block before it as its parent, and the last one must be `to` itself.
 */
export async function* walkBlocks(
  source: WalkSource,
  from: BlockRef,
  to: BlockRef,
): AsyncGenerator<Result<WalkedBlocks, FollowError>, void> {
  let previous = from
  while (previous.number < to.number) {
    const last = Math.min(previous.number + HEIGHTS_AT_ONCE, to.number)
    const heights = Array.from({ length: last - previous.number }, (_, i) => previous.number + 1 + i)
    const read = await Promise.all(heights.map((height) => readHeight(source, height)))
    const events: PlacedEvent[] = []
    for (const block of read) {
      if (!block.ok) {
        yield block
        return
      }
      const { header } = block.value
      if (header.parentHash !== previous.hash) {
        yield err({
          type: 'ParentMismatch',
          block: refOf(header),
          expected: previous.hash,
          found: header.parentHash,
        })
        return
      }
      events.push(...block.value.events.filter(({ event }) => event.group === source.group))
      previous = refOf(header)
    }
    if (previous.number === to.number && previous.hash !== to.hash) {
      yield err({ type: 'ParentMismatch', block: to, expected: previous.hash, found: to.hash })
      return
    }
    yield ok({ last: previous, count: heights.length, events })
  }
}

type ReadBlock = { readonly header: BlockHeader; readonly events: readonly PlacedEvent[] }

async function readHeight({ port, contract }: WalkSource, height: number): Promise<Result<ReadBlock, ChainError>> {
  const header = await port.header(height)
  if (!header.ok) return header
  const events = await port.contractEvents(contract, header.value.hash)
  return events.ok ? ok({ header: header.value, events: events.value }) : events
}

function refOf({ number, hash }: BlockHeader): BlockRef {
  return { number, hash }
}
