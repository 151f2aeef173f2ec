import type { DeviceId, EventId, PotEvent } from '../domain/index.ts'

/** The events that an event names, checked themselves. */
export interface NamedPast {
  readonly prev: PotEvent | null
  readonly seen: readonly PotEvent[]
}

/** What an event shows to be wrong beside the events it names. */
export type PastFault =
  | { readonly type: 'PrevOfOtherDevice'; readonly prev: EventId; readonly device: DeviceId }
  | { readonly type: 'PrevNotBefore'; readonly prev: EventId; readonly prevSeq: number; readonly seq: number }
  | { readonly type: 'SeenOwnDevice'; readonly seen: EventId }
  | { readonly type: 'WrongLamport'; readonly expected: number; readonly found: number }

/** EV1: what must hold between an event and the events it names. A function of its causal past alone (ME3). */
export const pastRules = {
  /** A chain is one device's. */
  prevIsOwn: (event: PotEvent, { prev }: NamedPast): PastFault | null =>
    prev === null || prev.device === event.device
      ? null
      : { type: 'PrevOfOtherDevice', prev: prev.id, device: prev.device },

  /** Positions have no gap. */
  prevIsBefore: (event: PotEvent, { prev }: NamedPast): PastFault | null =>
    prev === null || prev.seq + 1 === event.seq
      ? null
      : { type: 'PrevNotBefore', prev: prev.id, prevSeq: prev.seq, seq: event.seq },

  /** `seen` is for other devices: otherwise a fork could join itself again. */
  seenIsOfOthers: (event: PotEvent, { seen }: NamedPast): PastFault | null => {
    const own = seen.find(({ device }) => device === event.device)
    return own === undefined ? null : { type: 'SeenOwnDevice', seen: own.id }
  },

  /** Exactly one more than everything named: nobody jumps ahead in the canonical order or hides behind in it. */
  lamportIsExact: (event: PotEvent, past: NamedPast): PastFault | null => {
    const expected = lamportAfter(past)
    return event.lamport === expected ? null : { type: 'WrongLamport', expected, found: event.lamport }
  },
} as const

const rules = Object.values(pastRules)

/** The first rule about its past that an event breaks. */
export function pastFaultOf(event: PotEvent, past: NamedPast): PastFault | null {
  for (const rule of rules) {
    const fault = rule(event, past)
    if (fault !== null) return fault
  }
  return null
}

/** EV1: the Lamport number of an event with this past; 0 for the genesis event, which has none. */
export function lamportAfter({ prev, seen }: NamedPast): number {
  let greatest = prev === null ? -1 : prev.lamport
  for (const { lamport } of seen) greatest = Math.max(greatest, lamport)
  return greatest + 1
}
