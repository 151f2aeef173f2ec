import type { DeviceId, Result } from '../../domain/index.ts'
import type { SettingsStore, StorageError } from '../../storage/index.ts'

/** The longest name of a device, in characters. */
export const MAX_DEVICE_NAME = 40

/** What this installation calls devices. Nobody else sees it: a device that names itself could call itself anything. */
export interface DeviceNames {
  /** Null for one without a name. */
  readonly nameOf: (device: DeviceId) => Promise<Result<string | null, StorageError>>
  /** Gives a name; an empty one takes it away. */
  readonly call: (device: DeviceId, name: string) => Promise<Result<void, StorageError>>
}

/** The names in these settings. */
export function createDeviceNames(settings: SettingsStore): DeviceNames {
  return {
    nameOf: (device) => settings.get(keyOf(device)),
    call: (device, name) => {
      const clean = Array.from(name.normalize('NFC').replaceAll(/\s+/gu, ' ').trim()).slice(0, MAX_DEVICE_NAME).join('')
      return clean === '' ? settings.remove(keyOf(device)) : settings.set(keyOf(device), clean)
    },
  }
}

function keyOf(device: DeviceId): string {
  return `device name ${device}`
}
