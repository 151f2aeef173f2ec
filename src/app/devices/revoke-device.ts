import { err, ok, type DeviceId, type PotEvent, type PotFold, type Result } from '../../domain/index.ts'
import type { LaterContent } from '../../log/index.ts'
import type { PotSession } from '../pot-session.ts'
import { speaks } from '../speaks.ts'
import { rotateKey, type PotKeyError } from '../sync/pot-keys.ts'

/** Why a device was not taken out. */
export type RevokeError =
  | PotKeyError
  | { readonly type: 'UnknownDevice'; readonly device: DeviceId }
  /** Somebody was faster. */
  | { readonly type: 'RevokedAlready'; readonly device: DeviceId }

/**
 * ME6: takes a device out of a pot: what it writes from here on counts for nobody. What this device has seen of it stays. Where the pot has keys, a new
 * one that the device does not get is written with it, both or neither.
 */
export async function revokeDevice(
  session: PotSession,
  device: DeviceId,
): Promise<Result<readonly PotEvent[], RevokeError>> {
  const fold = session.fold()
  if (!speaks(session)) return err({ type: 'DeviceUnknown' })
  if (fold.open.revoked.has(device)) return err({ type: 'RevokedAlready', device })
  const isKnown = fold.open.devices.has(device) || [...fold.open.claims.values()].some((each) => each.device === device)
  if (!isKnown) return err({ type: 'UnknownDevice', device })
  const content: LaterContent = { kind: 'device.revoked', body: { device, last: lastSeen(fold, device) } }
  // Nobody is left to wrap a new key to when a device takes out itself and is the only one: then there is nothing to protect either.
  const others = [...fold.open.devices.keys()].filter((id) => id !== device && !fold.open.revoked.has(id))
  const written =
    fold.open.keys.size > 0 && others.length > 0 ? await rotateKey(session, [content]) : await session.write(content)
  return written.ok ? ok(written.value) : written
}

/** The last event of a device that is here; of one that forked, of the branch that was chosen, or else of the longest. */
function lastSeen(
  { open, known }: PotFold,
  device: DeviceId,
): { readonly seq: number; readonly id: PotEvent['id'] } | null {
  const own = known.events.filter((event) => event.device === device)
  const last = own.reduce<PotEvent | null>((most, event) => (most && most.seq >= event.seq ? most : event), null)
  const chosen = open.branches.get(device)
  if (!last) return null
  return chosen && chosen.seq === last.seq ? chosen : { seq: last.seq, id: last.id }
}
