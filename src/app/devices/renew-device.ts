import { createKeptDeviceKey, createSeedDeviceKey, SEED_BYTES } from '../../crypto/index.ts'
import { err, ok, type Result } from '../../domain/index.ts'
import type { StorageError } from '../../storage/index.ts'
import type { Quits } from '../quits.ts'

/** Why this installation did not get a new device key. */
export type RenewError = StorageError | { readonly type: 'AccountElsewhere' }

/**
 * A new device in place of this one, whose key is in use elsewhere or was taken out: a new key to sign with and one to wrap to. Only where the account is
 * held, which lets it into the pots again; a linked device is linked anew. The app has to be started again with it.
 */
export async function renewDevice({ ports, identity }: Quits): Promise<Result<void, RenewError>> {
  if (!identity.holdsAccount) return err({ type: 'AccountElsewhere' })
  const { keys } = ports.storage
  const stored = await keys.loadOrCreate()
  if (!stored.ok) return stored
  const isKept = stored.value.deviceKey.kind === 'kept'
  const deviceKey = (isKept ? await createKeptDeviceKey() : null) ?? createSeedDeviceKey(ports.random)
  const replaced = await keys.replace({ ...stored.value, deviceKey, sealingSecret: ports.random.bytes(SEED_BYTES) })
  return replaced.ok ? ok(undefined) : replaced
}
