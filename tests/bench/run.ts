// npm run bench: what hot paths cost, each beside a peer or a floor measured in the same run. It measures; it never judges.

import { availableParallelism } from 'node:os'
import { logBench } from './log.bench.ts'
import { table } from './measure.ts'
import { settleBench } from './settle.bench.ts'

const rows = [...(await logBench()), ...(await settleBench())]
console.log(`Node ${process.version}, ${availableParallelism()} cores\n`)
console.log(table(rows))
