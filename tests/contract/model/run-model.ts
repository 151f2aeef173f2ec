// npm run contract:model -- --calls 100000 --seed 1
// Random calls of random people against the contract on the real runtime and against the plain model, until they differ.

import { parseArgs } from 'node:util'
import { openStage } from '../stage/open-stage.ts'
import { crowdSize, playModel } from './play-model.ts'

const { values } = parseArgs({
  options: { calls: { type: 'string', default: '5000' }, seed: { type: 'string', default: '1' } },
})
const [calls, seed] = [values.calls, values.seed].map((text) => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : null))
if (calls === null || calls === undefined || seed === null || seed === undefined) {
  console.error('--calls and --seed want a whole number each, from 1.')
  process.exit(2)
}

const stage = await openStage(crowdSize)
const started = performance.now()
const seconds = (): string => ((performance.now() - started) / 1000).toFixed(0)
let told = 0
try {
  const tally = await playModel(stage, {
    seed,
    calls,
    onBlock: (played, blocks) => {
      if (played - told < 1000) return
      told = played
      console.log(`${played} calls in ${blocks} blocks, ${seconds()} s`)
    },
  })
  console.log(
    `Seed ${seed}: ${tally.calls} calls in ${tally.blocks} blocks and ${tally.rehearsals} rehearsals on ${tally.groups} groups, equal to the model, in ${seconds()} s.`,
  )
  for (const [name, count] of Object.entries(tally.results).sort(([, a], [, b]) => b - a))
    console.log(`${String(count).padStart(8)}  ${name}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await stage.close()
}
