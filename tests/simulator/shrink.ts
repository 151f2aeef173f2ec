import type { Plan } from './plan.ts'
import type { simulate } from './simulate.ts'

/** The smallest plan found by leaving out steps under which something still fails: first long stretches, then single steps. */
export async function shrink(plan: Plan, run: typeof simulate, mostRuns = 400): Promise<Plan> {
  let smallest = plan
  let runs = 0
  for (let size = Math.ceil(plan.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < smallest.steps.length && runs < mostRuns;) {
      const without = { ...smallest, steps: smallest.steps.toSpliced(at, size) }
      runs++
      if ((await run(without)).faults.length > 0) smallest = without
      else at += size
    }
  }
  return smallest
}
