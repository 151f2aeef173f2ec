import { beforeAll, expect, test } from 'vitest'
import { verifySignature } from '../../src/crypto/index.ts'
import { bytesToHex } from '../../src/domain/index.ts'
import {
  admitEvents,
  CheckCancelled,
  createReplica,
  markOf,
  type CheckWatch,
  type Replica,
  type StoredEvent,
} from '../../src/log/index.ts'
import { adding, alice, lisbon, replicaOf, write } from './people.ts'

/** More than one look at the watch takes. */
const EVENTS = 600
let log: Replica
let stored: readonly StoredEvent[]
beforeAll(async () => {
  const story = await lisbon()
  log = await replicaOf(story.pot, ...story.events)
  while (log.events.size < EVENTS) await write(log, alice, adding(`Person ${log.events.size}`), story.ports)
  stored = [...log.events.values()].map((each) => each.stored)
})

/** Writes down what it is told, and says stop from some share on. */
const watching = (stopAt = 2): CheckWatch & { readonly heard: number[] } => {
  const heard: number[] = []
  return { heard, progress: (done, of) => void heard.push(done / of), isCancelled: () => (heard.at(-1) ?? 0) >= stopAt }
}

test('a long check says how far it is, and rises', async () => {
  const watch = watching()
  await admitEvents(createReplica(log.pot), stored, { watch })
  // Every 256 steps of the 600 for reading and the 600 for verifying.
  expect(watch.heard.map((share) => Math.round(share * 2 * EVENTS))).toEqual([256, 512, 768, 1024])
  expect(watch.heard).toEqual(watch.heard.toSorted((a, b) => a - b))
  for (const share of watch.heard) expect(share > 0 && share <= 1).toBe(true)
})

test('what was verified before is done at once', async () => {
  const before = await replicaOf(log.pot, ...[...log.events.values()].slice(0, 400))
  const watch = watching()
  await admitEvents(createReplica(log.pot), stored, { watch, mark: markOf(before) })
  // 600 are read, and 200 verified after the 1,000th step.
  expect(watch.heard.map((share) => Math.round(share * 2 * EVENTS))).toEqual([256, 512, 1024])
})

test('a short check says nothing', async () => {
  const watch = watching()
  await admitEvents(createReplica(log.pot), stored.slice(0, 100), { watch })
  expect(watch.heard).toEqual([])
})

test('a cancelled check takes nothing, while reading and while verifying, and verifies no more', async () => {
  for (const stopAt of [0.1, 0.6]) {
    const replica = createReplica(log.pot)
    let verified = 0
    const verify: typeof verifySignature = (...asked) => {
      verified++
      return verifySignature(...asked)
    }
    const check = admitEvents(replica, stored, { watch: watching(stopAt), verify })
    await expect(check).rejects.toThrow(CheckCancelled)
    expect(replica.events.size).toBe(0)
    expect(verified).toBeLessThan(EVENTS)
  }
})

test('a check that is cancelled while reading asks for nothing that verifies; one while verifying ends before the next', async () => {
  let asked = 0
  const verifierFor = async () => {
    asked++
    return null
  }
  const reading = admitEvents(createReplica(log.pot), stored, { watch: watching(0.1), verifierFor })
  await expect(reading).rejects.toThrow(CheckCancelled)
  expect(asked).toBe(0)
  let verified = 0
  const verify: typeof verifySignature = (...each) => {
    verified++
    return verifySignature(...each)
  }
  const watch: CheckWatch = { progress: () => undefined, isCancelled: () => verified >= 10 }
  const verifying = admitEvents(createReplica(log.pot), stored, { watch, verify, inFlight: 1 })
  await expect(verifying).rejects.toThrow(CheckCancelled)
  expect(verified).toBe(10)
})

test('what verifies is chosen by how much there is to verify, and closed at the end', async () => {
  const said: string[] = []
  const verifierFor = async (events: number) => {
    said.push(`for ${events}`)
    if (events < 100) return null
    return { verify: verifySignature, inFlight: 16, close: () => void said.push('closed') }
  }
  expect((await admitEvents(createReplica(log.pot), stored, { verifierFor })).accepted.length).toBe(EVENTS)
  expect((await admitEvents(createReplica(log.pot), stored, { verifierFor, mark: markOf(log) })).accepted.length).toBe(
    EVENTS,
  )
  const watch = watching(0.6)
  await expect(admitEvents(createReplica(log.pot), stored, { verifierFor, watch })).rejects.toThrow(CheckCancelled)
  expect(said).toEqual([`for ${EVENTS}`, 'closed', 'for 0', `for ${EVENTS}`, 'closed'])
})

test('what is refused is named in the order of arrival, whoever verifies', async () => {
  const spoiled = stored.map((each, index) =>
    index % 100 === 7
      ? { ...each, signature: new Uint8Array(64) }
      : index % 100 === 3
        ? { ...each, bytes: Uint8Array.of(1) }
        : each,
  )
  const { refused } = await admitEvents(createReplica(log.pot), spoiled)
  const bad = spoiled.filter((_, index) => index % 100 === 7 || index % 100 === 3).map(({ id }) => id)
  expect(refused.map(({ id }) => id)).toEqual(bad)
  expect(bytesToHex(spoiled[7]?.signature as Uint8Array)).toBe('00'.repeat(64))
})
