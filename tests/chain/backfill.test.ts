// Reading far back: 10,000 blocks with a bounded number of questions at once, progress and an end at any point, from where the next start
// goes on. The chain is the fake one, which has so many blocks in a moment.

import { expect, test } from 'vitest'
import {
  createMemoryFollowStore,
  followGroup,
  readGroup,
  type ChainPort,
  type FollowStore,
  type FollowTarget,
  type FollowUpdate,
  type ReadProgress,
} from '../../src/chain/index.ts'
import { err, type PlacedEvent, type Result } from '../../src/domain/index.ts'
import { attest, createGroup, failure, legOf, must, planOf, send } from './chain-fixture.ts'
import { createFakeFixture } from './fake-fixture.ts'

const BLOCKS = 10_000
const AT_MOST = 16

/** A group whose settlement is spread over a chain of so many blocks. */
async function longChain(blocks: number) {
  const chain = createFakeFixture()
  const { alice, bob } = chain
  const created = await createGroup(chain, [alice, bob], 2)
  const legs = [legOf(0, alice, bob, 10n), legOf(1, bob, alice, 20n)]
  const plan = planOf(created.group, 1n, legs)
  chain.fake.mine(blocks / 4)
  await attest(chain, created.group, plan.proposal, [alice])
  chain.fake.mine(blocks / 4)
  await attest(chain, created.group, plan.proposal, [bob])
  for (const [i, leg] of legs.entries()) {
    await send(chain.port, i === 0 ? alice : bob, {
      to: 'contract',
      contract: chain.contract,
      call: { kind: 'pay', group: created.group, epoch: 1n, leg, proof: plan.proofs[i] ?? [] },
    })
    chain.fake.mine(blocks / 4)
  }
  const target: FollowTarget = {
    genesis: chain.genesis,
    contract: chain.contract,
    group: created.group,
    createdAt: created.createdAt,
  }
  return { ...chain, target }
}

/** Counts the questions about blocks that are open at once. */
function counted(port: ChainPort): {
  readonly port: ChainPort
  readonly most: () => number
  readonly asked: () => number
} {
  let [open, most, asked] = [0, 0, 0]
  const count = <A extends readonly unknown[], T>(question: (...args: A) => Promise<T>) => {
    return async (...args: A): Promise<T> => {
      asked++
      most = Math.max(most, ++open)
      try {
        return await question(...args)
      } finally {
        open--
      }
    }
  }
  return {
    port: { ...port, header: count(port.header), contractEvents: count(port.contractEvents) },
    most: () => most,
    asked: () => asked,
  }
}

test('10,000 blocks are read with few questions at once, in small steps, and progress from the first block to the last', async () => {
  const chain = await longChain(BLOCKS)
  const { port, most } = counted(chain.port)
  const store = createMemoryFollowStore()
  const steps: number[] = []
  const spying: FollowStore = {
    ...store,
    append: async (target, step) => {
      steps.push(step.cursor.number)
      await store.append(target, step)
    },
  }
  const progress: ReadProgress[] = []
  const reached = Promise.withResolvers<FollowUpdate>()
  const following = followGroup(port, chain.target, spying, {
    knownCode: chain.knownCode,
    onUpdate: reached.resolve,
    onProgress: (at) => progress.push(at),
  })
  const update = await reached.promise
  await following.stop()
  expect(update.events).toHaveLength(7)
  expect(update.at.number).toBe(chain.fake.best().number)
  expect(most()).toBeLessThanOrEqual(AT_MOST)
  expect(progress.length).toBeGreaterThan(BLOCKS / AT_MOST - 1)
  expect(progress.every(({ at }, i) => at > (progress[i - 1]?.at ?? 0) && at - (steps[i - 1] ?? at) <= AT_MOST)).toBe(
    true,
  )
  expect(progress.at(-1)).toMatchObject({ at: chain.fake.best().number, to: chain.fake.best().number })
})

test('reading that is stopped half-way goes on where it stopped: no block is asked for twice', async () => {
  const chain = await longChain(BLOCKS)
  const store = createMemoryFollowStore()
  const halfway = Promise.withResolvers<null>()
  const first = followGroup(chain.port, chain.target, store, {
    knownCode: chain.knownCode,
    onUpdate: () => {},
    onProgress: ({ at }) => {
      if (at > BLOCKS / 2) halfway.resolve(null)
    },
  })
  await halfway.promise
  await first.stop()
  const stored = (await store.load(chain.target))?.cursor.number ?? 0
  expect(stored).toBeGreaterThan(BLOCKS / 2)
  expect(stored).toBeLessThan(chain.fake.best().number)
  const { port, asked } = counted(chain.port)
  const reached = Promise.withResolvers<FollowUpdate>()
  const second = followGroup(port, chain.target, store, {
    knownCode: chain.knownCode,
    onUpdate: (update) => {
      if (update.at.number === chain.fake.best().number) reached.resolve(update)
    },
  })
  expect((await reached.promise).events).toHaveLength(7)
  await second.stop()
  expect(asked()).toBeLessThan(2 * (chain.fake.best().number - stored) + 10)
})

test('reading once can be cancelled, and says so', async () => {
  const chain = await longChain(BLOCKS / 10)
  const cancel = new AbortController()
  const { port, asked } = counted(chain.port)
  const reading = readGroup(port, chain.target, {
    knownCode: chain.knownCode,
    signal: cancel.signal,
    onProgress: ({ at }) => {
      if (at > 100) cancel.abort()
    },
  })
  expect(failure(await reading)).toEqual({ type: 'Cancelled' })
  expect(asked()).toBeLessThan(400)
})

/** A node that is there for so many questions, and never again. */
function dyingAfter(port: ChainPort, questions: number): ChainPort {
  let left = questions
  const mortal = <A extends readonly unknown[], T, E>(question: (...args: A) => Promise<Result<T, E>>) => {
    return async (...args: A) =>
      left-- > 0 ? question(...args) : err({ type: 'Disconnected', endpoint: 'dying', detail: 'dead' } as const)
  }
  return {
    ...port,
    facts: mortal(port.facts),
    header: mortal(port.header),
    finalizedHead: mortal(port.finalizedHead),
    contractEvents: mortal(port.contractEvents),
    contractFacts: mortal(port.contractFacts),
    headOf: mortal(port.headOf),
  }
}

test('following that dies after any number of questions, is whole after the next start', async () => {
  const chain = await longChain(100)
  const whole = must(await readGroup(chain.port, chain.target, { knownCode: chain.knownCode }))
  for (let questions = 0; questions < 260; questions += 3) {
    const store = createMemoryFollowStore()
    const over = Promise.withResolvers<null>()
    const dead = followGroup(dyingAfter(chain.port, questions), chain.target, store, {
      knownCode: chain.knownCode,
      onUpdate: ({ at }) => {
        if (at.number === whole.at.number) over.resolve(null) // it lived long enough
      },
      onLost: () => over.resolve(null),
      pause: () => new Promise<never>(() => {}),
    })
    await over.promise
    await dead.stop()
    const reached = Promise.withResolvers<readonly PlacedEvent[]>()
    const next = followGroup(chain.port, chain.target, store, {
      knownCode: chain.knownCode,
      onUpdate: ({ at, events }) => {
        if (at.number === whole.at.number) reached.resolve(events)
      },
    })
    expect(await reached.promise, `after ${questions} questions`).toEqual(whole.events)
    await next.stop()
  }
})
