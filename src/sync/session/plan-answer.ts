import type { EventId } from '../../domain/index.ts'
import type { LogIndex } from '../../log/index.ts'
import { compareHeads } from '../heads/compare-heads.ts'
import { headsOf, shortId } from '../heads/device-head.ts'
import { SYNC_LIMITS } from '../limits.ts'
import type { RangeSet } from '../ranges/range-set.ts'
import { reconcileRanges } from '../ranges/reconcile-ranges.ts'
import { NOTHING, type SyncState } from './sync-state.ts'

const NEEDS = 4096

/** Works out what the other side lacks and what to ask of it, from what it said last. `mine` is the fingerprint of `set`, the events of `log`. */
export function planAnswer(state: SyncState, log: LogIndex, set: RangeSet, mine: string): SyncState {
  const statement = state.theirs?.statement
  if (!statement) return state
  if (statement.fingerprint === mine) {
    // Equal sets have equal heads: they need not be sent to be known.
    const heads = statement.heads ?? headsOf(log, SYNC_LIMITS.heads)
    const theirs = state.theirs && { ...state.theirs, statement: { ...statement, heads } }
    return { ...state, theirs, asked: NOTHING, reply: NOTHING, sent: new Map(), repairs: 0, stalled: null }
  }
  const answer = reconcileRanges(set, state.asked.ranges)
  const ranges = state.repairs < SYNC_LIMITS.repairRounds ? answer.ranges : []
  const asked = new Set(state.asked.needs)
  const lacking = new Set<string>([
    ...(statement.heads ? compareHeads(log, statement.heads).lackingThere : []),
    ...answer.lackingThere,
    ...(asked.size === 0 ? [] : set.items.filter(({ id }) => asked.has(shortId(id))).map(({ id }) => id)),
  ])
  const canSend = (id: EventId): boolean => {
    const earlier = state.sent.get(id)
    return earlier === undefined || (earlier.number <= statement.heard && earlier.times < SYNC_LIMITS.sendings)
  }
  const queue = ([...lacking] as EventId[]).filter(canSend)
  const lamport = (id: EventId): number => log.events.get(id)?.event.lamport ?? 0
  return {
    ...state,
    asked: NOTHING,
    queue: queue.sort((a, b) => lamport(a) - lamport(b)),
    reply: { ranges, needs: answer.lackingHere.toSorted(byText).slice(0, NEEDS) },
  }
}

function byText(a: string, b: string): number {
  return a < b ? -1 : 1
}
