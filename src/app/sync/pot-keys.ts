// Keys of a pot for those who speak in it (ME9): making a new one, and passing on those that others lack.

import { wrapBoundBytes, wrapKey } from '../../crypto/index.ts'
import {
  bytesToHex,
  compareIds,
  devicesWithout,
  err,
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
import type { PotSession } from '../pot-session.ts'
import { keyRing } from './key-ring.ts'

/** Why no key was made or passed on. */
export type PotKeyError =
  | ActionError
  /** No device of the pot has said to what keys are wrapped for it. */
  | { readonly type: 'NobodyToWrapTo' }

/** A device that can be given keys. */
type Recipient = Pick<Device, 'id'> & { readonly sealing: Hex<'SealingKey'> }

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
