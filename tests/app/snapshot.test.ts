import { beforeAll, expect, test } from 'vitest'
import { systemRandom } from '../../src/crypto/index.ts'
import { addEntries, createQuits, type AppPorts, type PotSession, type Quits } from '../../src/app/index.ts'
import type { PendingTransaction } from '../../src/chain/index.ts'
import { err, ok, type PotId } from '../../src/domain/index.ts'
import type { CheckWatch, StoredEvent } from '../../src/log/index.ts'
import { createMemoryStorage } from '../../src/storage/index.ts'
import { dinner, EUR, must } from './people.ts'

/** Enough for a snapshot. */
const ENTRIES = 220

type Store = AppPorts['storage']

/** One run of the software over a store. */
interface Run {
  readonly quits: Quits
  /** How many signatures each check had to verify. */
  readonly verified: readonly number[]
  /** Does what waits for a quiet moment. */
  readonly quiet: (session: PotSession) => Promise<void>
}

const start = async (storage: Store, build = 'this'): Promise<Run> => {
  const later: (() => void)[] = []
  const verified: number[] = []
  const quits = must(
    await createQuits({
      storage,
      clock: { now: () => 1_780_000_000 },
      random: systemRandom,
      connect: async () => err({ type: 'Disconnected', endpoint: '', detail: '' }),
      wallets: async () => [],
      knownCode: [],
      verifierFor: async (signatures) => {
        verified.push(signatures)
        return null
      },
      snapshots: { build, soon: (work) => void later.push(work) },
    }),
  )
  const quiet = async (session: PotSession): Promise<void> => {
    for (const work of later.splice(0)) work()
    // The snapshot is made in turn with changes of the log: after this one it is there.
    must(await session.receive([]))
  }
  return { quits, verified, quiet }
}

/** A new pot with all entries, and a snapshot of it. */
const grown = async ({ quits, quiet }: Run): Promise<PotSession> => {
  const draft = { title: 'Flat', currency: EUR, you: 'Alice', others: ['Bob', 'Carol'], chain: null }
  const session = must(await quits.createPot(draft))
  const entries = Array.from({ length: ENTRIES }, (_, i) => ({
    ...dinner(session, i % 3 === 0 ? 'Alice' : 'Bob', 1000 + i, `Dinner ${i}`),
    date: `2026-0${1 + (i % 9)}-1${i % 10}`,
  }))
  must(await addEntries(session, entries))
  await quiet(session)
  return session
}

let storage: Store
let pot: PotId
let first: PotSession
beforeAll(async () => {
  storage = createMemoryStorage<PendingTransaction>()
  first = await grown(await start(storage))
  pot = first.id
})

/** The same store, read through glasses. */
const spoiled = (read: (events: readonly StoredEvent[]) => readonly StoredEvent[]): Store => ({
  ...storage,
  logs: {
    ...storage.logs,
    read: async (id) => {
      const stored = await storage.logs.read(id)
      return stored.ok ? ok(read(stored.value)) : stored
    },
  },
})

/** A copy of the store's snapshot that another run may spoil. */
const withSnapshot = (change: (head: Uint8Array, body: Uint8Array) => readonly [Uint8Array, Uint8Array]): Store => {
  const part = (index: 0 | 1) => async (): Promise<ReturnType<typeof ok<Uint8Array>>> => {
    const [head, body] = [must(await storage.snapshots.head(pot)), must(await storage.snapshots.body(pot))]
    if (head === null || body === null) throw new Error('there is no snapshot')
    return ok(change(head.slice(), body.slice())[index])
  }
  return { ...storage, snapshots: { ...storage.snapshots, head: part(0), body: part(1) } }
}

test('a pot that was verified is opened without verifying it again, and is the same', async () => {
  const { quits, verified } = await start(storage)
  const session = must(await quits.open(pot))
  expect(verified).toEqual([0])
  expect(session.damage()).toBe(null)
  expect(session.fold().open.nets).toEqual(first.fold().open.nets)
  expect(session.stored().length).toBe(first.stored().length)
})

test('a pot is shown before it is open: in a few words, and with its balances and entries', async () => {
  const { quits, verified } = await start(storage)
  const shown = await quits.outline(pot)
  expect(must(await quits.glance(pot))).toEqual(shown?.glance)
  expect(verified).toEqual([])
  const { open } = first.fold()
  expect(shown?.glance).toMatchObject({ id: pot, title: 'Flat', names: ['Alice', 'Bob', 'Carol'], entries: ENTRIES })
  expect(shown?.glance.mine).toEqual(open.nets.filter(({ member }) => member === shown?.outline.me))
  expect(shown?.outline.nets).toEqual(open.nets)
  expect([...(shown?.outline.nameByMember.values() ?? [])]).toEqual(['Alice', 'Bob', 'Carol'])
  const dates = shown?.outline.entries.map(({ date }) => date) ?? []
  expect(dates).toEqual(dates.toSorted().toReversed())
  expect(new Set(shown?.outline.entries.map(({ title, amount }) => `${title} ${amount}`))).toEqual(
    new Set(Array.from({ length: ENTRIES }, (_, i) => `Dinner ${i} ${1000 + i}`)),
  )
  // Open or not, the words are the same.
  must(await quits.open(pot))
  expect(must(await quits.glance(pot))).toEqual(shown?.glance)
})

