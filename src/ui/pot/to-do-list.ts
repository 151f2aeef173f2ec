import { legsOf } from '../../app/index.ts'
import type { DeviceId, EventId, Facts, MemberId, PotFold } from '../../domain/index.ts'

/** Something that waits for the reader. */
export type ToDo =
  | { readonly type: 'agree'; readonly checkpoint: EventId; readonly by: MemberId }
  | { readonly type: 'legs'; readonly checkpoint: EventId; readonly by: MemberId }
  | { readonly type: 'sign tie'; readonly by: MemberId }

/** What waits for a member: proposals on the current base that they have not agreed to, open legs of settlements, ties to co-sign. */
export function toDoList(fold: PotFold, me: MemberId, device: DeviceId): readonly ToDo[] {
  const { open } = fold
  const ties = [...open.proposedTies.values()].filter(({ signers }) => open.tie === null && !signers.has(me))
  const checkpoints = [...open.checkpoints.values()]
  const newest = checkpoints.findLast(({ event }) => event.body.base === fold.base.event)
  return [
    ...ties.map(({ tie }): ToDo => ({ type: 'sign tie', by: authorOf(open, tie.device) })),
    ...(newest && !newest.signers.has(device)
      ? [{ type: 'agree', checkpoint: newest.event.id, by: authorOf(open, newest.event.device) } as const]
      : []),
    ...checkpoints
      .filter(({ event }) => isSettlement(fold, event.id) && hasOpenLegOf(fold, event.id, me))
      .map(({ event }): ToDo => ({ type: 'legs', checkpoint: event.id, by: authorOf(open, event.device) })),
  ]
}

function isSettlement({ anchors }: PotFold, checkpoint: EventId): boolean {
  return anchors.some(({ finalized, verdict }) => finalized.checkpoint === checkpoint && verdict.type === 'final')
}

function hasOpenLegOf({ open }: PotFold, checkpoint: EventId, me: MemberId): boolean {
  const body = open.checkpoints.get(checkpoint)?.event.body
  return (
    body !== undefined &&
    legsOf(body, checkpoint, open, []).some(
      ({ from, to, status }) => status.type === 'open' && (from === me || to === me),
    )
  )
}

function authorOf({ devices }: Facts, device: DeviceId): MemberId {
  return devices.get(device)?.member ?? (device as string as MemberId)
}
