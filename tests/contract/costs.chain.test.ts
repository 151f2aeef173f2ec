import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { costsPage, costsPath } from './costs/costs-page.ts'
import { costCrowd, measureCosts } from './costs/measure-costs.ts'
import { stageOfFile } from './stage/stage-of-file.ts'
const stage = await stageOfFile(costCrowd)

test('the committed costs are what every message costs: "npm run contract:costs" writes them anew', async () => {
  const costs = await measureCosts(stage)
  expect(costsPage(costs, stage.prices)).toBe(readFileSync(costsPath, 'utf8'))
  // No message comes near a block, at any size: a hundredth of its time, a fiftieth of its proof.
  for (const { message, weight } of costs) {
    expect(weight.refTime, message).toBeLessThan(20_000_000_000n)
    expect(weight.proofSize, message).toBeLessThan(200_000n)
  }
})
