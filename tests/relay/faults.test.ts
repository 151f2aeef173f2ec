// What the relay does when the machine fails it: no room on the disk, a disk that does not answer for what it has, a thread that dies.

import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createCommitQueue } from '../../src/relay/commit-queue.ts'
import { createEnvelopeStore, type EnvelopeStore } from '../../src/relay/envelope-store.ts'
import { openRelayDatabase, type RelayDatabase } from '../../src/relay/relay-database.ts'
import { createRelayLog } from '../../src/relay/relay-log.ts'
import { createRelayMetrics } from '../../src/relay/relay-metrics.ts'
import { createRouteTable, type RouteTable } from '../../src/relay/route-table.ts'
import { createVerifyPool } from '../../src/relay/verify-pool.ts'
import { parseEnvelope, type Envelope, type RouteId } from '../../src/sync/relay/index.ts'
import { createAuthor, signerOf } from './test-client.ts'
import { configOf, temporaryFolder } from './test-relay.ts'

const route = '66'.repeat(32) as RouteId

const written = async (count: number, payload?: Uint8Array): Promise<readonly Envelope[]> => {
  const author = createAuthor(route, signerOf(1))
  const envelopes: Envelope[] = []
  for (let index = 0; index < count; index++) envelopes.push(await author.next(payload))
  return envelopes
}

interface Opened {
  readonly database: RelayDatabase
  readonly routes: RouteTable
  readonly store: EnvelopeStore
}

/** A store on a database of its own; `changed` puts something in place of what the database does. */
const open = (changed: (database: RelayDatabase) => Partial<RelayDatabase> = () => ({})): Opened => {
  const opened = openRelayDatabase(join(temporaryFolder(), 'relay.db'))
  onTestFinished(() => opened.close())
  const database = { ...opened, ...changed(opened) }
  const routes = createRouteTable(database)
  return { database, routes, store: createEnvelopeStore(database, routes, configOf('unused').limits) }
}

/** What one envelope after the other becomes in a queue: its admission's type, or null. */
const throughQueue = async (store: EnvelopeStore, batches: readonly (readonly Envelope[])[]) => {
  const lines: string[] = []
  const told: number[] = []
  const metrics = createRelayMetrics()
  const queue = createCommitQueue({
    store,
    metrics,
    log: createRelayLog('info', (line) => lines.push(line)),
    onAdded: ({ envelopes }) => told.push(envelopes.length),
  })
  const outcomes: (string | null)[] = []
  for (const envelopes of batches) {
    queue.add({ envelopes, settle: (admissions) => outcomes.push(...admissions.map((each) => each?.type ?? null)) })
    await queue.flush()
  }
  return { outcomes, told, lines, isHealthy: queue.isHealthy() }
}

test('a full disk: nothing of the transaction is there, and the same envelopes are taken when there is room', async () => {
  const { database, routes, store } = open()
  const envelopes = await written(60, new Uint8Array(50_000))
  const used = Number(database.one('PRAGMA page_count')?.['page_count'])
  const [first, rest] = [envelopes.slice(0, 2), envelopes.slice(2)]
  database.all(`PRAGMA max_page_count = ${used + 200}`)
  const full = await throughQueue(store, [first, rest])
  expect(full).toMatchObject({ told: [2], isHealthy: false })
  expect(full.outcomes).toEqual(['new', 'new', ...rest.map(() => null)])
  expect(full.lines).toEqual([expect.stringContaining('database or disk is full')])
  expect(routes.look(route)).toMatchObject({ head: { count: 2 }, tail: { count: 2 } })

  database.all('PRAGMA max_page_count = 1000000')
  const again = await throughQueue(store, [envelopes])
  expect(again.outcomes).toEqual(['duplicate', 'duplicate', ...rest.map(() => 'new')])
  expect(again).toMatchObject({ told: [58], isHealthy: true })
  const kept = store.page(routes.look(route), 0, 100_000_000)
  expect(kept.map((bytes) => bytes.length)).toEqual(envelopes.map(({ bytes }) => bytes.length))
})

