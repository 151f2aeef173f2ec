// A transaction whose connection goes while it is under way: whoever stays on the page is told its end all the same.

import { expect, test } from 'vitest'
import { sendCall, watchPending } from '../../src/app/index.ts'
import type { ChainPort, PendingTransaction, TransactionEnd } from '../../src/chain/index.ts'
import { createMemoryStorage } from '../../src/storage/index.ts'
import { freshHash, must } from '../chain/chain-fixture.ts'
import { createFakeFixture } from '../chain/fake-fixture.ts'

/** A transaction that was on its way when the connection went, and somebody who waits for its end. */
async function lostOnTheWay() {
  const { fake, port, alice, contract, genesis } = createFakeFixture()
  const call = { kind: 'createGroup', salt: freshHash(), members: [alice.address], quorum: 1 } as const
  const prepared = { call: { to: 'contract', contract, call }, genesis, payees: [] } as const
  const estimate = must(await port.estimate(prepared.call, alice.account))
  const ports = { storage: createMemoryStorage<PendingTransaction>() }
  fake.script({ manual: true, sending: 'connection lost' })
  const state = await sendCall(ports, port, prepared, estimate, alice.signer, () => {})
  if (state.kind !== 'unknown') throw new Error(state.kind)
  fake.script({ sending: 'normal' })

  const ends: TransactionEnd[] = []
  const pauses: { readonly attempt: number; readonly end: () => void }[] = []
  let subscriptions = 0
  const counting: ChainPort = {
    ...port,
    followFinalized: (listener) => {
      subscriptions++
      return port.followFinalized(listener)
    },
  }
  const stop = watchPending(ports, counting, state.pending, (end) => ends.push(end), {
    mayBeUnsent: false,
    pause: (attempt) => new Promise((end) => void pauses.push({ attempt, end })),
  })
  return {
    fake,
    stop,
    ends,
    /** Until so many pauses have begun. */
    paused: (count: number) => expect.poll(() => pauses.length).toBe(count),
    attempts: () => pauses.map(({ attempt }) => attempt),
    goOn: (): void => pauses.at(-1)?.end(),
    subscribed: (count: number) => expect.poll(() => subscriptions).toBe(count),
    left: async () => must(await ports.storage.pending.list()).length,
    block: () => {
      fake.mine()
      fake.finalize()
    },
  }
}

test('a connection that comes back after a while: the end is told without a reload, and the record goes', async () => {
  const { fake, ends, paused, attempts, goOn, block, left } = await lostOnTheWay()
  fake.loseConnection()
  for (const n of [1, 2, 3]) {
    await paused(n)
    goOn()
  }
  await paused(4)
  expect(attempts()).toEqual([1, 2, 3, 4])
  fake.restoreConnection()
  block()
  goOn()
  await expect.poll(() => ends).toMatchObject([{ kind: 'finalized', failure: null }])
  expect(await left()).toBe(0)
})

test('what the node forgot, or never got, is handed to it again once it is back', async () => {
  const { fake, ends, paused, goOn, subscribed, block } = await lostOnTheWay()
  fake.loseConnection()
  await paused(1)
  fake.forgetPool()
  fake.restoreConnection()
  goOn()
  await subscribed(2)
  block()
  await expect.poll(() => ends).toMatchObject([{ kind: 'finalized', failure: null }])
})

test('a connection that is lost again is waited for again, from the shortest pause on', async () => {
  const { fake, ends, paused, attempts, goOn, subscribed, block } = await lostOnTheWay()
  for (const n of [1, 2]) {
    fake.loseConnection()
    await paused(n)
    fake.restoreConnection()
    goOn()
    await subscribed(n + 1)
  }
  expect(attempts()).toEqual([1, 1])
  block()
  await expect.poll(() => ends).toMatchObject([{ kind: 'finalized', failure: null }])
})

test('whoever stops watching is told nothing, and no node is asked any more', async () => {
  const { fake, ends, stop, paused, goOn, subscribed, block, left } = await lostOnTheWay()
  fake.loseConnection()
  await paused(1)
  stop()
  fake.restoreConnection()
  goOn()
  block()
  await new Promise((resolve) => setImmediate(resolve))
  await subscribed(1)
  expect(ends).toEqual([])
  expect(await left()).toBe(1)
})
