// What to say next, from what this side holds and what the other said. Nothing is said twice without a reason and nothing is waited for in here: a
// lost message is made good by the next exchange.

import type { EventId } from '../../domain/index.ts'
import type { LogIndex, SignedEvent } from '../../log/index.ts'
import { compareHeads } from '../heads/compare-heads.ts'
import { headsOf } from '../heads/device-head.ts'
import { compareToldHeads, type ToldHead } from '../known-relay/told-head.ts'
import { SYNC_LIMITS } from '../limits.ts'
import type { Range } from '../ranges/range.ts'
import { type RangeSet, rangeSetOf } from '../ranges/range-set.ts'
import { listRanges, openingRanges } from '../ranges/reconcile-ranges.ts'
import { type PayloadCodec, plainPayloads } from './payload-codec.ts'
import { planAnswer } from './plan-answer.ts'
import type { Payload, Statement, SyncMessage } from './sync-message.ts'
import { syncMessageToBytes } from './sync-message-codec.ts'
import { NOTHING, type SyncState } from './sync-state.ts'

/** The state after a message and the message; null when there is nothing to say. Then both know that they are equal, or wait for the other. */
export interface Generated {
  readonly state: SyncState
  readonly message: Uint8Array | null
}

/** What goes with a message. */
export interface GenerateOptions {
  readonly payloads?: PayloadCodec
  /** What relays told this side last: passed on in the first message and in repairs. */
  readonly relays?: readonly ToldHead[]
}

/** Events, ranges (as much again), needs and heads together fit a frame. */
const BATCH_BYTES = SYNC_LIMITS.rangeBytes
/** Ids in one message when it has come to whole lists: a quarter of a megabyte. */
const LISTED = 16_384

/** The next message for the other side. Call it until it gives none: an answer may take several. */
export function generateMessage(before: SyncState, log: LogIndex, options: GenerateOptions = {}): Generated {
  if (before.theirs?.more) return { state: before, message: null }
  const set = rangeSetOf(log)
  const mine = set.fingerprint(0, set.items.length)
  const planned = before.queue.length > 0 ? before : planAnswer(before, log, set, mine)
  const { batch, queue, payloads } = takeBatch(planned, log, options.payloads ?? plainPayloads)
  const number = planned.number + 1
  const sent = new Map(planned.sent)
  for (const id of batch) sent.set(id, { number, times: (sent.get(id)?.times ?? 0) + 1 })
  const state = { ...planned, sent, queue }
  const header = { pot: state.pot, session: state.session, number, heard: state.theirs?.number ?? 0, payloads }
  if (state.queue.length > 0)
    return say({ ...state, number }, { ...header, more: true, statement: null, ...NOTHING, relays: [] })
  const closing = close(state, set, mine, batch.length)
  if (closing === null) return { state, message: null }
  const { ranges, needs } = closing.reply
  const statement = statementOf(closing, log, set, mine)
  const relays = number === 1 || ranges.length > 0 ? relaysOf(options) : []
  const said = closing.said?.fingerprint === mine ? closing.said : { fingerprint: mine, number }
  const theirs = closing.theirs && { ...closing.theirs, isAnswered: true }
  return say(
    { ...closing, number, said, theirs, reply: NOTHING },
    { ...header, more: false, statement, ranges, needs, relays },
  )
}

function say(state: SyncState, message: SyncMessage): Generated {
  return { state, message: syncMessageToBytes(message) }
}

/** As much of the queue as one message takes, and what is left of it. */
function takeBatch(state: SyncState, log: LogIndex, codec: PayloadCodec): Batch {
  const payloads: Payload[] = []
  let bytes = 0
  // A log that was read again may hold less than it did when the queue was made.
  const queue = state.queue.filter((id) => log.events.has(id))
  for (const id of queue) {
    const sealed = codec.seal((log.events.get(id) as SignedEvent).stored)
    bytes += sealed.length + 36
    if (payloads.length > 0 && bytes > BATCH_BYTES) break
    payloads.push({ id, bytes: sealed })
  }
  return { batch: queue.slice(0, payloads.length), queue: queue.slice(payloads.length), payloads }
}

interface Batch {
  readonly batch: readonly EventId[]
  readonly queue: readonly EventId[]
  readonly payloads: readonly Payload[]
}

/** Whether there is anything to say at the end of an answer, and with which ranges. */
function close(state: SyncState, set: RangeSet, mine: string, sending: number): SyncState | null {
  const { theirs, said, reply } = state
  if (reply.ranges.length > 0) return { ...state, repairs: state.repairs + 1 }
  if (sending > 0 || reply.needs.length > 0 || said?.fingerprint !== mine) return state
  const statement = theirs?.statement
  if (!statement || theirs.isAnswered || statement.fingerprint === mine) return null
  // They answered before they heard what we hold: they hear it once more, and that we heard them.
  if (statement.heard < said.number) return state
  // Both know both statements and nothing follows from them: the sets themselves are compared.
  const pair = mine + statement.fingerprint
  if (state.stalled === pair) return null
  const ranges = repairRanges(set, state.repairs)
  if (ranges.length === 0) return { ...state, stalled: pair, repairs: 0 }
  return { ...state, repairs: state.repairs + 1, reply: { ranges, needs: [] } }
}

function repairRanges(set: RangeSet, repairs: number): readonly Range[] {
  const list = repairs - SYNC_LIMITS.repairRounds
  if (list < 0) return openingRanges(set)
  return list > 0 && list * LISTED >= set.items.length ? [] : listRanges(set, list * LISTED, (list + 1) * LISTED)
}

/** Heads are left out where the other side will find itself equal by the fingerprint alone. */
function statementOf({ theirs }: SyncState, log: LogIndex, { items }: RangeSet, mine: string): Statement {
  const there = theirs?.statement
  const willBeEqual =
    there && (there.fingerprint === mine || (there.heads !== null && !compareHeads(log, there.heads).isAhead))
  return { size: items.length, fingerprint: mine, heads: willBeEqual ? null : headsOf(log, SYNC_LIMITS.heads) }
}

function relaysOf({ relays = [] }: GenerateOptions): readonly ToldHead[] {
  return relays.slice(0, SYNC_LIMITS.relays).sort(compareToldHeads)
}
