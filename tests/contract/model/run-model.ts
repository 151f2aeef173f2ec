// npm run contract:model -- --calls 100000 --seed 1
// Random calls of random people against the contract on the real runtime and against the plain model, until they differ.

import { parseArgs } from 'node:util'
import { openStage } from '../stage/open-stage.ts'
import { crowdSize, playModel } from './play-model.ts'

const help = `Plays random calls of random people against the settlement contract on the embedded chain, many to a block, and against a plain model.

Usage: npm run contract:model -- [options]
  --calls <n>   how many calls (5000)
  --seed <n>    which game: the same seed plays the same calls (1)
  --help        this text

Exit code 0 when results, events, heads, votes, deposits, balances and allowances were equal to the end; 1 with the seed and the first difference.`

function readOptions(): { readonly calls: number; readonly seed: number } {
  const { values } = parseArgs({
    options: {
      calls: { type: 'string', default: '5000' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(help)
    process.exit(0)
  }
  const numbers = [values.calls, values.seed].map((text) => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : null))
  const [calls, seed] = numbers
  if (!calls || !seed) throw new Error('--calls and --seed want a whole number each, from 1')
  return { calls, seed }
}

function optionsOrEnd(): ReturnType<typeof readOptions> {
  try {
    return readOptions()
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}; --help lists what there is.`)
    process.exit(2)
  }
}

const { calls, seed } = optionsOrEnd()
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
