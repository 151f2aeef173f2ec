// What a pot of 100,000 entries keeps in memory: one process for each, so that none holds what another made.

import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { fold } from '../../src/domain/index.ts'
import { automergeKept, yjsKept } from './peers.ts'
import { plainPot } from './plain-pot.ts'

const ENTRIES = 100_000

const holders = {
  'events and fold': () => {
    const { events } = plainPot(ENTRIES)
    return fold(events, [])
  },
  'the events alone': () => plainPot(ENTRIES).events,
  'Yjs document': () => yjsKept(plainPot(ENTRIES).events),
  'Automerge document': () => automergeKept(plainPot(ENTRIES / 10).events),
} as const

/** Lines of a table: what is kept, and megabytes of heap and buffers. */
export function memoryBench(): readonly string[] {
  const measure = (name: string): string => {
    const output = execFileSync(process.execPath, ['--expose-gc', fileURLToPath(import.meta.url), name], {
      encoding: 'utf8',
    })
    return `| ${name}${name.startsWith('Automerge') ? ' (of 10,000)' : ''} | ${output.trim()} |`
  }
  return ['| 100,000 entries in memory | MB |', '| --- | --- |', ...Object.keys(holders).map(measure)]
}

const wanted = process.argv[2]
if (process.argv[1] === fileURLToPath(import.meta.url) && wanted !== undefined) {
  const collect = globalThis.gc as () => void
  const held = (): number => {
    collect()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  const before = held()
  const kept: unknown = holders[wanted as keyof typeof holders]()
  console.log(((held() - before) / 1_000_000).toFixed(0))
  if (kept === undefined) throw new Error('nothing is kept')
}
