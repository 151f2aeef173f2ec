// ME9: the keys of a pot, as far as its log says: who can open which, and under which one to seal.

import { compareEvents } from '../epochs/order.ts'
import type { Device, Facts } from '../facts.ts'
import type { EventId, Hex } from '../ids.ts'

/**
 * ME9: the key under which devices seal: of those that no revoked device can know the last in canonical order. Null: there is none, and a new one is
 * made first.
 */
export function sealingKey({ keys, revoked }: Pick<Facts, 'keys' | 'revoked'>): EventId | null {
  const safe = [...keys.values()].filter(({ holders }) => ![...holders].some((device) => revoked.has(device)))
  const last = safe
    .map(({ event }) => event)
    .sort(compareEvents)
    .at(-1)
  return last?.id ?? null
}

/** ME9: the devices that speak, are not revoked, have said what to wrap to and have no wrap of a key, in the order in which they came to speak. */
export function devicesWithout(
  { keys, devices, revoked }: Pick<Facts, 'keys' | 'devices' | 'revoked'>,
  key: EventId,
): readonly (Device & { readonly sealing: Hex<'SealingKey'> })[] {
  const wraps = keys.get(key)?.wraps
  return [...devices.values()].filter(
    (device): device is Device & { readonly sealing: Hex<'SealingKey'> } =>
      device.sealing !== null && !revoked.has(device.id) && !wraps?.has(device.id),
  )
}
