import { expect, test } from 'vitest'
import { followPot, provePot, type FollowStatus, type PotSession } from '../../src/app/index.ts'
import type { ChainPort } from '../../src/chain/index.ts'
import { ok, type H160, type VoteKey } from '../../src/domain/index.ts'
import { StorageFailure } from '../../src/storage/index.ts'
import { settlePotOnFakeChain } from '../cli/settled-pot.ts'
import { createInstallation, must } from './people.ts'

/** A stranger's installation that has the pot's events and nothing of the chain. */
async function stranger(pot: Awaited<ReturnType<typeof settlePotOnFakeChain>>) {
  const quits = await createInstallation(pot.knownCode, pot.fake.port)
  const events = [...pot.file.log.events.values()].map(({ stored }) => stored)
  must(await quits.receive(pot.file.pot, events))
  return { quits, session: must(await quits.open(pot.file.pot)) }
}

/** Follows until a status comes that `holds`. */
function statusWhere(
  follow: (onStatus: (status: FollowStatus) => void) => unknown,
  holds: (status: FollowStatus) => boolean,
): Promise<readonly FollowStatus[]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly FollowStatus[]>()
  const timer = setTimeout(() => reject(new Error(`only ${JSON.stringify(seen.map(({ type }) => type))}`)), 10_000)
  const seen: FollowStatus[] = []
  follow((status) => {
    seen.push(status)
    if (!holds(status)) return
    clearTimeout(timer)
    resolve(seen)
  })
  return promise
}

const anchorsOf = (session: PotSession): readonly string[] => session.fold().anchors.map(({ verdict }) => verdict.type)

test('[EP6] an empty installation with the events and an endpoint rebuilds every epoch', async () => {
  const pot = await settlePotOnFakeChain()
  const { quits, session } = await stranger(pot)
  expect(anchorsOf(session)).toEqual([])
  await statusWhere(
    (onStatus) => followPot(quits.ports, session, pot.fake.port, onStatus),
    ({ type }) => type === 'live',
  )
  expect(anchorsOf(session)).toEqual(['final', 'final'])
  expect(provePot(session.fold(), session.chain()?.placed ?? []).matches).toBe(true)
})

test('[AN3] what a lying node says is dropped, and read again once from the start', async () => {
  const pot = await settlePotOnFakeChain()
  const { quits, session } = await stranger(pot)
  // Every second event of a block is withheld: votes and what they led to.
  pot.fake.script({ events: (events) => events.slice(0, 1) })
  let halts = 0
  const statuses = await statusWhere(
    (onStatus) => followPot(quits.ports, session, pot.fake.port, onStatus),
    (status) => {
      if (status.type === 'halted') halts++
      return halts === 2
    },
  )
  expect(statuses.flatMap((status) => (status.type === 'halted' ? [status.error.type] : []))).toEqual([
    'HistoryBroken',
    'HistoryBroken',
  ])
  expect(anchorsOf(session)).toEqual([])
  expect(session.chain()).toBeNull()
})

test('a store that cannot keep what was read is said, and nothing is shown as read', async () => {
  const pot = await settlePotOnFakeChain()
  const { quits, session } = await stranger(pot)
  const follow = {
    ...quits.ports.storage.follow,
    append: () => Promise.reject(new StorageFailure({ type: 'QuotaExceeded' })),
  }
  const ports = { ...quits.ports, storage: { ...quits.ports.storage, follow } }
  const statuses = await statusWhere(
    (onStatus) => followPot(ports, session, pot.fake.port, onStatus),
    ({ type }) => type === 'lost',
  )
  expect(statuses.at(-1)).toEqual({ type: 'lost', error: { type: 'QuotaExceeded' } })
  expect(anchorsOf(session)).toEqual([])
})

test('a second node that says the same is told as two; one that says otherwise halts everything, and both are named', async () => {
  const pot = await settlePotOnFakeChain()
  const { quits, session } = await stranger(pot)
  const { port } = pot.fake
  const withSecond = (second: ChainPort) => ({
    inUse: () => 'a',
    witness: async () => ({ endpoint: 'b', port: second }),
    own: async () => ({ endpoint: 'a', port }),
    spoke: () => ({ by: ['a'], last: 0 }),
  })
  const statuses = await statusWhere(
    (onStatus) => followPot(quits.ports, session, port, onStatus, withSecond(port)),
    (status) => status.type === 'live' && status.trust.type === 'two nodes agree',
  )
  expect(statuses.find(({ type }) => type === 'live')).toMatchObject({ trust: { type: 'one node' } })
  const silent: ChainPort = { ...port, contractEvents: async () => ({ ok: true, value: [] }) }
  const other = await stranger(pot)
  const halted = await statusWhere(
    (onStatus) => followPot(other.quits.ports, other.session, port, onStatus, withSecond(silent)),
    ({ type }) => type === 'halted',
  )
  expect(halted.at(-1)).toMatchObject({ error: { type: 'NodesDiffer', one: 'a', other: 'b' } })
  expect(other.session.chain()).toBeNull()
})

test('what was read before and is not what a second node says is read again from the start, and is whole then', async () => {
  const pot = await settlePotOnFakeChain()
  const { quits, session } = await stranger(pot)
  const { port } = pot.fake
  const reading = Promise.withResolvers<void>()
  const first = followPot(quits.ports, session, port, ({ type }) => type === 'live' && reading.resolve())
  await reading.promise
  await first.stop()
  const member = session.fold().open.bindings[0]?.address as H160
  const missed: ChainPort = { ...port, votesAt: async () => ok(new Map([[member, 'ab'.repeat(20) as VoteKey]])) }
  const nodes = {
    inUse: () => 'a',
    witness: async () => ({ endpoint: 'b', port: missed }),
    own: async () => ({ endpoint: 'a', port }),
    spoke: () => ({ by: ['a'], last: 0 }),
  }
  const statuses = await statusWhere(
    (onStatus) => followPot(quits.ports, session, port, onStatus, nodes),
    (status) => status.type === 'live' && status.trust.type === 'two nodes agree',
  )
  expect(statuses.filter(({ type }) => type === 'halted')).toMatchObject([
    { error: { type: 'StoredDiffers', other: 'b', difference: { type: 'other votes' } } },
  ])
  expect(anchorsOf(session)).toEqual(['final', 'final'])
})
