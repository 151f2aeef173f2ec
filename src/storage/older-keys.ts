import { sealingSecretOf, type DeviceKey } from '../crypto/index.ts'
import type { InstallationKeys } from './key-store.ts'

/** Keys as they were stored before every device had a sealing key of its own. */
export interface OlderKeys {
  readonly deviceKey: DeviceKey
  readonly accountSeed: Uint8Array
}

/** The same keys as they are stored now. The sealing key stays the one that its claims name. */
export function olderKeysToKeys({ deviceKey, accountSeed }: OlderKeys): InstallationKeys {
  return { deviceKey, sealingSecret: sealingSecretOf(accountSeed), account: { kind: 'seed', seed: accountSeed } }
}
