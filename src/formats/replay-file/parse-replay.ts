// A replay file: what the rulebook folds and nothing else, so that another implementation can be held against this one. Events are their canonical
// bytes in hex, without signatures: who signed what is the log's business, what it amounts to the rulebook's.

import {
  compareEvents,
  err,
  hexToBytes,
  ok,
  parseEvent,
  potOf,
  replayGroup,
  type EventError,
  type GroupHistory,
  type HistoryError,
  type PotEvent,
  type PotId,
  type Result,
} from '../../domain/index.ts'
import { createReplica, formFaultOf, namedPast, pastFaultOf, type FormFault, type PastFault } from '../../log/index.ts'
import { isRecord, readList, type BadReplayValue } from './read-fields.ts'
import { readHistories } from './read-histories.ts'

/** What a replay file holds, checked: a set of events with each one's past, and histories that their contract can have written. */
export interface Replay {
  readonly pot: PotId
  /** In canonical order. */
  readonly events: readonly PotEvent[]
  readonly histories: readonly GroupHistory[]
}

/** Why a replay file cannot be folded. `index` counts its events or histories from 0. */
export type ReplayError =
  | { readonly type: 'NotJson' }
  | BadReplayValue
  | { readonly type: 'EventRefused'; readonly index: number; readonly error: EventError | FormFault | PastFault }
  | { readonly type: 'PastMissing'; readonly index: number }
  | { readonly type: 'NoGenesis' }
  | { readonly type: 'HistoryRefused'; readonly index: number; readonly error: HistoryError }

/** The name and version of the format. */
export const REPLAY_FORMAT = 'quits-replay/1'

/** Reads a replay file: `{"format": "quits-replay/1", "events": [hex], "histories": [...]}`. */
export function parseReplay(text: string): Result<Replay, ReplayError> {
  let input: unknown
  try {
    input = JSON.parse(text)
  } catch {
    return err({ type: 'NotJson' })
  }
  if (!isRecord(input) || input['format'] !== REPLAY_FORMAT)
    return err({ type: 'BadReplayValue', path: 'format', expected: REPLAY_FORMAT })
  const bytes = readList(input['events'], 'events', readBytes)
  if (!bytes.ok) return bytes
  const histories = readHistories(input['histories'])
  if (!histories.ok) return histories
  const read = readEvents(bytes.value)
  if (!read.ok) return read
  for (const [index, history] of histories.value.entries()) {
    const replayed = replayGroup(history)
    if (!replayed.ok) return err({ type: 'HistoryRefused', index, error: replayed.error })
  }
  return ok({ ...read.value, histories: histories.value })
}

function readBytes(item: unknown, path: string): Result<Uint8Array, BadReplayValue> {
  return typeof item === 'string' && /^(?:[0-9a-f]{2})+$/.test(item)
    ? ok(hexToBytes(item))
    : err({ type: 'BadReplayValue', path, expected: 'lowercase hex digits' })
}

/** The events of a pot, each valid by itself and beside its past (ME3). */
function readEvents(all: readonly Uint8Array[]): Result<Pick<Replay, 'pot' | 'events'>, ReplayError> {
  const parsed: { readonly event: PotEvent; readonly index: number }[] = []
  for (const [index, bytes] of all.entries()) {
    const event = parseEvent(bytes)
    if (!event.ok) return err({ type: 'EventRefused', index, error: event.error })
    parsed.push({ event: event.value, index })
  }
  const genesis = parsed.find(({ event }) => event.kind === 'pot.created')
  if (!genesis) return err({ type: 'NoGenesis' })
  const pot = potOf(genesis.event)
  const log = createReplica(pot)
  for (const { event, index } of parsed.toSorted((a, b) => compareEvents(a.event, b.event))) {
    const fault = formFaultOf(event, pot)
    if (fault) return err({ type: 'EventRefused', index, error: fault })
    const past = namedPast(log, event)
    if (past === null) return err({ type: 'PastMissing', index })
    const wrong = pastFaultOf(event, past)
    if (wrong) return err({ type: 'EventRefused', index, error: wrong })
    log.insert({ event, stored: { id: event.id, bytes: all[index] as Uint8Array, signature: new Uint8Array(64) } })
  }
  return ok({ pot, events: Array.from(log.events.values(), ({ event }) => event) })
}
