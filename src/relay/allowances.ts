import type { DeviceId } from '../sync/relay/index.ts'
import type { RelayLimits } from './relay-config.ts'
import { createTokenBucket, type TokenBucket } from './token-bucket.ts'

/** Devices whose use is remembered; the one that is longest known is forgotten first. */
const MAX_DEVICES = 50_000

/** What each device may still write, whatever connections it comes over: takes one envelope's worth, or answers for how many milliseconds there is none. */
export function createAllowances(limits: RelayLimits): (device: DeviceId, nowMs: number) => number {
  const buckets = new Map<DeviceId, TokenBucket>()
  return (device, nowMs) => {
    let bucket = buckets.get(device)
    if (bucket === undefined) {
      bucket = createTokenBucket(limits.deviceEnvelopesPerSecond, limits.burstSeconds)
      buckets.set(device, bucket)
      if (buckets.size > MAX_DEVICES) buckets.delete(buckets.keys().next().value as DeviceId)
    }
    const waitMs = bucket.waitMs(1, nowMs)
    if (waitMs === 0) bucket.take(1, nowMs)
    return waitMs
  }
}
