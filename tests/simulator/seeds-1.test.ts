// Half of the runs that CI asks for: two files, so that two cores share them.

import { test } from 'vitest'
import { expectSeedsToHold } from './run-seeds.ts'

test('[OR2] 1,000 seeded runs with every fault end equal, and every misbehaviour is named (1 of 2)', async () => {
  await expectSeedsToHold(1, 1000)
}, 180_000)
