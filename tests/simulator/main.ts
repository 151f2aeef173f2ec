// npm run simulate -- --runs <n> --seed <n>: runs from that seed on; at the first that fails, its seed, what did not hold, and the fewest steps that
// still show it.

import { parseArgs } from 'node:util'
import { planOf, type Plan } from './plan.ts'
import { shrink } from './shrink.ts'
import { simulate } from './simulate.ts'

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } },
})
const [runs, first] = [Number(values.runs), Number(values.seed)]
if (!Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(first)) {
  console.error('usage: npm run simulate -- --runs <count> --seed <number>')
  process.exit(2)
}

const started = performance.now()
const total = { events: 0, plants: 0 }
for (let seed = first; seed < first + runs; seed++) {
  const { faults, events, plants } = await simulate(planOf(seed))
  if (faults.length > 0) {
    await report(planOf(seed), faults)
    process.exit(1)
  }
  total.events += events
  total.plants += plants
}
const seconds = ((performance.now() - started) / 1000).toFixed(1)
console.log(`${runs} runs from seed ${first}: all equal after healing, ${total.plants} plants named, ${seconds} s`)

async function report(plan: Plan, faults: readonly string[]): Promise<void> {
  console.error(`seed ${plan.seed} fails after ${plan.steps.length} steps:\n  ${faults.join('\n  ')}`)
  const smallest = await shrink(plan)
  const { faults: left } = await simulate(smallest)
  const { devices, isHostile, relays } = smallest
  console.error(
    `with ${smallest.steps.length} steps (${devices} devices${isHostile ? ', the last hostile' : ''}, ${relays} relays):`,
  )
  for (const step of smallest.steps) console.error(`  ${JSON.stringify(step)},`)
  console.error(`it still fails:\n  ${left.join('\n  ')}`)
}