test('a snapshot of other software, or of another device, is none', async () => {
  const other = await start(storage, 'other')
  expect(await other.quits.outline(pot)).toBe(null)
  must(await other.quits.open(pot))
  expect(other.verified[0]).toBe(first.stored().length)
  const stranger = createMemoryStorage<PendingTransaction>()
  const foreign = await start({ ...storage, keys: stranger.keys })
  expect(await foreign.quits.outline(pot)).toBe(null)
  must(await foreign.quits.open(pot))
  expect(foreign.verified[0]).toBe(first.stored().length)
})

test("a snapshot that was made before the installation became its person's own is none", async () => {
  const own = createMemoryStorage<PendingTransaction>()
  const before = await start(own)
  must(await before.quits.receive(pot, first.stored()))
  await before.quiet(must(await before.quits.open(pot)))
  expect(await (await start(own)).quits.outline(pot)).toMatchObject({ glance: { mine: null } })
  const { account } = must(await storage.keys.loadOrCreate())
  must(await own.keys.replace({ ...must(await own.keys.loadOrCreate()), account }))
  const restored = await start(own)
  const mine = must(await restored.quits.glance(pot)).mine
  expect(mine).toEqual(must(await (await start(storage)).quits.glance(pot)).mine)
  expect(mine).not.toBe(null)
  await restored.quiet(must(await restored.quits.open(pot)))
  expect((await (await start(own)).quits.outline(pot))?.glance.mine).toEqual(mine)
})

test('[threat: malicious snapshot or backup] one changed byte anywhere in a snapshot, and it is not used', async () => {
  const head = must(await storage.snapshots.head(pot)) as Uint8Array
  const places = [0, 63, 64, head.length >> 1, head.length - 1]
  const flip = (bytes: Uint8Array, at: number): Uint8Array => bytes.with(at, (bytes[at] as number) ^ 4)
  for (const at of places) {
    const { quits, verified } = await start(withSnapshot((bytes, body) => [flip(bytes, at), body]))
    expect(await quits.outline(pot)).toBe(null)
    must(await quits.open(pot))
    expect(verified[0]).toBe(first.stored().length)
  }
  const { quits } = await start(withSnapshot((bytes, body) => [bytes, flip(body, 40)]))
  expect(await quits.outline(pot)).toBe(null)
  const short = await start(withSnapshot((_, body) => [new Uint8Array(7), body]))
  expect(await short.quits.outline(pot)).toBe(null)
})

test('[threat: storage lost, quota, crash between write and send] a signature that changed in the store is noticed and named, in spite of a snapshot', async () => {
  const target = first.stored()[50] as StoredEvent
  const store = spoiled((events) =>
    events.map((each) => (each.id === target.id ? { ...each, signature: each.signature.with(9, 1) } : each)),
  )
  const { quits, verified } = await start(store)
  const session = must(await quits.open(pot))
  expect(verified[0]).toBe(first.stored().length)
  expect(session.damage()).toMatchObject({ changes: 1, refused: [{ id: target.id, reason: { type: 'BadSignature' } }] })
})

test('bytes that changed in the store are noticed and named, and what rests on them waits', async () => {
  const target = first.stored()[50] as StoredEvent
  const store = spoiled((events) =>
    events.map((each) => (each.id === target.id ? { ...each, bytes: each.bytes.with(80, 1) } : each)),
  )
  const { quits } = await start(store)
  const session = must(await quits.open(pot))
  expect(session.damage()?.refused.map(({ id }) => id)).toEqual([target.id])
  expect(session.waiting().events.length).toBe(first.stored().length - 51)
})

test('events that are gone from the store are noticed and named', async () => {
  const last = first.stored().at(-1) as StoredEvent
  const { quits, verified } = await start(spoiled((events) => events.filter(({ id }) => id !== last.id)))
  const session = must(await quits.open(pot))
  expect(session.damage()).toEqual({ type: 'StoreDamaged', changes: 1, refused: [], lost: [last.id] })
  expect(verified[0]).toBe(first.stored().length - 1)
})

test('what came after the snapshot is verified alone, and the list does not show what is older than the store', async () => {
  const own = createMemoryStorage<PendingTransaction>()
  const before = await start(own)
  const session = await grown(before)
  must(await addEntries(session, [dinner(session, 'Bob', 5000, 'Late')]))
  const { quits, verified, quiet } = await start(own)
  expect(await quits.outline(session.id)).toBe(null)
  expect(must(await quits.glance(session.id)).entries).toBe(ENTRIES + 1)
  expect(verified).toEqual([1])
  await quiet(must(await quits.open(session.id)))
  expect((await (await start(own)).quits.outline(session.id))?.glance.entries).toBe(ENTRIES + 1)
})

test('a check that everybody has ended takes nothing; one who still waits gets the pot', async () => {
  const { quits } = await start(storage, 'none')
  const heard: number[] = []
  const ended: CheckWatch = { progress: (done) => void heard.push(done), isCancelled: () => true }
  expect(await quits.open(pot, ended)).toEqual({ ok: false, error: { type: 'CheckEnded' } })
  const [one, two] = await Promise.all([quits.open(pot, ended), quits.open(pot)])
  expect(must(one)).toBe(must(two))
  expect(heard.length).toBeGreaterThan(0)
})
