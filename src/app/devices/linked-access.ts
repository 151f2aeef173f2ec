import { wrapBoundBytes } from '../../crypto/index.ts'
import { hexToBytes, ok, type Result } from '../../domain/index.ts'
import type { PotAccess, StorageError } from '../../storage/index.ts'
import { MAX_RELAYS, type LinkedPot } from '../../sync/index.ts'
import type { Identity } from '../identity.ts'
import type { Quits } from '../quits.ts'

/** How a pot is met that this device was told of by the one that it is linked to. */
export async function accessOf(
  identity: Identity,
  { pot, salt, relays, keys, head, member, certificate }: LinkedPot,
): Promise<PotAccess> {
  const to = identity.signer.device
  const opened = await Promise.all(
    keys.map(async ({ id, wrapped }) => ({
      id,
      key: await identity.unwrap(hexToBytes(wrapped), wrapBoundBytes({ pot, from: id, to })),
    })),
  )
  return {
    pot,
    salt,
    relays,
    keys: opened.flatMap(({ id, key }) => (key ? [{ id, key }] : [])),
    head,
    claim: { member, certificate },
  }
}

/**
 * Takes in a pot that this device was told of after it was linked, as a union: nothing that is known is replaced, and a pot in which the device has spoken or
 * was taken out is left alone. Whether anything was new.
 */
export async function takeLinkedPot(
  { identity, ports, open }: Quits,
  told: LinkedPot,
): Promise<Result<boolean, StorageError>> {
  const { device } = identity.signer
  const session = await open(told.pot)
  const here = session.ok ? session.value.fold().open : null
  if (here?.devices.has(device) || here?.revoked.has(device)) return ok(false)
  const stored = await ports.storage.access.get(told.pot)
  if (!stored.ok) return stored
  const known = stored.value
  const fresh = await accessOf(identity, told)
  const access = known === null ? fresh : unionOf(known, fresh)
  if (known !== null && sizeOf(access) === sizeOf(known)) return ok(false)
  const kept = await ports.storage.access.set(access)
  return kept.ok ? ok(true) : kept
}

function unionOf(known: PotAccess, fresh: PotAccess): PotAccess {
  const keys = new Map([...fresh.keys, ...known.keys].map((key) => [key.id, key]))
  const relays = [...new Set([...known.relays, ...fresh.relays])].slice(0, MAX_RELAYS)
  return { ...known, relays, keys: [...keys.values()], claim: known.claim ?? fresh.claim }
}

/** A union is new when it is larger. */
function sizeOf({ keys, relays, claim }: PotAccess): number {
  return keys.length + relays.length + Number(claim !== null)
}
