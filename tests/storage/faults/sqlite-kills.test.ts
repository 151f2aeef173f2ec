// Two hundred processes that write to one database one after the other, each killed at another step: what was said to be kept is there, and nothing
// is there by halves.

import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from 'vite'
import { createMemoryStorage } from '../../../src/storage/index.ts'
import { createSqliteStorage } from '../../../src/storage/sqlite/index.ts'
import { createPrng } from '../../simulator/prng.ts'
import type { Sent } from '../contract/storage-case.ts'
import { killedPot, killedTarget } from './killed-writer.ts'

const KILLS_EACH = 50
/** Steps of a few rounds. */
const STEPS = 60

let folder: string
const prng = createPrng(20_261_121)
const acknowledged = { events: 0, blocks: 0, round: 0 }
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quits-kills-'))
  // One file starts in a tenth of the time.
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: { ssr: fileURLToPath(new URL('killed-writer.ts', import.meta.url)), outDir: folder, target: 'node24' },
  })
})
afterAll(() => rm(folder, { recursive: true }))

test.each(['first', 'second', 'third', 'fourth'])(
  '[threat: storage lost, quota, crash between write and send] sqlite: fifty processes killed between any two writes, the %s time',
  async () => {
    const path = join(folder, 'quits.db')
    for (let kill = 0; kill < KILLS_EACH; kill++) {
      const step = 1 + prng.below(STEPS)
      const { stdout, signal, stderr } = spawnSync(
        process.execPath,
        [join(folder, 'killed-writer.js'), path, `${step}`],
        {
          encoding: 'utf8',
          timeout: 60_000,
        },
      )
      expect({ signal, stderr }).toEqual({ signal: 'SIGKILL', stderr: '' })
      for (const line of stdout.split('\n').filter(Boolean)) {
        const [what, number] = line.split(' ') as [keyof typeof acknowledged, string]
        acknowledged[what] = Number(number)
      }
      const found = await contentAt(path)
      // A chain without gaps, one event at each place, whole batches, and all that was acknowledged.
      expect(found.places).toEqual(found.places.map((_, index) => index))
      expect(found.places.length).toBeGreaterThanOrEqual(acknowledged.events)
      expect(found.batchEnd).toBe(found.places.length - 1)
      // Events and cursor move together.
      expect(found.blocks).toBe(found.cursor)
      expect(found.cursor).toBeGreaterThanOrEqual(acknowledged.blocks)
      expect(found.round).toBeGreaterThanOrEqual(acknowledged.round)
    }
    const file = new DatabaseSync(path)
    expect(file.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
    file.close()
  },
)

const contentAt = async (path: string) => {
  const storage = createSqliteStorage<Sent>({ path, keys: createMemoryStorage<Sent>().keys })
  const read = await storage.logs.read(killedPot)
  const followed = await storage.follow.load(killedTarget)
  const round = await storage.settings.get('round')
  await storage.close()
  if (!read.ok || !round.ok) throw new Error('the database cannot be read')
  const said = read.value.map(({ bytes }) => new TextDecoder().decode(bytes).split(' ').map(Number))
  return {
    places: said.map(([seq]) => seq),
    batchEnd: said.at(-1)?.[1] ?? -1,
    blocks: followed?.events.length ?? 0,
    cursor: followed?.cursor.number ?? 0,
    round: Number(round.value ?? 0),
  }
}
