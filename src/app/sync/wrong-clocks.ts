import type { DeviceId } from '../../domain/index.ts'
import { clocksAhead } from '../../log/index.ts'
import type { PotSession } from '../pot-session.ts'

/** A device that dates what it adds too late: its clock is wrong, or the one here. */
export interface WrongClock {
  readonly device: DeviceId
  /** Whole days by which it is ahead of this device, at the most. */
  readonly days: number
}

const DAY_SECONDS = 86_400

/** Devices whose clocks are more than a day ahead of this one. Nothing is ordered or refused by it; the times that are shown are wrong. */
export function wrongClocks({ log, ports }: Pick<PotSession, 'log' | 'ports'>): readonly WrongClock[] {
  return clocksAhead(log(), ports.clock.now()).map(({ device, seconds }) => ({
    device,
    days: Math.floor(seconds / DAY_SECONDS),
  }))
}
