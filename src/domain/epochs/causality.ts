import type { PotEvent } from '../events/event.ts'
import type { EventId } from '../ids.ts'
import { mergeSeen, NOTHING_SEEN, raiseSeen, seenOf, type Seen } from './seen.ts'

/** Answers, for a set of events that holds the past of each of its events, who had seen what. */
export interface Causality {
  /** Whether `past` is `event` itself or in its causal past. False when either is unknown. */
  readonly sees: (event: EventId, past: EventId) => boolean
}

/** A causality that takes more events, each after those it names. */
export interface GrowingCausality extends Causality {
  readonly add: (event: PotEvent) => void
}

/** An event as one of a chain: a device's events, each after the one before. Of a device that forked every branch is a chain of its own. */
interface Place {
  readonly chain: number
  readonly seq: number
  /** How far it had seen the other chains. */
  readonly seen: Seen
}

/**
 * For each event how far it had seen each chain (a version vector). Parents come before children in `events`; beside that their order changes
 * no answer. A device that forked has a chain for each branch, so that who saw one branch has not seen the other.
 */
export function createCausality(events: Iterable<PotEvent>): GrowingCausality {
  const places = new Map<EventId, Place>()
  const ends: EventId[] = []

  const add = ({ id, prev, seen: named, seq }: PotEvent): void => {
    const own = prev === null ? undefined : places.get(prev)
    const goesOn = own !== undefined && ends[own.chain] === prev
    const chain = goesOn ? own.chain : ends.length
    ends[chain] = id
    let seen = own?.seen ?? NOTHING_SEEN
    if (own && !goesOn) seen = raiseSeen(seen, own.chain, own.seq)
    for (const [index, other] of named.entries()) {
      const place = places.get(other)
      if (!place) continue
      // Who had seen the device's last event had seen all that it had.
      const coversOwn = index === 0 && own !== undefined && seenOf(place.seen, own.chain) >= own.seq
      seen = raiseSeen(coversOwn ? place.seen : mergeSeen(seen, place.seen), place.chain, place.seq)
    }
    places.set(id, { chain, seq, seen })
  }

  const sees = (event: EventId, past: EventId): boolean => {
    const later = places.get(event)
    const earlier = places.get(past)
    if (!later || !earlier) return false
    return (later.chain === earlier.chain ? later.seq : seenOf(later.seen, earlier.chain)) >= earlier.seq
  }

  for (const event of events) add(event)
  return { add, sees }
}

/** What an event names directly: its device's previous event and the heads of others it had seen. */
export function parentsOf(event: PotEvent): readonly EventId[] {
  return event.prev === null ? event.seen : [event.prev, ...event.seen]
}
