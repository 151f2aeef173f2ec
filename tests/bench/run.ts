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

console.log(`Node ${process.version}, ${availableParallelism()} cores`)
const measured = [
  ['The log', logBench],
  ['Cold start', coldStartBench],
  ['The fold', foldBench],
  ['Settling', settleBench],
  ['A relay', relayBench],
  ['The chain', chainBench],
] as const
// Each table as soon as it is there: the last one takes minutes.
for (const [title, measure] of measured) console.log(`\n${title}\n\n${table(await measure())}`)
const follower = await followBench()
console.log(`\nThe follower\n\n${table(follower.rows)}\n\n${follower.memory.join('\n')}`)
console.log(`\nMemory\n\n${memoryBench().join('\n')}`)
console.log(`\nSyncing\n\n${await syncBench()}`)
process.exit(0)
