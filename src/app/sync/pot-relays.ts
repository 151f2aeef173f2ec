// By which relays a pot is met: on from its first relay, and off without any.

import { ok, type Result } from '../../domain/index.ts'
import type { PotAccess } from '../../storage/index.ts'
import type { PotSession } from '../pot-session.ts'
import { needsKey, rotateKey, type PotKeyError } from './pot-keys.ts'
import { parseRelays, type RelayChoiceError } from './relay-choice.ts'

/** Why a pot's relays were not changed. */
export type PotRelaysError = PotKeyError | RelayChoiceError

/** Chooses the relays of a pot. With the first ones the pot gets its first key. */
export async function setPotRelays(
  session: PotSession,
  texts: readonly string[],
): Promise<Result<PotAccess, PotRelaysError>> {
  const { storage } = session.ports
  const parsed = parseRelays(texts)
  if (!parsed.ok) return parsed
  const relays = parsed.value
  const before = await storage.access.get(session.id)
  if (!before.ok) return before
  // A device that does not speak yet has its keys from who let it in.
  const speaks = session.fold().open.devices.has(session.identity.signer.device)
  if (relays.length > 0 && needsKey(session) && speaks) {
    const rotated = await rotateKey(session)
    if (!rotated.ok) return rotated
  }
  const access: PotAccess = before.value
    ? { ...before.value, relays }
    : { pot: session.id, salt: session.fold().open.genesis.salt, relays, keys: [], head: null, claim: null }
  const kept = await storage.access.set(access)
  return kept.ok ? ok(access) : kept
}
