// What a node can do wrong, one by one, and what the follower calls it. The fake node is scripted; everything else is the real thing.

import { describe, expect, test } from 'vitest'
import {
  createMemoryFollowStore,
  followGroup,
  needsRebuild,
  readGroup,
  type FollowError,
  type FollowOptions,
  type FollowStore,
  type FollowTarget,
  type FollowUpdate,
  type HeadView,
} from '../../src/chain/index.ts'
import type { FakeScript } from '../../src/chain/fake/index.ts'
import type { ChainEvent, Hash32, PlacedEvent } from '../../src/domain/index.ts'
import { attest, createGroup, failure, freshHash, legOf, must, planOf, send } from './chain-fixture.ts'
import { createFakeFixture } from './fake-fixture.ts'

/** A group with a whole settlement behind it: 7 events in 5 blocks. */
async function settledGroup() {
  const chain = createFakeFixture()
  const { alice, bob } = chain
  const created = await createGroup(chain, [alice, bob], 2)
  const legs = [legOf(0, alice, bob, 10n), legOf(1, bob, alice, 20n)]
  const plan = planOf(created.group, 1n, legs)
  await attest(chain, created.group, plan.proposal, [alice, bob])
  for (const [i, leg] of legs.entries()) {
    const who = i === 0 ? alice : bob
    await send(chain.port, who, {
      to: 'contract',
      contract: chain.contract,
      call: { kind: 'pay', group: created.group, epoch: 1n, leg, proof: plan.proofs[i] ?? [] },
    })
  }
  chain.fake.mine(40)
  const target: FollowTarget = {
    genesis: chain.genesis,
    contract: chain.contract,
    group: created.group,
    createdAt: created.createdAt,
  }
  return { ...chain, ...created, target }
}

type Settled = Awaited<ReturnType<typeof settledGroup>>

/** Follows and hands out what was told, with a way to wait for it. */
function watch(chain: Settled, store: FollowStore, more: Partial<FollowOptions> = {}) {
  const updates: FollowUpdate[] = []
  let wake = Promise.withResolvers<void>()
  const following = followGroup(chain.port, chain.target, store, {
    knownCode: chain.knownCode,
    pause: async () => {},
    ...more,
    onUpdate: (update) => {
      updates.push(update)
      wake.resolve()
    },
  })
  const until = async (isEnough: (update: FollowUpdate) => boolean): Promise<FollowUpdate> => {
    for (;;) {
      const found = updates.find(isEnough)
      if (found) return found
      await wake.promise
      wake = Promise.withResolvers<void>()
    }
  }
  return { ...following, updates, until }
}

const readError = async (chain: Settled, script: FakeScript): Promise<FollowError> => {
  chain.fake.script(script)
  return failure(await readGroup(chain.port, chain.target, { knownCode: chain.knownCode }))
}

const only = (
  change: (events: readonly PlacedEvent[]) => readonly PlacedEvent[],
  kind: ChainEvent['kind'],
): FakeScript => ({
  events: (events) => (events.some(({ event }) => event.kind === kind) ? change(events) : events),
})

