// npm run simulate -- --runs <count> --seed <number>. Exit code: 0 all runs held, 1 one failed and is shown, 2 the command cannot be used.

import { parseArgs } from 'node:util'
import { searchSeeds } from './search-seeds.ts'

const USAGE = `usage: npm run simulate -- [--runs <count>] [--seed <number>]

Devices, networks, relays and everything that can go wrong between them, one run for each seed. A run that fails is shown with its seed, what did not
hold, and the fewest steps that still show it.

  --runs <count>   runs, of one seed each (2000)
  --seed <number>  seed of the first one, a whole number (1)
  --help           this text`

/** What was asked for; null: nothing that can be done. */
function readRequest(words: string[]): 'help' | { readonly runs: number; readonly seed: number } | null {
  try {
    const { values } = parseArgs({
      args: words,
      options: {
        runs: { type: 'string', default: '2000' },
        seed: { type: 'string', default: '1' },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) return 'help'
    const [runs, seed] = [values.runs, values.seed].map((text) => (/^\d+$/.test(text) ? Number(text) : -1))
    return runs !== undefined && seed !== undefined && runs > 0 && seed >= 0 && Number.isSafeInteger(runs + seed)
      ? { runs, seed }
      : null
  } catch {
    return null
  }
}

const request = readRequest(process.argv.slice(2))
if (request === null) {
  console.error(USAGE)
  process.exitCode = 2
} else if (request === 'help') console.log(USAGE)
else {
  const { isFailed, lines } = await searchSeeds(request.seed, request.runs)
  if (isFailed) console.error(lines.join('\n'))
  else console.log(lines.join('\n'))
  process.exitCode = isFailed ? 1 : 0
}
