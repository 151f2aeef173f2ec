import { SYNC_LIMITS } from '../limits.ts'

/** Frames that arrived and were not asked for yet, with a bound: a transport that pushes never fills a memory. */
export interface FrameInbox {
  /** False when the frame was too large or there was no room: it is lost, as a transport may lose frames. */
  readonly put: (frame: Uint8Array) => boolean
  /** The next frame; null once closed and empty. */
  readonly next: () => Promise<Uint8Array | null>
  readonly close: () => void
}

/** Bytes that wait at most. */
const INBOX_BYTES = 8 * SYNC_LIMITS.frameBytes
/** Frames that wait at most, however small. */
const INBOX_FRAMES = 4096

/** An empty inbox. */
export function createFrameInbox(): FrameInbox {
  const frames: Uint8Array[] = []
  let bytes = 0
  let isOpen = true
  let waiting: ((frame: Uint8Array | null) => void) | null = null
  const hand = (frame: Uint8Array | null): boolean => {
    const resolve = waiting
    waiting = null
    resolve?.(frame)
    return resolve !== null
  }
  return {
    put: (frame) => {
      if (!isOpen || frame.length > SYNC_LIMITS.frameBytes) return false
      if (hand(frame)) return true
      if (frames.length === INBOX_FRAMES || bytes + frame.length > INBOX_BYTES) return false
      frames.push(frame)
      bytes += frame.length
      return true
    },
    next: () => {
      const frame = frames.shift()
      if (frame !== undefined) {
        bytes -= frame.length
        return Promise.resolve(frame)
      }
      if (!isOpen) return Promise.resolve(null)
      return new Promise((resolve) => {
        waiting = resolve
      })
    },
    close: () => {
      isOpen = false
      hand(null)
    },
  }
}
