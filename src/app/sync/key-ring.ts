// The keys of a pot that this device has (ME9), by the log and beside it.

import { WRAPPED_KEY_BYTES, wrapBoundBytes } from '../../crypto/index.ts'
import { hexToBytes, type DeviceId, type EventId, type Hex, type PotEvent } from '../../domain/index.ts'
import type { Identity } from '../identity.ts'
import type { PotSession } from '../pot-session.ts'

/** Keys by the event that named them. */
export type KeyRing = ReadonlyMap<EventId, Uint8Array>

/** What an event or fact says about a wrapped key. */
interface WrappedKey {
  readonly from: DeviceId | EventId
  readonly wrapped: Hex<'WrappedKey'>
}

/** Opened wraps of a session, by what was wrapped: opening takes milliseconds. */
const opened = new WeakMap<Identity, Map<string, Uint8Array | null>>()

/** Every key of the pot that this device has: those that were wrapped to it in the log, and those that it was given beside the log. */
export async function keyRing(session: PotSession): Promise<KeyRing> {
  const ring = new Map<EventId, Uint8Array>()
  const access = await session.ports.storage.access.get(session.id)
  if (access.ok) for (const { id, key } of access.value?.keys ?? []) ring.set(id, key)
  const { device } = session.identity.signer
  for (const [id, { event, wraps }] of session.fold().open.keys) {
    const wrap = wraps.get(device)
    if (wrap === undefined) continue
    const from = wrap.bound === 'author' ? event.device : id
    const key = await openWrap(session.identity, session.id, { from, wrapped: wrap.wrapped })
    if (key !== null) ring.set(id, key)
  }
  return ring
}

/** The key that an event brings this device, whether or not the event counts: who can read what a key opens may read it. */
export async function keyInEvent(
  identity: Identity,
  event: PotEvent,
): Promise<{ readonly id: EventId; readonly key: Uint8Array } | null> {
  if (event.kind !== 'key.rotated' && event.kind !== 'key.shared') return null
  const wrap = event.body.wraps.find(({ device }) => device === identity.signer.device)
  if (wrap === undefined || event.pot === null) return null
  const [id, from] = event.kind === 'key.rotated' ? [event.id, event.device] : [event.body.key, event.body.key]
  const key = await openWrap(identity, event.pot, { from, wrapped: wrap.wrapped })
  return key === null ? null : { id, key }
}

async function openWrap(
  identity: Identity,
  pot: PotSession['id'],
  { from, wrapped }: WrappedKey,
): Promise<Uint8Array | null> {
  const known = opened.get(identity) ?? new Map<string, Uint8Array | null>()
  opened.set(identity, known)
  const name = `${from}/${wrapped}`
  const before = known.get(name)
  if (before !== undefined) return before
  const bytes = hexToBytes(wrapped)
  const bound = wrapBoundBytes({ pot, from, to: identity.signer.device })
  const key = bytes.length === WRAPPED_KEY_BYTES ? await identity.unwrap(bytes, bound) : null
  known.set(name, key)
  return key
}
