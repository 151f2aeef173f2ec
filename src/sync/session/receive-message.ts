import { err, type EventId, ok, type PotId, type Result } from '../../domain/index.ts'
import type { LogIndex, StoredEvent } from '../../log/index.ts'
import { compareHeads, type ForkSuspicion } from '../heads/compare-heads.ts'
import type { ToldHead } from '../known-relay/told-head.ts'
import { rangeSetOf } from '../ranges/range-set.ts'
import { type PayloadCodec, plainPayloads } from './payload-codec.ts'
import type { SyncMessage } from './sync-message.ts'
import { type MessageError, parseSyncMessage } from './sync-message-codec.ts'
import { NOTHING, type SyncState, type Theirs } from './sync-state.ts'

/** What a message brought. */
export interface Received {
  readonly state: SyncState
  /** To be admitted, and stored, before the next message is generated. Nothing of them is checked yet. */
  readonly events: readonly StoredEvent[]
  /** Payloads of which nothing could be made. */
  readonly unreadable: readonly EventId[]
  readonly suspicions: readonly ForkSuspicion[]
  /** What relays told the other side: for `findTwoViews`. */
  readonly relays: readonly ToldHead[]
}

/** Why a message was not taken. Nothing has changed. */
export type ReceiveError = MessageError | { readonly type: 'ForeignPot'; readonly pot: PotId }

/** How many sessions of the other side are remembered as over. */
const PAST_SESSIONS = 16

/**
 * Takes a message from the other side, in whatever order and however often it comes. The events in it are handed out, never admitted here:
 * whoever calls gives them to `admitEvents`, keeps what was accepted, then calls `generateMessage`.
 */
export function receiveMessage(
  state: SyncState,
  log: LogIndex,
  bytes: Uint8Array,
  payloads: PayloadCodec = plainPayloads,
): Result<Received, ReceiveError> {
  const parsed = parseSyncMessage(bytes)
  if (!parsed.ok) return parsed
  const message = parsed.value
  if (message.pot !== state.pot) return err({ type: 'ForeignPot', pot: message.pot })
  const events: StoredEvent[] = []
  const unreadable: EventId[] = []
  for (const payload of message.payloads) {
    const event = payloads.open(payload)
    if (event === null) unreadable.push(payload.id)
    else events.push(event)
  }
  const heads = message.statement?.heads
  return ok({
    state: heed(state, message),
    events,
    unreadable,
    suspicions: heads ? compareHeads(log, heads).suspicions : [],
    relays: message.relays,
  })
}

/** What the message says about the other side, unless it is late or a repetition. */
function heed(before: SyncState, message: SyncMessage): SyncState {
  if (before.past.includes(message.session)) return before
  const state = before.theirs?.session === message.session ? before : startOver(before)
  const known = state.theirs
  if (known !== null && message.number <= known.number) return state
  const { session, number, heard, statement, ranges, needs } = message
  if (statement === null) {
    const theirs: Theirs = { statement: null, isAnswered: true, ...known, session, number, more: true }
    return { ...state, theirs }
  }
  const theirs: Theirs = { session, number, statement: { ...statement, heard }, isAnswered: false, more: false }
  return { ...state, theirs, asked: { ranges, needs } }
}

/** The other side began anew: what was sent to it may be lost. */
function startOver(state: SyncState): SyncState {
  if (state.theirs === null) return state
  const past = [...state.past, state.theirs.session].slice(-PAST_SESSIONS)
  return { ...state, theirs: null, past, asked: NOTHING, reply: NOTHING, queue: [], sent: new Map(), repairs: 0 }
}

/** The fingerprint of a whole log. */
export function fingerprintOf(log: LogIndex): string {
  const set = rangeSetOf(log)
  return set.fingerprint(0, set.items.length)
}
