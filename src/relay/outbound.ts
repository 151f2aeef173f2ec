// What goes out to one client. At most about `bufferBytes` wait for it in memory; whatever else it is owed stays in the database until it has taken
// those. A client that takes nothing for a while is told why and cut.

import type { WebSocket } from 'ws'

/** The way out to one client. */
export interface Outbound {
  /** Sends a frame. What is sent without room is bounded by who is read no further while there is none. */
  readonly send: (frame: Uint8Array) => void
  readonly hasRoom: () => boolean
  /** Whether something waits, and none of it was taken for so long. */
  readonly isStalled: (forMs: number) => boolean
}

/** Sends on this socket; `onWritten` is called whenever something was taken. */
export function createOutbound(socket: WebSocket, bufferBytes: number, onWritten: () => void): Outbound {
  let waiting = 0
  let progressAt = 0
  const written = (): void => {
    waiting -= 1
    progressAt = performance.now()
    onWritten()
  }
  return {
    send: (frame) => {
      if (socket.readyState !== socket.OPEN) return
      if (waiting === 0) progressAt = performance.now()
      waiting += 1
      socket.send(frame, { binary: true }, written)
    },
    hasRoom: () => socket.bufferedAmount < bufferBytes,
    isStalled: (forMs) => waiting > 0 && performance.now() - progressAt > forMs,
  }
}
