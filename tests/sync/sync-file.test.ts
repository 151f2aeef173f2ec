import { expect, test } from 'vitest'
import { admitEvents } from '../../src/log/index.ts'
import {
  createFileDuplex,
  framesToSyncFile,
  parseSyncFile,
  runSync,
  type FileDuplex,
  type SyncTarget,
} from '../../src/sync/index.ts'
import type { Replica } from '../../src/log/index.ts'
import { adding, alice, bob, idsOf, lisbon, replicaOf, write } from '../log/people.ts'
import { sessionOf } from './exchange.ts'

const targetOf = (replica: Replica): SyncTarget => ({
  log: () => replica,
  take: (events) => admitEvents(replica, events),
})

const endOf = (file: Uint8Array | null): FileDuplex => {
  const duplex = createFileDuplex(file)
  if (!duplex.ok) throw new Error(duplex.error.type)
  return duplex.value
}

/** Hears a file and gives the next; none once the other side is known to be equal. */
const pass = async (replica: Replica, session: string, file: Uint8Array | null): Promise<Uint8Array | null> => {
  const duplex = endOf(file)
  const run = runSync(duplex, targetOf(replica), { session: sessionOf(session), opens: file === null })
  await run.ended
  return run.isEqual() ? null : duplex.toFile()
}

test('a question, an answer and what was missing, each a file, make two replicas equal', async () => {
  const story = await lisbon()
  const [a, b] = [await replicaOf(story.pot, ...story.events), await replicaOf(story.pot, ...story.events)]
  await write(a, alice, adding('Only here'), story.ports)
  await write(b, bob, adding('Only there'), story.ports)
  let file = await pass(a, 'a', null)
  let files = 1
  for (let to = 1; file !== null; to = 1 - to, files++)
    file = await pass(to === 1 ? b : a, 'ba'[1 - to] as string, file)
  expect(idsOf(a.events.values())).toEqual(idsOf(b.events.values()))
  expect(files).toBeLessThanOrEqual(5)
})

test('a file that was cut off or changed anywhere is refused', () => {
  const file = framesToSyncFile([Uint8Array.of(1, 2, 3), new Uint8Array(0), new Uint8Array(300)])
  expect(parseSyncFile(file)).toEqual({
    ok: true,
    value: [Uint8Array.of(1, 2, 3), new Uint8Array(0), new Uint8Array(300)],
  })
  for (let at = 0; at < file.length; at++) {
    const changed = file.slice()
    changed[at] = (changed[at] as number) ^ 1
    expect(parseSyncFile(changed).ok).toBe(false)
    expect(parseSyncFile(file.subarray(0, at)).ok).toBe(false)
  }
})
