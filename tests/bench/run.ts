// npm run bench: what hot paths cost, each beside a peer or a floor measured in the same run. It measures; it never judges.

import { availableParallelism } from 'node:os'
import { chainBench } from './chain.bench.ts'
import { coldStartBench } from './cold-start.bench.ts'
import { foldBench } from './fold.bench.ts'
import { followBench } from './follow.bench.ts'
import { logBench } from './log.bench.ts'
import { table } from './measure.ts'
import { memoryBench } from './memory.ts'
import { relayBench } from './relay.bench.ts'
import { settleBench } from './settle.bench.ts'
import { syncBench } from './sync.bench.ts'

const follower = await followBench()
const rows = [
  ...(await logBench()),
  ...(await coldStartBench()),
  ...(await foldBench()),
  ...(await settleBench()),
  ...(await relayBench()),
  ...(await chainBench()),
  ...follower.rows,
]
console.log(`Node ${process.version}, ${availableParallelism()} cores\n`)
console.log(table(rows))
console.log(`\n${await syncBench()}`)
console.log(`\n${memoryBench().join('\n')}\n\n${follower.memory.join('\n')}`)
process.exit(0)
