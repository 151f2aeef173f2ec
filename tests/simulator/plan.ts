// A run as data: who takes part, and what happens in which order. Each step carries its own numbers, so that a run without some of its steps is a run
// too: that is how a failure is made small.

import { createPrng } from './prng.ts'

/** What can happen, and how often it is chosen. */
const deeds = {
  write: 14,
  connect: 12,
  deliver: 40,
  drop: 3,
  duplicate: 3,
  partition: 2,
  heal: 1,
  crash: 4,
  notice: 2,
  skew: 1,
  visit: 8,
  // Plants: what honest software never does.
  forkWrite: 3,
  hostileEvent: 3,
  revoke: 1,
  relayRollsBack: 1,
  relayTwoViews: 1,
  relayWithholds: 1,
  relayReorders: 1,
  relayRelabels: 1,
} as const

/** The name of something that happens. */
export type Deed = keyof typeof deeds

/** One thing that happens, and three numbers that say to whom and how. */
export type Step = readonly [deed: Deed, a: number, b: number, c: number]

/** Everything that determines a run. */
export interface Plan {
  readonly seed: number
  /** Devices, each of another member, 2 to 8. The last one is hostile where `isHostile`. */
  readonly devices: number
  readonly isHostile: boolean
  /** Relays: none, an honest one, or an honest and a hostile one. */
  readonly relays: 0 | 1 | 2
  readonly steps: readonly Step[]
}

const HOSTILE: ReadonlySet<Deed> = new Set(['forkWrite', 'revoke', 'hostileEvent'])
const RELAY: ReadonlySet<Deed> = new Set([
  'relayRollsBack',
  'relayTwoViews',
  'relayWithholds',
  'relayReorders',
  'relayRelabels',
])

/** The run of a seed. */
export function planOf(seed: number): Plan {
  const prng = createPrng(seed)
  const devices = 2 + prng.below(7)
  const isHostile = devices > 2 && prng.chance(60)
  const relays = prng.below(3) as 0 | 1 | 2
  const names = (Object.keys(deeds) as Deed[]).filter(
    (deed) =>
      (isHostile || !HOSTILE.has(deed)) && (relays === 2 || !RELAY.has(deed)) && (relays > 0 || deed !== 'visit'),
  )
  const bag = names.flatMap((deed) => Array.from({ length: deeds[deed] }, () => deed))
  const steps = Array.from({ length: 15 + prng.below(50) }, (): Step => [
    prng.pick(bag),
    prng.below(1000),
    prng.below(1000),
    prng.below(1000),
  ])
  return { seed, devices, isHostile, relays, steps }
}
