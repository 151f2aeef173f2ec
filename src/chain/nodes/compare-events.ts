import { err, ok, type Hash32, type PlacedEvent, type Result } from '../../domain/index.ts'
import type { BlockReader } from '../chain-port.ts'
import { placeKey } from '../chain-place.ts'
import type { FollowTarget } from '../follow-store.ts'
import type { CompareError } from './node-difference.ts'

/** Events by the block that holds them. */
export function eventsByBlock(events: readonly PlacedEvent[]): ReadonlyMap<number, readonly PlacedEvent[]> {
  const found = new Map<number, PlacedEvent[]>()
  for (const placed of events) found.set(placed.at.blockNumber, [...(found.get(placed.at.blockNumber) ?? []), placed])
  return found
}

/** Compares the group's events in one block with what another node has there. `isPruned`: it no longer has that block's state. */
export async function compareEvents(
  other: Pick<BlockReader, 'header' | 'contractEvents'>,
  { contract, group }: Pick<FollowTarget, 'contract' | 'group'>,
  number: number,
  mine: readonly PlacedEvent[],
): Promise<Result<{ readonly isPruned: boolean }, CompareError>> {
  const header = await other.header(number)
  if (!header.ok) return header
  const { hash } = header.value
  const here: Hash32 | undefined = mine[0]?.at.blockHash
  if (here !== undefined && here !== hash)
    return err({ type: 'Differs', difference: { type: 'other block', number, one: here, other: hash } })
  const read = await other.contractEvents(contract, hash)
  if (!read.ok) return read.error.type === 'StatePruned' ? ok({ isPruned: true }) : read
  const theirs = read.value.filter(({ event }) => event.group === group)
  const [myTexts, theirTexts] = [mine.map(textOf), theirs.map(textOf)]
  if (myTexts.join('\n') === theirTexts.join('\n')) return ok({ isPruned: false })
  return err({
    type: 'Differs',
    difference: {
      type: 'other events',
      block: { number, hash },
      onlyOne: mine.filter((_, i) => !theirTexts.includes(myTexts[i] as string)),
      onlyOther: theirs.filter((_, i) => !myTexts.includes(theirTexts[i] as string)),
    },
  })
}

/** Place and content of an event; both nodes' events come from the same decoder, which writes fields in one order. */
function textOf({ event, at }: PlacedEvent): string {
  return `${placeKey(at)} ${JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))}`
}