describe('a node whose answers contradict each other', () => {
  const cases: readonly (readonly [string, FakeScript, Partial<FollowError>])[] = [
    [
      'withholds the first of two payments',
      only((events) => events.filter(({ event }) => event.kind !== 'Paid' || event.index !== 0), 'Paid'),
      { type: 'HistoryBroken' },
    ],
    ['withholds everything from the first payment on', only(() => [], 'Paid'), { type: 'HeadMismatch' }],
    [
      'withholds a vote',
      only((events) => events.filter(({ event }) => event.kind !== 'Attested'), 'Attested'),
      { type: 'HistoryBroken' },
    ],
    ['withholds the last events', only((events) => events.slice(0, 1), 'Closed'), { type: 'HistoryBroken' }],
    ['withholds the creation', only(() => [], 'GroupCreated'), { type: 'CreationNotFound' }],
    ['reorders the events of a block', only((events) => events.toReversed(), 'Finalized'), { type: 'HistoryBroken' }],
    [
      'alters an amount',
      only(
        (events) =>
          events.map(({ event, at }) => ({ at, event: event.kind === 'Paid' ? { ...event, planck: 11n } : event })),
        'Paid',
      ),
      { type: 'HistoryBroken' },
    ],
    ['tells an event twice', only((events) => [...events, ...events], 'Paid'), { type: 'HistoryBroken' }],
    [
      'invents a vote',
      only(
        (events) => [
          ...events,
          ...events.map(({ event, at }) => ({
            at,
            event: { ...event, kind: 'Attested' as const, by: 'ee'.repeat(20), proposal: freshHash() } as ChainEvent,
          })),
        ],
        'GroupCreated',
      ),
      { type: 'HistoryBroken' },
    ],
  ]
  for (const [what, script, error] of cases) {
    test(`[AN3] ${what}: the contradiction is named`, async () => {
      const found = await readError(await settledGroup(), script)
      expect(found).toMatchObject(error)
      expect(needsRebuild(found)).toBe(found.type !== 'CreationNotFound')
    })
  }

  test('[AN3] an old head: the events replay beyond what the contract is said to have', async () => {
    const chain = await settledGroup()
    const old: HeadView = { seq: 1n, head: freshHash() }
    expect(await readError(chain, { head: () => old })).toMatchObject({
      type: 'HeadMismatch',
      contract: old,
      replayed: { seq: 4n },
    })
  })

  test('a group that the contract is said not to know', async () => {
    expect(await readError(await settledGroup(), { head: () => null })).toMatchObject({
      type: 'HeadMismatch',
      contract: null,
    })
  })

  test('a header that does not follow the one before it', async () => {
    const chain = await settledGroup()
    const at = chain.fake.best().number - 20
    const found = await readError(chain, {
      header: (header) => (header.number === at ? { ...header, parentHash: freshHash() } : header),
    })
    expect(found).toMatchObject({ type: 'ParentMismatch', block: { number: at } })
  })

  test('events of another group of the same contract are not ours', async () => {
    const chain = await settledGroup()
    const before = must(await readGroup(chain.port, chain.target, { knownCode: chain.knownCode }))
    await createGroup(chain, [chain.carol, chain.dave], 2)
    const after = must(await readGroup(chain.port, chain.target, { knownCode: chain.knownCode }))
    expect(after.events).toEqual(before.events)
    expect(after.at.number).toBeGreaterThan(before.at.number)
  })
})

