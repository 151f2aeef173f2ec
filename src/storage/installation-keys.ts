import { createKeptDeviceKey, createSeedDeviceKey, type Random, SEED_BYTES } from '../crypto/index.ts'
import type { InstallationKeys } from './key-store.ts'

/** New keys for a platform that stores key objects: a device key that nobody can read, where the platform has one. */
export async function createKeptKeys(random: Random): Promise<InstallationKeys> {
  return {
    ...(await createSeedKeys(random)),
    deviceKey: (await createKeptDeviceKey()) ?? createSeedDeviceKey(random),
  }
}

/** New keys as seeds, for a platform that stores bytes. */
export async function createSeedKeys(random: Random): Promise<InstallationKeys> {
  return {
    deviceKey: createSeedDeviceKey(random),
    sealingSecret: random.bytes(SEED_BYTES),
    account: { kind: 'seed', seed: random.bytes(SEED_BYTES) },
  }
}
