import { planOf, type Plan } from './plan.ts'
import { shrink } from './shrink.ts'
import { simulate } from './simulate.ts'

/** What a search for a failing run came to, in lines. */
export interface Search {
  readonly isFailed: boolean
  readonly lines: readonly string[]
}

/** Carries out so many seeds, from the first on. At one that fails: its seed, what did not hold, and the fewest steps that still show it. */
export async function searchSeeds(first: number, runs: number, run = simulate): Promise<Search> {
  const started = performance.now()
  let plants = 0
  for (let seed = first; seed < first + runs; seed++) {
    const outcome = await run(planOf(seed))
    if (outcome.faults.length > 0)
      return { isFailed: true, lines: await describeFailure(planOf(seed), outcome.faults, run) }
    plants += outcome.plants
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const said = `${runs} runs from seed ${first}: all equal after healing, ${plants} plants named, ${seconds} s`
  return { isFailed: false, lines: [said] }
}

async function describeFailure(
  plan: Plan,
  faults: readonly string[],
  run: typeof simulate,
): Promise<readonly string[]> {
  const smallest = await shrink(plan, run)
  const { devices, isHostile, relays, steps } = smallest
  const among = `${devices} devices${isHostile ? ', the last hostile' : ''}, ${relays} relays`
  return [
    `seed ${plan.seed} fails after ${plan.steps.length} steps:`,
    ...faults.map((fault) => `  ${fault}`),
    `with ${steps.length} steps (${among}):`,
    ...steps.map((step) => `  ${JSON.stringify(step)},`),
    'it still fails:',
    ...(await run(smallest)).faults.map((fault) => `  ${fault}`),
  ]
}
