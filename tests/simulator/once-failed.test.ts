// Runs that failed once, as small as they were when they were understood.

import { expect, test } from 'vitest'
import type { Plan } from './plan.ts'
import { simulate } from './simulate.ts'

const once: Readonly<Record<string, Plan>> = {
  'the database of a relay whose key was known before is taken from its first word': {
    seed: 1,
    devices: 7,
    isHostile: true,
    relays: 1,
    steps: [],
  },
  'a relay that signs for an envelope and does not send it is noticed before anything else comes': {
    seed: 68,
    devices: 3,
    isHostile: true,
    relays: 2,
    steps: [
      ['visit', 352, 154, 559],
      ['relayWithholds', 884, 966, 252],
    ],
  },
  'a relay that went back behind nothing it had signed is not blamed': {
    seed: 633,
    devices: 4,
    isHostile: true,
    relays: 2,
    steps: [
      ['write', 362, 834, 987],
      ['forkWrite', 397, 583, 857],
      ['crash', 452, 161, 547],
      ['visit', 537, 166, 713],
      ['relayRollsBack', 266, 553, 956],
    ],
  },
  'the place in a relay is not kept while an event before it waits for its past': {
    seed: 1066,
    devices: 7,
    isHostile: false,
    relays: 1,
    steps: [
      ['crash', 675, 588, 590],
      ['visit', 7, 252, 713],
      ['visit', 710, 467, 625],
      ['connect', 626, 351, 827],
      ['deliver', 968, 3, 734],
      ['write', 80, 796, 786],
      ['duplicate', 415, 674, 196],
    ],
  },
  'a revocation names the last place known to any tab of its author, or it would not count': {
    seed: 104_097,
    devices: 4,
    isHostile: true,
    relays: 1,
    steps: [
      ['write', 768, 589, 636],
      ['write', 371, 924, 864],
      ['connect', 168, 193, 467],
      ['deliver', 962, 504, 131],
      ['duplicate', 815, 496, 712],
      ['revoke', 901, 129, 844],
    ],
  },
}

for (const [what, plan] of Object.entries(once)) {
  test(`seed ${plan.seed}: ${what}`, async () => {
    expect((await simulate(plan)).faults).toEqual([])
  })
}

test('the same plan gives the same outcome', async () => {
  const plan = once['a relay that went back behind nothing it had signed is not blamed'] as Plan
  expect(await simulate(plan)).toEqual(await simulate(plan))
})
