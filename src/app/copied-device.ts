// A device whose key is in use twice, from a copied profile or an older state that was brought back: it must not write any more.

import { ok, type PotId, type Result } from '../domain/index.ts'
import type { SignedEvent } from '../log/index.ts'
import type { StorageError } from '../storage/index.ts'
import type { Identity } from './identity.ts'
import type { SessionPorts } from './pot-session.ts'

/** The setting that names a device whose chain goes on elsewhere. It never writes again: whoever uses it registers a new one. */
const COPIED = 'device copied'

/** Whether this device's chain goes on elsewhere. */
export async function isCopied(
  { storage }: Pick<SessionPorts, 'storage'>,
  { signer }: Pick<Identity, 'signer'>,
): Promise<boolean> {
  const named = await storage.settings.get(COPIED)
  return named.ok && named.value === signer.device
}

/** Notes it when events from elsewhere are this device's own. What another tab has just stored comes back by others, too, and is no copy. */
export async function noteCopy(
  { storage }: Pick<SessionPorts, 'storage'>,
  { signer }: Pick<Identity, 'signer'>,
  pot: PotId,
  accepted: readonly SignedEvent[],
): Promise<Result<void, StorageError>> {
  const own = accepted.filter(({ event }) => event.device === signer.device)
  if (own.length === 0) return ok(undefined)
  const stored = await storage.logs.read(pot)
  if (!stored.ok) return stored
  const known = new Set(stored.value.map((event) => event.id))
  return own.every(({ event }) => known.has(event.id)) ? ok(undefined) : markCopied({ storage }, { signer })
}

/** Notes that this device's chain goes on elsewhere. */
export function markCopied(
  { storage }: Pick<SessionPorts, 'storage'>,
  { signer }: Pick<Identity, 'signer'>,
): Promise<Result<void, StorageError>> {
  return storage.settings.set(COPIED, signer.device)
}
