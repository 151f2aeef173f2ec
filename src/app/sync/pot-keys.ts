// Keys of a pot (ME9): which this device has, making a new one, and passing on those that others lack.

import { WRAPPED_KEY_BYTES, wrapBoundBytes, wrapKey } from '../../crypto/index.ts'
import {
  bytesToHex,
  compareIds,
  devicesWithout,
  err,
  hexToBytes,
  ok,
  sealingKey,
  type Device,
  type DeviceId,
  type EventId,
  type Hex,
  type KeyWrap,
  type PotEvent,
  type Result,
} from '../../domain/index.ts'
import type { LaterContent } from '../../log/index.ts'
import type { ActionError } from '../action-error.ts'
import type { Identity } from '../identity.ts'
import type { PotSession } from '../pot-session.ts'

/** Keys by the event that named them. */
export type KeyRing = ReadonlyMap<EventId, Uint8Array>

/** Why no key was made or passed on. */
export type PotKeyError =
  | ActionError
  /** No device of the pot has said to what keys are wrapped for it. */
  | { readonly type: 'NobodyToWrapTo' }

/** What an event or fact says about a wrapped key. */
interface WrappedKey {
  readonly from: DeviceId | EventId
  readonly wrapped: Hex<'WrappedKey'>
}

/** A device that can be given keys. */
type Recipient = Pick<Device, 'id'> & { readonly sealing: Hex<'SealingKey'> }

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

/** Writes contents and a new key for every device that still speaks after them, all or none. */
export async function rotateKey(
  session: PotSession,
  contents: readonly LaterContent[] = [],
): Promise<Result<readonly PotEvent[], PotKeyError>> {
  const leaving = new Set(contents.map((content) => (content.kind === 'device.revoked' ? content.body.device : null)))
  const { open } = session.fold()
  const { signer } = session.identity
  if (!open.devices.has(signer.device)) return err({ type: 'DeviceUnknown' })
  const recipients = [...open.devices.values()].filter(
    (device): device is Device & { readonly sealing: Hex<'SealingKey'> } =>
      device.sealing !== null && !open.revoked.has(device.id) && !leaving.has(device.id),
  )
  if (recipients.length === 0) return err({ type: 'NobodyToWrapTo' })
  const key = session.ports.random.bytes(32)
  const wraps = wrapAll(session, key, signer.device, recipients)
  return session.write(...contents, { kind: 'key.rotated', body: { wraps } })
}

/** Passes every key that this device has on to the devices that speak and lack it. The number of keys passed on. */
export async function shareKeys(session: PotSession): Promise<Result<number, PotKeyError>> {
  const { open } = session.fold()
  if (!open.devices.has(session.identity.signer.device)) return err({ type: 'DeviceUnknown' })
  const ring = await keyRing(session)
  const contents: LaterContent[] = []
  for (const id of open.keys.keys()) {
    const key = ring.get(id)
    const lacking = devicesWithout(open, id)
    if (key === undefined || lacking.length === 0) continue
    contents.push({ kind: 'key.shared', body: { key: id, wraps: wrapAll(session, key, id, lacking) } })
  }
  if (contents.length === 0) return ok(0)
  const written = await session.write(...contents)
  return written.ok ? ok(contents.length) : written
}

/** Whether a new key is needed before anything can be sealed: there is none, or each is known to a device that was put out. */
export function needsKey(session: PotSession): boolean {
  return sealingKey(session.fold().open) === null
}

function wrapAll(
  session: PotSession,
  key: Uint8Array,
  from: DeviceId | EventId,
  recipients: readonly Recipient[],
): readonly KeyWrap[] {
  return recipients
    .map(({ id: device, sealing }) => {
      const bound = wrapBoundBytes({ pot: session.id, from, to: device })
      return { device, wrapped: bytesToHex(wrapKey(key, sealing, bound, session.ports.random)) as Hex<'WrappedKey'> }
    })
    .sort((a, b) => compareIds(a.device, b.device))
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
