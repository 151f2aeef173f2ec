// An exchange over a transport, for as long as that lives. All decisions are in generateMessage and receiveMessage; here they get events admitted and
// frames carried, one after the other.

import type { Hex } from '../../domain/index.ts'
import type { AdmitReport, Fork, LogIndex, Refusal, StoredEvent } from '../../log/index.ts'
import type { ForkSuspicion } from '../heads/compare-heads.ts'
import type { ToldHead } from '../known-relay/told-head.ts'
import type { FrameDuplex } from '../transport/frame-duplex.ts'
import { generateMessage } from './generate-message.ts'
import { type PayloadCodec, plainPayloads } from './payload-codec.ts'
import { fingerprintOf, receiveMessage, type ReceiveError } from './receive-message.ts'
import { createSyncState } from './sync-state.ts'

/** The pot that is kept equal. */
export interface SyncTarget {
  readonly log: () => LogIndex
  /** Admits events and keeps what was accepted, or gives null when they could not be kept: then they will come again. */
  readonly take: (events: readonly StoredEvent[]) => Promise<AdmitReport | null>
}

/** Something in an exchange that a person or a log should know. */
export type SyncNotice =
  | ReceiveError
  | ForkSuspicion
  | { readonly type: 'Refused'; readonly refusal: Refusal }
  | { readonly type: 'Forked'; readonly fork: Fork }
  | { readonly type: 'Unreadable'; readonly id: string }
  /** What relays told the other side: to be held against what they told here. */
  | { readonly type: 'RelaysTold'; readonly relays: readonly ToldHead[] }
  /** The other side never became equal, whatever was compared: it lies, or takes other events than this version does. */
  | { readonly type: 'Stalled' }

/** How an exchange runs. */
export interface SyncOptions {
  /** 8 random bytes in hex. */
  readonly session: Hex<'Session'>
  /** Whether this side speaks first. */
  readonly opens: boolean
  readonly payloads?: PayloadCodec
  /** What relays told this side last. */
  readonly relays?: () => readonly ToldHead[]
  readonly notice?: (notice: SyncNotice) => void
}

/** An exchange under way. */
export interface SyncRun {
  /** To be called after the log changed by other means: what is new is sent. Resolves when it was. */
  readonly changed: () => Promise<void>
  /** Whether the other side said last that it holds what is here. */
  readonly isEqual: () => boolean
  /** Resolves when the transport has closed and everything heard was taken. */
  readonly ended: Promise<void>
}

/** Keeps a pot equal with whoever is at the other end of the duplex. */
export function runSync(duplex: FrameDuplex, target: SyncTarget, options: SyncOptions): SyncRun {
  const { session, opens, payloads = plainPayloads, relays = () => [], notice = () => {} } = options
  let state = createSyncState(target.log().pot, session)
  let turn: Promise<void> = Promise.resolve()
  const inTurn = (work: () => Promise<void>): Promise<void> => (turn = turn.then(work))

  const speak = async (): Promise<void> => {
    for (;;) {
      const generated = generateMessage(state, target.log(), { payloads, relays: relays() })
      if (generated.state.stalled !== null && state.stalled === null) notice({ type: 'Stalled' })
      state = generated.state
      if (generated.message === null || !(await duplex.send(generated.message)).ok) return
    }
  }
  const hear = async (frame: Uint8Array): Promise<void> => {
    const received = receiveMessage(state, target.log(), frame, payloads)
    if (!received.ok) return notice(received.error)
    const { events, unreadable, suspicions, relays: told } = received.value
    for (const suspicion of suspicions) notice(suspicion)
    for (const id of unreadable) notice({ type: 'Unreadable', id })
    if (told.length > 0) notice({ type: 'RelaysTold', relays: told })
    if (events.length > 0) {
      const report = await target.take(events)
      // What could not be kept was not heard: nothing is said that would make the other side believe it was.
      if (report === null) return
      for (const refusal of report.refused) notice({ type: 'Refused', refusal })
      for (const fork of report.forks) notice({ type: 'Forked', fork })
    }
    state = received.value.state
    await speak()
  }
  const listen = async (): Promise<void> => {
    if (opens) await inTurn(speak)
    for (let frame = await duplex.receive(); frame !== null; frame = await duplex.receive()) {
      const heard = frame
      await inTurn(() => hear(heard))
    }
  }
  return {
    changed: () => inTurn(async () => (opens || state.theirs !== null ? speak() : undefined)),
    isEqual: () => state.theirs?.statement?.fingerprint === fingerprintOf(target.log()),
    ended: listen(),
  }
}
