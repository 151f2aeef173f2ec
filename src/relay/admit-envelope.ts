import type { Envelope, EnvelopeId, RefusalReason } from '../sync/relay/index.ts'
import type { RelayLimits } from './relay-config.ts'
import type { DeviceState, RouteState } from './route-table.ts'

/** What a relay does with an envelope whose signature holds. */
export type Admission =
  /** `isFork`: the device has signed another one with this sequence. Both are kept: they are the proof. */
  | { readonly type: 'new'; readonly isFork: boolean }
  | { readonly type: 'duplicate' }
  | { readonly type: 'refused'; readonly reason: RefusalReason; readonly detail: number }

/** What is stored of a device. */
export interface StoredChain {
  readonly has: (device: DeviceState, sequence: number, id: EnvelopeId) => boolean
  readonly hasAnyAt: (device: DeviceState, sequence: number) => boolean
}

/** Continuity first, then quotas: what is here already is never refused. The usual envelope, next in its device's chain, asks nothing of the store. */
export function admitEnvelope(
  route: RouteState,
  envelope: Envelope,
  limits: RelayLimits,
  stored: StoredChain,
): Admission {
  const { sequence, previous, id } = envelope
  const device = route.devices.get(envelope.device)
  if (device === undefined) {
    if (sequence !== 0) return refused('Gap', 0)
    if (route.devices.size >= limits.devicesPerRoute) return refused('TooManyDevices', limits.devicesPerRoute)
    return quotaRefusal(route, null, envelope, limits) ?? { type: 'new', isFork: false }
  }
  let isFork = false
  if (sequence !== device.sequence + 1 || previous !== device.head) {
    if (stored.has(device, sequence, id)) return { type: 'duplicate' }
    if (previous !== null && !stored.has(device, sequence - 1, previous)) return refused('Gap', device.sequence + 1)
    isFork = stored.hasAnyAt(device, sequence)
  }
  return quotaRefusal(route, device, envelope, limits) ?? { type: 'new', isFork }
}

function quotaRefusal(
  route: RouteState,
  device: DeviceState | null,
  { bytes }: Envelope,
  limits: RelayLimits,
): Admission | null {
  if ((device?.envelopes ?? 0) >= limits.deviceEnvelopes) return refused('DeviceQuota', limits.deviceEnvelopes)
  if ((device?.bytes ?? 0) + bytes.length > limits.deviceBytes) return refused('DeviceQuota', limits.deviceBytes)
  if (route.bytes + bytes.length > limits.routeBytes) return refused('RouteQuota', limits.routeBytes)
  return null
}

function refused(reason: RefusalReason, detail: number): Admission {
  return { type: 'refused', reason, detail }
}
