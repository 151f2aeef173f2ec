// Envelopes on their way into the log: opened with the keys that are here, offered to the log, and kept in mind until their event is in it. A key that
// comes later opens what came earlier; a past that comes later lets in what waited for it.

import { sealingKeyOf, type PotKey } from '../../crypto/index.ts'
import { equalBytes, ok, parseEvent, type EventId, type Result } from '../../domain/index.ts'
import type { AdmitReport, LogIndex, Refusal, StoredEvent } from '../../log/index.ts'
import type { PotAccess } from '../../storage/index.ts'
import type { Envelope, EnvelopeId } from '../../sync/index.ts'
import type { Identity } from '../identity.ts'
import type { WriteError } from '../pot-session.ts'
import { keyInEvent, type KeyRing } from './key-ring.ts'
import { openEvent, openingKey } from './relayed-event.ts'
import type { BookedEnvelope } from './route-book.ts'

/** Where what was read goes. */
export interface ReadingTarget {
  /** The log, null as long as the pot's first event is not here. */
  readonly log: () => LogIndex | null
  readonly receive: (events: readonly StoredEvent[]) => Promise<Result<AdmitReport, WriteError>>
}

/** Reads envelopes. */
export interface EnvelopeReader {
  /** Adds keys that came by another way; answers whether one was new. */
  readonly learn: (ring: KeyRing) => boolean
  readonly keyOf: (id: EventId) => Uint8Array | undefined
  /** The key for what brings keys. */
  readonly opening: PotKey
  /**
   * Takes new envelopes and everything that could not be read before; answers with those whose event is in the log now. They come again until
   * `settle` is told that this is kept.
   */
  readonly place: (fresh: readonly Envelope[]) => Promise<Result<Placed, WriteError>>
  readonly settle: (placed: readonly BookedEnvelope[]) => void
  /** How many could not be opened, for want of a key or because they are damaged. */
  readonly unreadable: () => number
  /** How many hold an event whose past is missing. */
  readonly waiting: () => number
}

/** What became of envelopes. */
export interface Placed {
  readonly placed: readonly BookedEnvelope[]
  readonly refused: readonly Refusal[]
}

interface Pending {
  readonly envelope: Envelope
  event: StoredEvent | null
  isRefused: boolean
  isOffered: boolean
}

/** A reader with the keys that were handed over beside the log. */
export function createEnvelopeReader(identity: Identity, access: PotAccess, target: ReadingTarget): EnvelopeReader {
  const pending = new Map<EnvelopeId, Pending>()
  const opening = openingKey(access.pot, access.salt)
  /** Several for one name when somebody passed on a wrong one: the one that opens something goes to the front. */
  const ring = new Map<EventId, Uint8Array[]>([[opening.id, [opening.bytes]]])
  let needsAll = false

  const add = (id: EventId, key: Uint8Array): boolean => {
    const keys = ring.get(id) ?? []
    if (keys.some((known) => equalBytes(known, key))) return false
    ring.set(id, [...keys, key])
    return true
  }
  for (const { id, key } of access.keys) add(id, key)

  const open = (envelope: Envelope): StoredEvent | null => {
    const id = sealingKeyOf(envelope.payload)
    const keys = (id !== null && ring.get(id)) || []
    for (const key of keys) {
      const opened = openEvent(envelope, () => key)
      if (!opened.ok) continue
      if (id !== null && keys[0] !== key) ring.set(id, [key, ...keys.filter((other) => other !== key)])
      return opened.value
    }
    return null
  }
  /** Opens what can be opened; a key found in one may open others. */
  const openAll = async (): Promise<void> => {
    for (let hasNewKey = true; hasNewKey;) {
      hasNewKey = false
      for (const each of pending.values()) {
        if (each.event !== null) continue
        each.event = open(each.envelope)
        if (each.event === null || sealingKeyOf(each.envelope.payload) !== opening.id) continue
        const parsed = parseEvent(each.event.bytes)
        const brought = parsed.ok ? await keyInEvent(identity, parsed.value) : null
        if (brought !== null && add(brought.id, brought.key)) hasNewKey = true
      }
    }
  }
  const isPlaced = ({ event }: Pending): boolean => {
    const inLog = event === null ? undefined : target.log()?.events.get(event.id)?.stored
    return inLog !== undefined && event !== null && equalBytes(inLog.signature, event.signature)
  }

  return {
    learn: (others) => [...others].map(([id, key]) => add(id, key)).includes(true),
    keyOf: (id) => ring.get(id)?.[0],
    opening,
    place: async (fresh) => {
      for (const envelope of fresh)
        pending.set(envelope.id, { envelope, event: null, isRefused: false, isOffered: false })
      await openAll()
      // Before the pot is here nothing of what was offered is remembered: it is offered whole until its first event is among it.
      const offersAll = needsAll || target.log() === null
      const offered = [...pending.values()].filter(
        (each) => each.event !== null && !isPlaced(each) && !each.isRefused && (offersAll || !each.isOffered),
      )
      let refused: readonly Refusal[] = []
      if (offered.length > 0) {
        const report = await target.receive(offered.map(({ event }) => event as StoredEvent))
        if (!report.ok) return report
        for (const each of offered) each.isOffered = true
        needsAll = report.value.refused.some(isFull)
        refused = report.value.refused.filter((refusal) => !isFull(refusal))
        const ids = new Set(refused.map(({ id }) => id))
        for (const each of offered) each.isRefused = each.event !== null && ids.has(each.event.id) && !isPlaced(each)
      }
      const placed = [...pending.values()]
        .filter(isPlaced)
        .map(({ envelope, event }) => ({ envelope, event: (event as StoredEvent).id }))
      return ok({ placed, refused })
    },
    settle: (placed) => {
      for (const { envelope } of placed) pending.delete(envelope.id)
    },
    unreadable: () => [...pending.values()].filter(({ event }) => event === null).length,
    waiting: () => [...pending.values()].filter(({ event, isRefused }) => event !== null && !isRefused).length,
  }
}

function isFull({ reason }: Refusal): boolean {
  return reason.type === 'QuarantineFull'
}
