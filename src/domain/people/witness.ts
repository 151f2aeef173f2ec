import type { Causality } from '../epochs/causality.ts'
import type { PotEvent } from '../events/event.ts'
import { memberOf, type Facts } from '../facts.ts'
import type { DeviceId, EventId } from '../ids.ts'
import { beyond, type Limits } from '../limits.ts'

const PROMISES: ReadonlySet<PotEvent['kind']> = new Set([
  'claim.confirmed',
  'tie.signed',
  'checkpoint.signed',
  'leg.confirmed',
  'upgrade.signed',
])

/** ME6: whether an event is something that others may have relied on: a confirmation or a signature. */
export function isPromise({ kind }: PotEvent): boolean {
  return PROMISES.has(kind)
}

/** Who had seen a promise of a device that is excluded by now (ME6). */
export interface Witnesses {
  /** Whether an event that counts, of a device that speaks for another member, has seen it. */
  readonly anyone: (event: PotEvent) => boolean
  /** Whether one of this device has. */
  readonly isSeenBy: (device: DeviceId, event: PotEvent) => boolean
}

/** The witnesses of an epoch. Who had seen something in an earlier one made it part of what is final. */
export function witnessesOf(speakers: Pick<Facts, 'devices'>, limits: Limits, { sees }: Causality): Witnesses {
  let tips: ReadonlyMap<DeviceId, EventId> | undefined
  const isSeenBy = (device: DeviceId, event: PotEvent): boolean => {
    tips ??= lastCounting(limits)
    const tip = tips.get(device)
    if (tip === undefined || !speakers.devices.has(device) || device === event.device) return false
    return memberOf(speakers, device) !== memberOf(speakers, event.device) && sees(tip, event.id)
  }
  return {
    isSeenBy,
    anyone: (event) => [...speakers.devices.keys()].some((device) => isSeenBy(device, event)),
  }
}

/** The last event of each device that is within its limits: it has seen all that those before it have. */
function lastCounting(limits: Limits): ReadonlyMap<DeviceId, EventId> {
  const tips = new Map<DeviceId, EventId>()
  for (const [device, chain] of limits.chains.byDevice) {
    let last: PotEvent | undefined
    for (const event of [...chain.values()].flat())
      if (!beyond(limits, event) && event.seq > (last?.seq ?? -1)) last = event
    if (last) tips.set(device, last.id)
  }
  return tips
}
