// Frames over a WebSocket, in browsers and in Node. What arrives faster than it is read waits up to a bound, then the connection is given up: a
// relay goes on from where the client was.

import { err, ok, type Result } from '../../domain/index.ts'
import { SYNC_LIMITS } from '../limits.ts'
import type { FrameDuplex } from './frame-duplex.ts'
import { createFrameInbox } from './frame-inbox.ts'

/** Why there is no connection: nobody answers, or not in time. Browsers do not tell more. */
export type ConnectError = { readonly type: 'Unreachable'; readonly url: string }

/** The part of a WebSocket that is used. */
export type SocketLike = Pick<
  WebSocket,
  'addEventListener' | 'binaryType' | 'bufferedAmount' | 'close' | 'readyState' | 'send'
>

/** Bytes that may wait to be sent before a sender has to wait. */
const SEND_BUFFER = SYNC_LIMITS.frameBytes
/** How often a full buffer is looked at: WebSockets do not say when they have sent. */
const DRAIN_MS = 20
const OPEN = 1

/** Connects to an address such as wss://relay.example/v1. */
export function openWebSocketDuplex(
  url: string,
  timeoutMs: number,
  connect: (url: string) => SocketLike = (address) => new WebSocket(address),
): Promise<Result<FrameDuplex, ConnectError>> {
  return new Promise((resolve) => {
    const socket = connect(url)
    socket.binaryType = 'arraybuffer'
    const inbox = createFrameInbox()
    const alarm = setTimeout(() => socket.close(), timeoutMs)
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (!(data instanceof ArrayBuffer) || !inbox.put(new Uint8Array(data))) socket.close()
    })
    socket.addEventListener('close', () => {
      clearTimeout(alarm)
      inbox.close()
      resolve(err({ type: 'Unreachable', url })) // nothing happens if it was open before
    })
    socket.addEventListener('error', () => {}) // a close follows; unheard it would end a Node process
    socket.addEventListener('open', () => {
      clearTimeout(alarm)
      resolve(ok(duplexOf(socket, inbox.next)))
    })
  })
}

function duplexOf(socket: SocketLike, receive: FrameDuplex['receive']): FrameDuplex {
  return {
    send: async (frame) => {
      if (frame.length > SYNC_LIMITS.frameBytes)
        return err({ type: 'FrameTooLarge', bytes: frame.length, limit: SYNC_LIMITS.frameBytes })
      while (socket.readyState === OPEN && socket.bufferedAmount > SEND_BUFFER)
        await new Promise((resolve) => setTimeout(resolve, DRAIN_MS))
      if (socket.readyState !== OPEN) return err({ type: 'DuplexClosed' })
      socket.send(frame as Uint8Array<ArrayBuffer>)
      return ok(undefined)
    },
    receive,
    close: () => socket.close(),
  }
}
