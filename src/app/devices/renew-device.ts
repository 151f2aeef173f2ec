import { createKeptDeviceKey, createSeedDeviceKey, SEED_BYTES } from '../../crypto/index.ts'
import type { Result } from '../../domain/index.ts'
import type { StorageError } from '../../storage/index.ts'
import type { Quits } from '../quits.ts'

/**
 * A new device in place of this one, whose key is in use elsewhere or was taken out: a new key to sign with and one to wrap to. Where the account is held it
 * comes into the pots again by itself; a linked device is then linked anew. The app has to be started again with it.
 */
export async function renewDevice({ ports }: Quits): Promise<Result<void, StorageError>> {
  const { keys } = ports.storage
  const stored = await keys.loadOrCreate()
  if (!stored.ok) return stored
  const isKept = stored.value.deviceKey.kind === 'kept'
  const deviceKey = (isKept ? await createKeptDeviceKey() : null) ?? createSeedDeviceKey(ports.random)
  // A link of a linked device was for the key that it had; links to others stay.
  const links = stored.value.account.kind === 'seed' ? (stored.value.links ?? []) : []
  return keys.replace({ ...stored.value, deviceKey, sealingSecret: ports.random.bytes(SEED_BYTES), links })
}