describe('following', () => {
  test('skipped heads are walked, every height of them', async () => {
    const chain = await settledGroup()
    const store = createMemoryFollowStore()
    const following = watch(chain, store)
    await following.until(({ at }) => at.number === chain.fake.best().number)
    chain.fake.script({ announces: (block) => block % 50 === 0 })
    const { proposal } = planOf(chain.group, 2n, [])
    await attest(chain, chain.group, proposal, [chain.alice, chain.bob])
    chain.fake.mine(50)
    const update = await following.until(({ events }) => events.length > 7)
    expect(update.at.number % 50).toBe(0)
    expect(update.events.map(({ event }) => event.kind).slice(-4)).toEqual([
      'Attested',
      'Attested',
      'Finalized',
      'Closed',
    ])
    await following.stop()
  })

  test('progress is told, and cursor and events are stored in one step each', async () => {
    const chain = await settledGroup()
    const store = createMemoryFollowStore()
    const steps: number[] = []
    const seen: number[] = []
    const spying: FollowStore = {
      ...store,
      append: async (target, step) => {
        steps.push(step.cursor.number)
        expect(step.events.every(({ at }) => at.blockNumber <= step.cursor.number)).toBe(true)
        await store.append(target, step)
      },
    }
    const following = watch(chain, spying, { onProgress: ({ at }) => seen.push(at) })
    await following.until(({ at }) => at.number === chain.fake.best().number)
    await following.stop()
    expect(seen).toEqual(steps)
    expect(seen.length).toBeGreaterThan(1)
    expect((await store.load(chain.target))?.cursor).toMatchObject({
      number: chain.fake.best().number,
      hash: chain.fake.best().hash,
    })
  })

  test('a lost connection is mended: the gap is filled, nothing comes twice', async () => {
    const chain = await settledGroup()
    const lost: string[] = []
    let back = Promise.withResolvers<void>()
    const following = watch(chain, createMemoryFollowStore(), {
      onLost: ({ type }) => lost.push(type),
      pause: () => back.promise,
    })
    await following.until(({ at }) => at.number === chain.fake.best().number)
    chain.fake.loseConnection()
    chain.fake.restoreConnection()
    const { proposal } = planOf(chain.group, 2n, [])
    await attest(chain, chain.group, proposal, [chain.alice, chain.bob])
    back.resolve()
    const update = await following.until(({ events }) => events.length === 11)
    expect(lost).toEqual(['Disconnected'])
    expect(new Set(update.events.map(({ at }) => `${at.blockHash}/${at.eventIndex}`)).size).toBe(11)
    back = Promise.withResolvers()
    chain.fake.loseConnection()
    await following.stop()
    expect(await following.ended).toBeNull()
  })

  test('a finalized head that moves back halts at once', async () => {
    const chain = await settledGroup()
    const following = watch(chain, createMemoryFollowStore())
    await following.until(({ at }) => at.number === chain.fake.best().number)
    const from = chain.fake.best()
    chain.fake.resetTo(from.number - 5)
    expect(await following.ended).toMatchObject({
      type: 'HeadMovedBack',
      from: { number: from.number },
      to: { number: from.number - 5 },
    })
  })

  test('a chain that was reset between two starts is noticed, named, and read anew after clearing', async () => {
    const chain = await settledGroup()
    const store = createMemoryFollowStore()
    const first = watch(chain, store)
    await first.until(({ at }) => at.number === chain.fake.best().number)
    await first.stop()
    const cursor = chain.fake.best()
    chain.fake.resetTo(cursor.number - 3)
    const behind = watch(chain, store)
    expect(await behind.ended).toMatchObject({ type: 'HeadMovedBack' })
    chain.fake.mine(10)
    const forked = watch(chain, store)
    const error = await forked.ended
    expect(error).toMatchObject({ type: 'CursorNotOnChain', cursor: { number: cursor.number, hash: cursor.hash } })
    expect(error && needsRebuild(error)).toBe(true)
    await store.clear(chain.target)
    const anew = watch(chain, store)
    expect((await anew.until(({ at }) => at.number === chain.fake.best().number)).events).toHaveLength(7)
    await anew.stop()
  })

  test('stored events that were tampered with are noticed at the next start', async () => {
    const chain = await settledGroup()
    const store = createMemoryFollowStore()
    const first = watch(chain, store)
    await first.until(({ at }) => at.number === chain.fake.best().number)
    await first.stop()
    const tampered: FollowStore = {
      ...store,
      load: async (target) => {
        const record = await store.load(target)
        return record && { ...record, events: record.events.slice(0, -1) }
      },
    }
    expect(await watch(chain, tampered).ended).toMatchObject({ type: 'HistoryBroken' })
  })

  test('other code at the same address halts', async () => {
    const chain = await settledGroup()
    const store = createMemoryFollowStore()
    const first = watch(chain, store)
    await first.until(({ at }) => at.number === chain.fake.best().number)
    await first.stop()
    const port = {
      ...chain.port,
      contractFacts: async () =>
        ({ ok: true, value: { codeHash: freshHash(), ratio: 1n, version: 1, token: null } }) as const,
    }
    expect(await watch({ ...chain, port }, store).ended).toMatchObject({ type: 'CodeChanged' })
  })

  test('nothing that contradicts itself is stored', async () => {
    const chain = await settledGroup()
    chain.fake.script(only(() => [], 'Paid'))
    const store = createMemoryFollowStore()
    expect(await watch(chain, store).ended).toMatchObject({ type: 'HeadMismatch' })
    expect(await store.load(chain.target)).toBeNull()
  })

  test('stopping while reading ends without an error', async () => {
    const chain = await settledGroup()
    const following = watch(chain, createMemoryFollowStore())
    await following.stop()
    expect(await following.ended).toBeNull()
    expect(following.updates).toEqual([])
  })
})

test('idempotent: storing a step twice changes nothing', async () => {
  const store = createMemoryFollowStore()
  const target = {
    genesis: freshHash(),
    contract: 'c0'.repeat(20),
    group: freshHash(),
    createdAt: freshHash(),
  } as FollowTarget
  const at = { blockNumber: 7, blockHash: freshHash(), extrinsicIndex: 1, eventIndex: 2 }
  const event: ChainEvent = { kind: 'Closed', group: target.group, epoch: 1n, seq: 1n, head: freshHash() }
  const step = {
    cursor: { number: 7, hash: at.blockHash, codeHash: 'cd'.repeat(32) as Hash32 },
    events: [{ event, at }],
  }
  await store.append(target, step)
  await store.append(target, step)
  expect(await store.load(target)).toEqual(step)
})
