import { expect } from 'vitest'
import { planOf } from './plan.ts'
import { simulate } from './simulate.ts'

/** Runs every seed from `first` on and expects nothing to fail; a seed that does is named with what did not hold. */
export async function expectSeedsToHold(first: number, runs: number): Promise<void> {
  let plants = 0
  for (let seed = first; seed < first + runs; seed++) {
    const outcome = await simulate(planOf(seed))
    expect({ seed, faults: outcome.faults }).toEqual({ seed, faults: [] })
    plants += outcome.plants
  }
  // A simulator that plants nothing proves nothing.
  expect(plants).toBeGreaterThan(runs / 2)
}
