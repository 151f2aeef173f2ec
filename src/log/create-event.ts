import { eventMessage, type EventSigner, type Random } from '../crypto/index.ts'
import {
  bytesToHex,
  compareIds,
  type DeviceId,
  type Envelope,
  err,
  type EventContent,
  type EventError,
  type EventId,
  type EventOf,
  eventToBytes,
  type Hex,
  MAX_EVENT_BYTES,
  ok,
  parseEvent,
  type PotCreated,
  type PotEvent,
  type Result,
  RULEBOOK_VERSION,
} from '../domain/index.ts'
import type { Clock } from './clock.ts'
import { lamportAfter, type NamedPast } from './past-rules.ts'
import { eventIn, type LogIndex } from './replica.ts'
import type { SignedEvent } from './stored-event.ts'

/** What writing an event needs beside the log and the key. */
export interface AuthoringPorts {
  readonly clock: Clock
  readonly random: Random
}

/** Everything but `pot.created`, which starts a pot. */
export type LaterContent = Exclude<EventContent, { readonly kind: 'pot.created' }>

/** Why no event can be written. */
export type AuthoringError =
  /** The log does not hold the pot's genesis event yet. */
  | { readonly type: 'PotNotHere' }
  /** The device's chain has several ends: whatever it wrote would belong to one branch only. It needs a new key. */
  | { readonly type: 'DeviceForked'; readonly heads: readonly EventId[] }
  /** Events of this device wait for their past: its chain goes on somewhere beyond what is known here, and writing would fork it. */
  | { readonly type: 'ChainAhead'; readonly device: DeviceId }
  | { readonly type: 'TooLarge'; readonly bytes: number; readonly limit: number }
  /** The content breaks a rule of its kind. */
  | { readonly type: 'BadContent'; readonly error: EventError }

/** As many heads as an event can name. */
const MAX_SEEN = 256

/** A pot's first event. Its id is the pot's id. */
export function createPot(
  signer: EventSigner,
  body: PotCreated,
  ports: AuthoringPorts,
): Promise<Result<SignedEvent & { readonly event: EventOf<'pot.created'> }, AuthoringError>> {
  const place = { pot: null, seq: 0, prev: null, seen: [], lamport: 0 }
  return write(signer, place, { kind: 'pot.created', body }, ports) as Promise<
    Result<SignedEvent & { readonly event: EventOf<'pot.created'> }, AuthoringError>
  >
}

/**
 * The device's next event: it follows everything that the log holds. Nothing is added to the log: store it with the writer's guard, then admit it
 * like an event from outside, so that nothing is shown or sent that was not kept.
 */
export async function createEvent(
  log: LogIndex,
  signer: EventSigner,
  content: LaterContent,
  ports: AuthoringPorts,
): Promise<Result<SignedEvent, AuthoringError>> {
  const { device } = signer
  if (!log.events.has(log.pot as string as EventId)) return err({ type: 'PotNotHere' })
  const heads = log.headsOf(device)
  if (heads.length > 1) return err({ type: 'DeviceForked', heads })
  if (log.isWaiting(device)) return err({ type: 'ChainAhead', device })
  const [head] = heads
  const past: NamedPast = { prev: head === undefined ? null : eventIn(log, head), seen: seenBy(log, device) }
  const seq = past.prev === null ? 0 : past.prev.seq + 1
  const seen = past.seen.map(({ id }) => id).sort(compareIds)
  return write(signer, { pot: log.pot, seq, prev: head ?? null, seen, lamport: lamportAfter(past) }, content, ports)
}

/** Tips of other devices: with the own head they have the whole log in their past. More than fit are named later, the newest first. */
function seenBy(log: LogIndex, device: DeviceId): readonly PotEvent[] {
  return log
    .tips()
    .map((id) => eventIn(log, id))
    .filter((event) => event.device !== device)
    .sort((a, b) => b.lamport - a.lamport || compareIds(a.id, b.id))
    .slice(0, MAX_SEEN)
}

async function write(
  signer: EventSigner,
  place: Pick<Envelope, 'pot' | 'seq' | 'prev' | 'seen' | 'lamport'>,
  content: EventContent,
  { clock, random }: AuthoringPorts,
): Promise<Result<SignedEvent, AuthoringError>> {
  const nonce = bytesToHex(random.bytes(16)) as Hex<'Nonce'>
  const envelope: Envelope = { version: RULEBOOK_VERSION, device: signer.device, at: clock.now(), nonce, ...place }
  const bytes = eventToBytes({ ...envelope, ...content })
  if (bytes.length > MAX_EVENT_BYTES) return err({ type: 'TooLarge', bytes: bytes.length, limit: MAX_EVENT_BYTES })
  // What others would refuse is not signed.
  const parsed = parseEvent(bytes)
  if (!parsed.ok) return err({ type: 'BadContent', error: parsed.error })
  const event: PotEvent = parsed.value
  return ok({ event, stored: { id: event.id, bytes, signature: await signer.sign(eventMessage(bytes)) } })
}
