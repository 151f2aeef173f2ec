import { onMounted, shallowRef, type ShallowRef } from 'vue'
import { createDeviceNames, ownDevices, type OwnDevice } from '../../app/devices/index.ts'
import type { DeviceId } from '../../domain/index.ts'
import type { AnyError } from '../messages/any-error.ts'
import { useText } from '../messages/create-messages.ts'
import { useQuitsStore } from '../stores/use-quits-store.ts'

/** A device of the reader, by the name that they gave it. */
export type NamedDevice = OwnDevice & { readonly name: string }

/** The reader's devices, read again whenever something about them changed here. */
export function useOwnDevices(): {
  readonly devices: ShallowRef<readonly NamedDevice[]>
  readonly error: ShallowRef<AnyError | null>
  readonly refresh: () => Promise<void>
} {
  const { quits } = useQuitsStore()
  const nameOf = useDeviceName()
  const devices = shallowRef<readonly NamedDevice[]>([])
  const error = shallowRef<AnyError | null>(null)

  async function refresh(): Promise<void> {
    const found = await ownDevices(quits())
    if (!found.ok) return void (error.value = found.error)
    devices.value = await Promise.all(found.value.map(async (each) => ({ ...each, name: await nameOf(each.id) })))
  }
  onMounted(refresh)
  return { devices, error, refresh }
}

/** What a device is called here: the name that it was given, or the beginning of its key. */
export function useDeviceName(): (device: DeviceId) => Promise<string> {
  const text = useText()
  const { quits } = useQuitsStore()
  return async (device) => {
    const named = await createDeviceNames(quits().ports.storage.settings).nameOf(device)
    return (named.ok && named.value) || text('devices.unnamed', { id: device.slice(0, 8) })
  }
}
