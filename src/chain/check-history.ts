import { err, ok, replayGroup, type GroupHistory, type PlacedEvent, type Result } from '../domain/index.ts'
import type { BlockRef } from './block-ref.ts'
import type { ContractReader } from './chain-port.ts'
import type { FollowError } from './follow-error.ts'
import type { FollowTarget } from './follow-store.ts'
import type { HeadView } from './group-view.ts'

/** The history that placed events make. */
export function toHistory(target: FollowTarget, events: readonly PlacedEvent[]): GroupHistory {
  const { genesis, contract, group, createdAt } = target
  return { genesis, contract, group, createdAt, events: events.map(({ event }) => event) }
}

/**
 * Whether the events up to a block are all there are: they begin with GroupCreated in its block, each follows from the ones before it,
 * and the contract's own head at that block is the one they end in. A node that lies consistently passes; that takes a second node.
 */
export async function checkHistory(
  port: Pick<ContractReader, 'headOf'>,
  target: FollowTarget,
  events: readonly PlacedEvent[],
  at: BlockRef,
): Promise<Result<HeadView, FollowError>> {
  const first = events[0]
  if (first === undefined || first.event.kind !== 'GroupCreated' || first.at.blockHash !== target.createdAt) {
    return err({ type: 'CreationNotFound', createdAt: target.createdAt, group: target.group })
  }
  const replayed = replayGroup(toHistory(target, events))
  if (!replayed.ok) return err({ type: 'HistoryBroken', upTo: at, error: replayed.error })
  const contract = await port.headOf(target.contract, target.group, at.hash)
  if (!contract.ok) return contract
  const { seq, head } = replayed.value
  if (contract.value === null || contract.value.seq !== seq || contract.value.head !== head) {
    return err({ type: 'HeadMismatch', at, replayed: { seq, head }, contract: contract.value })
  }
  return ok({ seq, head })
}