test('every place where a transaction can break off leaves the state that is on disk', async () => {
  const envelopes = await written(6)
  // The statements of a transaction of four envelopes after one of two, each failing once.
  for (let breaksAt = 0; ; breaksAt++) {
    let left = Number.POSITIVE_INFINITY
    const { routes, store } = open((database) => ({
      run: (sql, ...values) => {
        if (left-- === 0) throw new Error('broken')
        return database.run(sql, ...values)
      },
      one: (sql, ...values) => {
        if (sql.startsWith('INSERT') && left-- === 0) throw new Error('broken')
        return database.one(sql, ...values)
      },
    }))
    routes.use(route)
    await store.sync(store.append(envelopes.slice(0, 2), 0))
    const before = structuredClone(routes.look(route))
    left = breaksAt
    const attempt = (): unknown => store.append(envelopes.slice(2), 0)
    if (breaksAt === 6) {
      // Four rows, their route and their device: there is no seventh statement.
      attempt()
      expect(left).toBe(0)
      return
    }
    expect(attempt).toThrow('broken')
    expect(routes.look(route)).toEqual(before)
    left = Number.POSITIVE_INFINITY
    await store.sync(store.append(envelopes, 0))
    expect(routes.look(route).head.count).toBe(6)
  }
})

test('what is written but not yet on disk is told to nobody', async () => {
  let release = (): void => {}
  const { routes, store } = open(() => ({ sync: () => new Promise((resolve) => (release = resolve)) }))
  const envelopes = await written(3)
  const state = routes.use(route)
  const synced = store.sync(store.append(envelopes, 0))
  expect(state).toMatchObject({ head: { count: 0 }, tail: { count: 3 } })
  expect(store.page(state, 0, 1_000_000)).toEqual([])
  release()
  await synced
  expect(state.head).toEqual(state.tail)
  expect(store.page(state, 0, 1_000_000)).toHaveLength(3)
})

test('a disk that does not answer for what it has: nothing is acknowledged any more until a restart', async () => {
  let isBroken = false
  const { store } = open((database) => ({
    sync: () => (isBroken ? Promise.reject(new Error('EIO')) : database.sync()),
  }))
  const envelopes = await written(3)
  const [first, second, third] = envelopes.map((envelope) => [envelope]) as [Envelope[], Envelope[], Envelope[]]
  expect((await throughQueue(store, [first])).outcomes).toEqual(['new'])
  isBroken = true
  const after = await throughQueue(store, [second, third])
  expect(after).toMatchObject({ outcomes: [null, null], told: [], isHealthy: false })
  expect(after.lines[0]).toContain('sync failed')
})

test('a thread that dies takes nothing with it: what it was at is not judged, and another takes its place', async () => {
  const crashes: string[] = []
  const script = new URL('./dying-worker.ts', import.meta.url)
  const pool = createVerifyPool(undefined, ({ message }) => crashes.push(message), script)
  onTestFinished(() => pool.close())
  const [envelope] = (await written(1)) as [Envelope]
  const deadly = {
    ...envelope,
    bytes: envelope.bytes.map((byte, at) => (at === envelope.bytes.length - 1 ? 255 : byte)),
  }
  for (let round = 1; round <= 3; round++) {
    expect(await pool.verify([envelope, envelope])).toEqual([true, true])
    expect(await pool.verify([envelope, deadly])).toEqual([null, null])
    expect(crashes).toHaveLength(round)
  }
  expect(crashes[0]).toBe('died of it')
})

test('the threads judge as every other engine does', async () => {
  const pool = createVerifyPool(undefined, (cause) => expect.unreachable(cause.message))
  onTestFinished(() => pool.close())
  const envelopes = await written(300)
  const forged = envelopes.map(({ bytes }, index) => {
    if (index % 3 === 0) return envelopes[index] as Envelope
    const parsed = parseEnvelope(bytes.map((byte, at) => (at === bytes.length - (index % 60) - 1 ? byte ^ 1 : byte)))
    if (!parsed.ok) throw new Error(parsed.error.reason)
    return parsed.value
  })
  const verdicts = await Promise.all([pool.verify(forged.slice(0, 7)), pool.verify(forged.slice(7))])
  expect(verdicts.flat()).toEqual(forged.map((_, index) => index % 3 === 0))
})

test('a key of small order, whose owner signs everything, signs nothing here', async () => {
  const pool = createVerifyPool(undefined, (cause) => expect.unreachable(cause.message))
  onTestFinished(() => pool.close())
  const [{ bytes }] = (await written(1)) as [Envelope]
  const hostile = bytes.slice()
  hostile.fill(0, 33, 65) // the key: the point of order 4
  hostile.fill(0, bytes.length - 64)
  hostile[bytes.length - 64] = 1 // R: the neutral point; S: zero
  const parsed = parseEnvelope(hostile)
  if (!parsed.ok) throw new Error(parsed.error.reason)
  expect(await pool.verify([parsed.value])).toEqual([false])
})
