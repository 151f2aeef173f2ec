import { expect, test } from 'vitest'
import { addEntries, addEntry, createQuits, type AppPorts } from '../../src/app/index.ts'
import { err, type Result } from '../../src/domain/index.ts'
import type { StorageError } from '../../src/storage/index.ts'
import { createInstallation, dinner, EUR, must } from './people.ts'

const draft = { title: 'Lisbon', currency: EUR, you: 'Alice', others: ['Bob'], chain: null }

/** An installation whose next own writes do what the test wants, and then what they always do. */
const withWrites = async (
  write: (real: () => Promise<Result<void, never>>) => Promise<Result<void, StorageError>>,
): Promise<{ readonly quits: Awaited<ReturnType<typeof createInstallation>>; readonly arm: () => void }> => {
  const { ports } = await createInstallation()
  const { logs } = ports.storage
  let isArmed = false
  const appendOwn: typeof logs.appendOwn = (pot, events) => {
    const real = (): Promise<Result<void, never>> => logs.appendOwn(pot, events) as Promise<Result<void, never>>
    if (!isArmed) return real()
    isArmed = false
    return write(real)
  }
  const watched: AppPorts = { ...ports, storage: { ...ports.storage, logs: { ...logs, appendOwn } } }
  return { quits: must(await createQuits(watched)), arm: () => void (isArmed = true) }
}

test('[threat: storage lost, quota, crash between write and send] what is not kept is not in the log, while it is written and after it failed', async () => {
  const writing = Promise.withResolvers<void>()
  const failing = Promise.withResolvers<void>()
  const { quits, arm } = await withWrites(async () => {
    writing.resolve()
    await failing.promise
    return err({ type: 'QuotaExceeded' })
  })
  const session = must(await quits.createPot(draft))
  const before = [...session.log().events.keys()]
  arm()
  const written = addEntries(session, [dinner(session, 'Alice', 100, 'Tram'), dinner(session, 'Alice', 200, 'Lunch')])
  await writing.promise
  // Whoever passes the log on now, to a relay, another tab or a file, must not find a place of the chain that may be written otherwise.
  expect([...session.log().events.keys()]).toEqual(before)
  expect(session.stored().length).toBe(before.length)
  failing.resolve()
  expect(await written).toEqual({ ok: false, error: { type: 'QuotaExceeded' } })
  expect([...session.log().events.keys()]).toEqual(before)
  must(await addEntry(session, dinner(session, 'Alice', 300)))
  expect(session.log().forks()).toEqual([])
})

test('a write of many events: each sees the one before, and all of them are in the log at once', async () => {
  const quits = await createInstallation()
  const session = must(await quits.createPot(draft))
  const before = session.log().events.size
  const entries = Array.from({ length: 20 }, (_, day) => dinner(session, 'Alice', 100 + day, `Day ${day}`))
  const events = must(await addEntries(session, entries))
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => before + index))
  expect(events.slice(1).map(({ prev }) => prev)).toEqual(events.slice(0, -1).map(({ id }) => id))
  expect(session.log().tips()).toEqual([events.at(-1)?.id])
  expect(session.log().events.size).toBe(before + 20)
})

test('a write that was kept although its connection was lost, and was done again, is no other tab and not written twice', async () => {
  const { quits, arm } = await withWrites(async (real) => {
    await real()
    return real()
  })
  const session = must(await quits.createPot(draft))
  arm()
  must(await addEntry(session, dinner(session, 'Alice', 300, 'Tram')))
  const titles = [...session.fold().open.live.values()].map(({ content }) => content?.title)
  expect(titles).toEqual(['Tram'])
})

test('a pot is founded with all of its people in one write', async () => {
  let writes = 0
  const { quits, arm } = await withWrites((real) => {
    writes += 1
    return real()
  })
  arm()
  const session = must(await quits.createPot(draft))
  expect(writes).toBe(1)
  expect([...session.fold().open.members.values()].map(({ name }) => name)).toEqual(['Alice', 'Bob'])
  expect(session.fold().open.devices.has(quits.identity.signer.device)).toBe(true)

  const broken = await withWrites(async () => err({ type: 'QuotaExceeded' }))
  broken.arm()
  expect(await broken.quits.createPot(draft)).toEqual({ ok: false, error: { type: 'QuotaExceeded' } })
  expect(await broken.quits.pots()).toEqual({ ok: true, value: [] })
})
