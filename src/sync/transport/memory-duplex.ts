import { err, ok } from '../../domain/index.ts'
import { SYNC_LIMITS } from '../limits.ts'
import type { FrameDuplex } from './frame-duplex.ts'
import { createFrameInbox, type FrameInbox } from './frame-inbox.ts'

/** What becomes of a frame on its way: the frames that arrive now. None loses it, two repeat it, one kept from before reorders. */
export type CarryFrame = (frame: Uint8Array, from: 0 | 1) => readonly Uint8Array[]

const faithfully: CarryFrame = (frame) => [frame]

/** Two ends in one process. `carry` can be a bad network. */
export function createMemoryDuplexPair(carry: CarryFrame = faithfully): readonly [FrameDuplex, FrameDuplex] {
  const inboxes = [createFrameInbox(), createFrameInbox()] as const
  let isOpen = true
  const close = (): void => {
    isOpen = false
    for (const inbox of inboxes) inbox.close()
  }
  const end = (from: 0 | 1, own: FrameInbox, other: FrameInbox): FrameDuplex => ({
    send: (frame) => {
      if (!isOpen) return Promise.resolve(err({ type: 'DuplexClosed' }))
      if (frame.length > SYNC_LIMITS.frameBytes)
        return Promise.resolve(err({ type: 'FrameTooLarge', bytes: frame.length, limit: SYNC_LIMITS.frameBytes }))
      // The other end gets its own copy, as it would from any network.
      for (const carried of carry(frame, from)) other.put(carried.slice())
      return Promise.resolve(ok(undefined))
    },
    receive: own.next,
    close,
  })
  return [end(0, inboxes[0], inboxes[1]), end(1, inboxes[1], inboxes[0])]
}
