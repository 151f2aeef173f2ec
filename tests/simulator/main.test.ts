import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { planOf, type Plan } from './plan.ts'
import { searchSeeds } from './search-seeds.ts'
import type { Outcome } from './simulate.ts'

const simulate = (...words: readonly string[]): readonly [status: number | null, out: string, err: string] => {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], { encoding: 'utf8' })
  return [status, stdout, stderr]
}

test('npm run simulate says how it went; what it cannot do is exit code 2 and how to use it', () => {
  const [status, out, err] = simulate('--runs', '2', '--seed', '40')
  expect([status, err]).toEqual([0, ''])
  expect(out).toMatch(/^2 runs from seed 40: all equal after healing, \d+ plants named, [\d.]+ s\n$/)
  const help = simulate('--help')
  expect([help[0], help[2]]).toEqual([0, ''])
  for (const words of [['--run', '2'], ['--runs'], ['--seed', '1e3']])
    expect(simulate(...words)).toEqual([2, '', help[1]])
}, 60_000)

test('a seed that fails is named, with the fewest steps that still show it', async () => {
  // A crash that somebody visits a relay after: what lies between has nothing to do with it.
  const isBroken = ({ steps }: Plan): boolean => {
    const crash = steps.findIndex(([deed]) => deed === 'crash')
    return crash >= 0 && steps.slice(crash).some(([deed]) => deed === 'visit')
  }
  const run = async (plan: Plan): Promise<Outcome> => {
    return { faults: isBroken(plan) ? ['it broke'] : [], events: 0, plants: 0, noticed: [] }
  }
  const seeds = Array.from({ length: 20 }, (_, index) => index + 1)
  const broken = seeds.find((seed) => isBroken(planOf(seed)))
  const { isFailed, lines } = await searchSeeds(1, 20, run)
  expect(isFailed).toBe(true)
  const text = lines.join('\n')
  expect(text).toMatch(new RegExp(`^seed ${broken} fails after \\d+ steps:\n  it broke\nwith 2 steps \\(`))
  expect(text).toMatch(/\n {2}\["crash",\d+,\d+,\d+\],\n {2}\["visit",\d+,\d+,\d+\],\nit still fails:\n {2}it broke$/)
  expect((await searchSeeds(1, (broken as number) - 1, run)).isFailed).toBe(false)
})
