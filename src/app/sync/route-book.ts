// What is kept of a pot's route, as far as syncing has it in memory: which envelopes there are, which event each holds, and which relay has shown to
// hold which. It changes only after the store has.

import type { DeviceId, EventId, PotId, Result } from '../../domain/index.ts'
import { ok } from '../../domain/index.ts'
import type {
  EnvelopeStore,
  KeptEnvelope,
  KeptWarning,
  RelayStep,
  SequenceTaken,
  StorageError,
  Warned,
} from '../../storage/index.ts'
import { parseEnvelope, type Envelope, type EnvelopeId, type KnownRelay } from '../../sync/index.ts'

/** An envelope with the event inside, null as long as that is not in the log. */
export interface BookedEnvelope {
  readonly envelope: Envelope
  readonly event: EventId | null
}

/** What is known of a kept envelope. */
interface Line {
  readonly device: DeviceId
  readonly sequence: number
  readonly event: EventId | null
  /** Whether all before it in its device's chain are here: a relay takes no others. */
  readonly isRooted: boolean
}

/** What is kept of a route. */
export interface RouteBook {
  readonly has: (id: EnvelopeId) => boolean
  /** Whether an envelope holds this event. */
  readonly holdsEvent: (id: EventId) => boolean
  /** Whether this relay has shown to hold an envelope. */
  readonly isAt: (relay: string, id: EnvelopeId) => boolean
  readonly isRooted: (id: EnvelopeId) => boolean
  /** Every device that wrote an envelope. */
  readonly authors: () => ReadonlySet<DeviceId>
  readonly knownOf: (relay: string) => KnownRelay | null
  /** The last envelope of a device: what its next one follows. */
  readonly headOf: (device: DeviceId) => { readonly sequence: number; readonly id: EnvelopeId } | null
  /** What is held against a relay; of '', against nobody in particular. */
  readonly warningsAbout: (about: string) => readonly KeptWarning[]
  readonly keep: (
    booked: readonly BookedEnvelope[],
    step?: RelayStep,
    warned?: readonly Warned[],
  ) => Promise<Result<void, StorageError>>
  readonly keepOwn: (booked: readonly BookedEnvelope[]) => Promise<Result<void, StorageError | SequenceTaken>>
  /** Every rooted envelope, each device's in order. */
  readonly all: () => Promise<Result<readonly Envelope[], StorageError>>
  /** Forgets what is known of a relay and held against it: it is met as one that was never met. */
  readonly forget: (relay: string) => Promise<Result<void, StorageError>>
}

/** A book, and the envelopes in it whose event is not in the log. */
export interface OpenedBook {
  readonly book: RouteBook
  readonly unplaced: readonly Envelope[]
}

/** Running hashes that are kept: enough to hold what others were told against. */
const KEPT_TRAIL = 64

/**
 * Opens the book of a pot. `isHere` says of an event whether the log has it: one that the log has lost since is read from its envelope again.
 */
export async function openRouteBook(
  store: EnvelopeStore,
  pot: PotId,
  isHere: (event: EventId) => boolean,
): Promise<Result<OpenedBook, StorageError>> {
  const read = await store.read(pot)
  if (!read.ok) return read
  const lines = new Map<EnvelopeId, Line>()
  const events = new Set<EventId>()
  const heads = new Map<DeviceId, { readonly sequence: number; readonly id: EnvelopeId }>()
  const warned = new Map(read.value.warned.map(({ about, warnings }) => [about, warnings] as const))
  const relays = new Map(
    read.value.relays.map(({ relay, known, holds }) => [relay, { known, holds: new Set(holds) }] as const),
  )

  const enter = ({ envelope, event }: BookedEnvelope): void => {
    const { id, device, sequence, previous } = envelope
    const isRooted = previous === null || lines.get(previous)?.isRooted === true
    lines.set(id, { device, sequence, event: lines.get(id)?.event ?? event, isRooted })
    if (event !== null) events.add(event)
    const head = heads.get(device)
    if (head === undefined || head.sequence < sequence) heads.set(device, { sequence, id })
  }
  const unplaced: Envelope[] = []
  for (const { bytes, event } of read.value.envelopes) {
    const envelope = parseEnvelope(bytes)
    if (!envelope.ok) continue // a damaged store: what is lost of it comes again from a relay
    enter({ envelope: envelope.value, event })
    if (event === null || !isHere(event)) unplaced.push(envelope.value)
  }

  const book: RouteBook = {
    has: (id) => lines.has(id),
    holdsEvent: (id) => events.has(id),
    isAt: (relay, id) => relays.get(relay)?.holds.has(id) ?? false,
    isRooted: (id) => lines.get(id)?.isRooted ?? false,
    authors: () => new Set(heads.keys()),
    knownOf: (relay) => relays.get(relay)?.known ?? null,
    headOf: (device) => heads.get(device) ?? null,
    warningsAbout: (about) => warned.get(about) ?? [],
    keep: async (booked, step, changed = []) => {
      const trimmed = step && { ...step, known: { ...step.known, trail: step.known.trail.slice(-KEPT_TRAIL) } }
      const kept = await store.append(pot, booked.map(toKept), trimmed, changed)
      if (!kept.ok) return kept
      for (const { about, warnings } of changed) warned.set(about, warnings)
      for (const each of booked) enter(each)
      if (step) {
        const before = step.startsOver ? [] : (relays.get(step.relay)?.holds ?? [])
        relays.set(step.relay, { known: step.known, holds: new Set([...before, ...step.holds]) })
      }
      return ok(undefined)
    },
    keepOwn: async (booked) => {
      const kept = await store.appendOwn(pot, booked.map(toKept))
      if (kept.ok) for (const each of booked) enter(each)
      return kept
    },
    all: async () => {
      const again = await store.read(pot)
      if (!again.ok) return again
      const envelopes = again.value.envelopes.flatMap(({ id, bytes }) => {
        const envelope = parseEnvelope(bytes)
        return envelope.ok && lines.get(id)?.isRooted ? [envelope.value] : []
      })
      return ok(envelopes)
    },
    forget: async (relay) => {
      const forgotten = await store.forget(pot, relay)
      if (forgotten.ok) relays.delete(relay)
      if (forgotten.ok) warned.delete(relay)
      return forgotten
    },
  }
  return ok({ book, unplaced })
}

function toKept({ envelope: { id, device, sequence, bytes }, event }: BookedEnvelope): KeptEnvelope {
  return { id, device, sequence, bytes, event }
}
