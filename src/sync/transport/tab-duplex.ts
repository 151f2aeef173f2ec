// Tabs of one browser, or threads of one Node process, over a BroadcastChannel: a bus on which everybody hears everybody. Each pair of tabs gets a
// duplex of its own. What arrives may come from another version of this page and is read as strictly as bytes from a network.

import { err, ok } from '../../domain/index.ts'
import { SYNC_LIMITS } from '../limits.ts'
import type { FrameDuplex } from './frame-duplex.ts'
import { createFrameInbox, type FrameInbox } from './frame-inbox.ts'

/** Other tabs on the channel. */
export interface TabNeighbours {
  /** Leaves: every duplex closes, on both ends. The channel itself stays the caller's. */
  readonly leave: () => void
}

/** The part of a BroadcastChannel that is used. */
export type TabChannel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'removeEventListener'>

type TabMessage =
  | { readonly type: 'hello'; readonly from: string }
  | { readonly type: 'here' | 'bye'; readonly from: string; readonly to: string }
  | { readonly type: 'frame'; readonly from: string; readonly to: string; readonly frame: Uint8Array }

/** Tabs that are spoken with at once. */
const MAX_NEIGHBOURS = 64

/**
 * Meets every other tab on the channel, those that are there and those that come. `self` is a random name. Of each pair one
 * opens the exchange, the one with the smaller name.
 */
export function meetTabs(
  channel: TabChannel,
  self: string,
  onMeet: (duplex: FrameDuplex, neighbour: { readonly name: string; readonly opens: boolean }) => void,
): TabNeighbours {
  const inboxes = new Map<string, FrameInbox>()
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel of this origin, not a window
  const post = (message: TabMessage): void => channel.postMessage(message)
  const part = (name: string): void => {
    inboxes.get(name)?.close()
    inboxes.delete(name)
  }
  const meet = (name: string): void => {
    if (inboxes.has(name) || inboxes.size === MAX_NEIGHBOURS) return
    const inbox = createFrameInbox()
    inboxes.set(name, inbox)
    onMeet(duplexTo(name, inbox), { name, opens: self < name })
  }
  const duplexTo = (name: string, inbox: FrameInbox): FrameDuplex => ({
    send: (frame) => {
      if (inboxes.get(name) !== inbox) return Promise.resolve(err({ type: 'DuplexClosed' }))
      if (frame.length > SYNC_LIMITS.frameBytes)
        return Promise.resolve(err({ type: 'FrameTooLarge', bytes: frame.length, limit: SYNC_LIMITS.frameBytes }))
      post({ type: 'frame', from: self, to: name, frame })
      return Promise.resolve(ok(undefined))
    },
    receive: inbox.next,
    close: () => {
      if (inboxes.get(name) !== inbox) return
      part(name)
      post({ type: 'bye', from: self, to: name })
    },
  })
  const hear = ({ data }: { readonly data: unknown }): void => {
    const message = parseTabMessage(data)
    if (message === null || message.from === self) return
    if (message.type === 'hello') {
      part(message.from)
      post({ type: 'here', from: self, to: message.from })
      meet(message.from)
    } else if (message.to !== self) return
    else if (message.type === 'frame') inboxes.get(message.from)?.put(message.frame)
    else if (message.type === 'here') meet(message.from)
    else part(message.from)
  }
  channel.addEventListener('message', hear)
  post({ type: 'hello', from: self })
  return {
    leave: () => {
      channel.removeEventListener('message', hear)
      for (const name of inboxes.keys()) {
        post({ type: 'bye', from: self, to: name })
        part(name)
      }
    },
  }
}

/** A message on the channel; null for anything else that is said there. */
export function parseTabMessage(data: unknown): TabMessage | null {
  if (typeof data !== 'object' || data === null) return null
  const { type, from, to, frame } = data as Readonly<Record<string, unknown>>
  if (!isName(from)) return null
  if (type === 'hello') return { type, from }
  if (!isName(to)) return null
  if (type === 'here' || type === 'bye') return { type, from, to }
  if (type !== 'frame' || !(frame instanceof Uint8Array) || frame.length > SYNC_LIMITS.frameBytes) return null
  return { type, from, to, frame }
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 64
}
