// Several nodes of one chain: health, taking over, agreement. The nodes are one fake chain seen through wrappers that lose, hide and change.

import { expect, test } from 'vitest'
import {
  createMemoryFollowStore,
  followGroup,
  openNodes,
  type ChainError,
  type ChainNodes,
  type ChainPort,
  type FollowError,
  type FollowTarget,
  type FollowUpdate,
  type Trust,
} from '../../src/chain/index.ts'
import { err, ok, type Hash32, type Result } from '../../src/domain/index.ts'
import { attest, createGroup, failure, freshHash, legOf, must, planOf, send } from './chain-fixture.ts'
import { createFakeFixture } from './fake-fixture.ts'

const lost = (endpoint: string): ChainError => ({ type: 'Disconnected', endpoint, detail: 'test' })

/** An endpoint that can be cut: every question is 'Disconnected' and subscriptions end. */
function cuttable(endpoint: string, port: ChainPort) {
  let isCut = false
  const enders = new Set<() => void>()
  const guard = <A extends readonly unknown[], T, E>(question: (...args: A) => Promise<Result<T, E>>) => {
    return async (...args: A): Promise<Result<T, E | ChainError>> => (isCut ? err(lost(endpoint)) : question(...args))
  }
  return {
    endpoint,
    cut: () => {
      isCut = true
      for (const end of enders) end()
      enders.clear()
    },
    mend: () => {
      isCut = false
    },
    isCut: () => isCut,
    port: {
      ...port,
      facts: guard(port.facts),
      header: guard(port.header),
      finalizedHead: guard(port.finalizedHead),
      contractEvents: guard(port.contractEvents),
      contractFacts: guard(port.contractFacts),
      headOf: guard(port.headOf),
      balance: guard(port.balance),
      followFinalized: (listener) => {
        if (isCut) {
          listener.onLost(lost(endpoint))
          return () => {}
        }
        const stop = port.followFinalized(listener)
        const end = (): void => {
          stop()
          listener.onLost(lost(endpoint))
        }
        enders.add(end)
        return () => {
          enders.delete(end)
          stop()
        }
      },
      close: async () => {},
    } satisfies ChainPort as ChainPort,
  }
}

type Endpoint = ReturnType<typeof cuttable>

const nodesOf = async (endpoints: readonly Endpoint[]): Promise<ChainNodes> =>
  must(
    await openNodes(
      async (wanted) => {
        const found = endpoints.find(({ endpoint }) => endpoint === wanted)
        return found && !found.isCut() ? ok(found.port) : err(lost(wanted))
      },
      endpoints.map(({ endpoint }) => endpoint),
    ),
  )

/** A group with one settlement behind it, on a fake chain of some length. */
async function settled() {
  const chain = createFakeFixture()
  const { alice, bob } = chain
  const created = await createGroup(chain, [alice, bob], 2)
  const leg = legOf(0, alice, bob, 10n)
  const plan = planOf(created.group, 1n, [leg])
  await attest(chain, created.group, plan.proposal, [alice, bob])
  await send(chain.port, alice, {
    to: 'contract',
    contract: chain.contract,
    call: { kind: 'pay', group: created.group, epoch: 1n, leg, proof: plan.proofs[0] ?? [] },
  })
  chain.fake.mine(40)
  const target: FollowTarget = {
    genesis: chain.genesis,
    contract: chain.contract,
    group: created.group,
    createdAt: created.createdAt,
  }
  return { ...chain, ...created, target }
}

type Chain = Awaited<ReturnType<typeof settled>>

/** Follows through nodes; every update and trust can be waited for. */
function watch(chain: Chain, nodes: ChainNodes, store = createMemoryFollowStore()) {
  const seen: { readonly update?: FollowUpdate; readonly trust?: Trust; readonly lost?: ChainError }[] = []
  let wake = Promise.withResolvers<void>()
  const hear = (what: (typeof seen)[number]): void => {
    seen.push(what)
    wake.resolve()
  }
  const following = followGroup(nodes.port, chain.target, store, {
    knownCode: chain.knownCode,
    nodes,
    pause: async () => {},
    onUpdate: (update) => hear({ update }),
    onTrust: (trust) => hear({ trust }),
    onLost: (error) => hear({ lost: error }),
  })
  const until = async (isEnough: (what: (typeof seen)[number]) => boolean): Promise<(typeof seen)[number]> => {
    for (;;) {
      const found = seen.findLast(isEnough)
      if (found) return found
      await wake.promise
      wake = Promise.withResolvers<void>()
    }
  }
  return { ...following, seen, until, store }
}

const agreesAt =
  (number: number) =>
  ({ trust }: { readonly trust?: Trust }): boolean =>
    trust?.type === 'two nodes agree' && trust.at.number === number

test('endpoints have a health each; one that is named twice counts once', async () => {
  const chain = await settled()
  const [a, b] = [cuttable('a', chain.port), cuttable('b', chain.port)]
  const elsewhere = cuttable('c', createFakeFixture({ facts: { genesis: '99'.repeat(32) as Hash32 } }).port)
  a.cut()
  const nodes = await nodesOf([a, b, elsewhere, b])
  expect(nodes.inUse()).toBe('b')
  expect(nodes.health().map(({ endpoint, state }) => [endpoint, state])).toEqual([
    ['a', 'lost'],
    ['b', 'in use'],
    ['c', 'untried'],
  ])
  expect(await nodes.witness()).toBeNull()
  expect(nodes.health()[2]).toMatchObject({
    state: 'other chain',
    error: { detail: `this node is on another chain: Fake chain, genesis ${'99'.repeat(32)}` },
  })
  a.mend()
  expect((await nodes.witness())?.endpoint).toBe('a')
})

test('each node can be asked by itself, the one in use first; one that is not there says why', async () => {
  const chain = await settled()
  const [a, b] = [cuttable('a', chain.port), cuttable('b', chain.port)]
  a.cut()
  const each = await (await nodesOf([a, b])).each()
  expect(each.map(({ endpoint, port }) => [endpoint, port.ok])).toEqual([
    ['b', true],
    ['a', false],
  ])
  expect(each[1]?.port).toMatchObject({ error: { type: 'Disconnected', endpoint: 'a' } })
})

test('without any endpoint that answers the last failure is told', async () => {
  const nowhere = async (endpoint: string) => err(lost(endpoint))
  expect(failure(await openNodes(nowhere, ['a', 'b']))).toMatchObject({ type: 'Disconnected', endpoint: 'b' })
  expect(failure(await openNodes(nowhere, []))).toMatchObject({ type: 'Disconnected', detail: 'no endpoint is given' })
})

test('a question moves on to the next node when one is lost, and stays there', async () => {
  const chain = await settled()
  const [a, b] = [cuttable('a', chain.port), cuttable('b', chain.port)]
  const nodes = await nodesOf([a, b])
  a.cut()
  expect(must(await nodes.port.balance(chain.alice.account))).toBeGreaterThan(0n)
  a.mend()
  expect(must(await nodes.port.finalizedHead()).number).toBe(chain.fake.best().number)
  expect(nodes.inUse()).toBe('b')
  b.cut()
  a.cut()
  expect(failure(await nodes.port.finalizedHead())).toMatchObject({ type: 'Disconnected' })
})

test('a block whose state one node has pruned is read from another, and the first one stays in use', async () => {
  const chain = await settled()
  const pruned: ChainPort = {
    ...chain.port,
    contractEvents: async (_, block) => err({ type: 'StatePruned', block }),
  }
  const [a, b] = [cuttable('a', pruned), cuttable('archive', chain.port)]
  const nodes = await nodesOf([a, b])
  expect(must(await nodes.port.contractEvents(chain.contract, chain.createdAt))).toHaveLength(1)
  expect(nodes.inUse()).toBe('a')
  const alone = await nodesOf([a])
  expect(failure(await alone.port.contractEvents(chain.contract, chain.createdAt))).toEqual({
    type: 'StatePruned',
    block: chain.createdAt,
  })
})

test('following goes on at another node when one is lost, and nothing comes twice', async () => {
  const chain = await settled()
  const [a, b] = [cuttable('a', chain.port), cuttable('b', chain.port)]
  const nodes = await nodesOf([a, b])
  const following = watch(chain, nodes)
  await following.until(agreesAt(chain.fake.best().number))
  a.cut()
  const { proposal } = planOf(chain.group, 2n, [])
  await attest(chain, chain.group, proposal, [chain.alice, chain.bob])
  const { update } = await following.until((what) => what.update?.at.number === chain.fake.best().number)
  expect(update?.events).toHaveLength(10)
  expect(nodes.inUse()).toBe('b')
  await following.until(({ trust }) => trust?.type === 'one node')
  a.mend()
  chain.fake.mine()
  await following.until(agreesAt(chain.fake.best().number))
  await following.stop()
  expect(await following.ended).toBeNull()
})

test('a node that took over and is some blocks behind took nothing back: following waits for it', async () => {
  const chain = await settled()
  const late = chain.fake.best()
  let isLate = true
  const behind: ChainPort = {
    ...chain.port,
    finalizedHead: async () => (isLate ? ok(late) : chain.port.finalizedHead()),
  }
  chain.fake.mine(3)
  const store = createMemoryFollowStore()
  const first = watch(chain, await nodesOf([cuttable('a', chain.port)]), store)
  await first.until(({ update }) => update?.at.number === chain.fake.best().number)
  await first.stop()
  const second = watch(chain, await nodesOf([cuttable('late', behind), cuttable('a', chain.port)]), store)
  await second.until((what) => what.lost?.type === 'UnknownBlock')
  isLate = false
  await second.until(({ update }) => update?.at.number === chain.fake.best().number)
  await second.stop()
  isLate = true
  const alone = watch(chain, await nodesOf([cuttable('late', behind)]), store)
  expect(await alone.ended).toMatchObject({ type: 'HeadMovedBack' })
})

test('one node alone is never called two', async () => {
  const chain = await settled()
  const following = watch(chain, await nodesOf([cuttable('a', chain.port)]))
  await following.until(({ trust }) => trust !== undefined)
  expect(following.seen.flatMap(({ trust }) => trust ?? [])).toEqual([{ type: 'one node' }])
  await following.stop()
})

test('what was stored before this start is confirmed as well', async () => {
  const chain = await settled()
  const store = createMemoryFollowStore()
  const first = watch(chain, await nodesOf([cuttable('a', chain.port)]), store)
  await first.until(({ update }) => update?.at.number === chain.fake.best().number)
  await first.stop()
  const again = watch(chain, await nodesOf([cuttable('a', chain.port), cuttable('b', chain.port)]), store)
  await again.until(agreesAt(chain.fake.best().number))
  await again.stop()
  const other: ChainPort = {
    ...chain.port,
    contractEvents: async (contract, block) => {
      const read = await chain.port.contractEvents(contract, block)
      return read.ok ? ok(read.value.filter(({ event }) => event.kind !== 'Paid')) : read
    },
  }
  const doubted = watch(chain, await nodesOf([cuttable('a', chain.port), cuttable('b', other)]), store)
  // Which node told what is stored is not known any more.
  expect(await doubted.ended).toMatchObject({
    type: 'StoredDiffers',
    other: 'b',
    difference: { type: 'other events' },
  })
})

/** A node that tells no events of one block. */
const hiding = (port: ChainPort, hidden: Hash32): ChainPort => ({
  ...port,
  contractEvents: async (contract, block) => (block === hidden ? ok([]) : port.contractEvents(contract, block)),
})

test('an open vote that was withheld before this start is missed by the second node: by whom it is, is named', async () => {
  const chain = await settled()
  await attest(chain, chain.group, planOf(chain.group, 2n, []).proposal, [chain.alice])
  const store = createMemoryFollowStore()
  const liar = hiding(chain.port, chain.fake.best().hash)
  const first = watch(chain, await nodesOf([cuttable('liar', liar)]), store)
  await first.until(({ update }) => update?.at.number === chain.fake.best().number)
  await first.stop()
  chain.fake.mine(3)
  const again = watch(chain, await nodesOf([cuttable('a', chain.port), cuttable('b', chain.port)]), store)
  expect(await again.ended).toMatchObject({
    type: 'StoredDiffers',
    other: 'b',
    difference: { type: 'other votes', by: [chain.alice.address] },
  })
})

test('a vote that a moved head has made void, and one that a later one replaced, are no difference', async () => {
  const chain = await settled()
  const { group, alice, bob } = chain
  const plan = planOf(group, 2n, [legOf(0, alice, bob, 5n)])
  await attest(chain, group, planOf(group, 2n, []).proposal, [alice])
  await attest(chain, group, plan.proposal, [alice, bob])
  const [first, second] = [planOf(group, 3n, []), planOf(group, 3n, [legOf(0, bob, alice, 7n)])]
  await attest(chain, group, first.proposal, [bob])
  await attest(chain, group, second.proposal, [bob])
  const store = createMemoryFollowStore()
  const reading = watch(chain, await nodesOf([cuttable('a', chain.port)]), store)
  await reading.until(({ update }) => update?.at.number === chain.fake.best().number)
  await reading.stop()
  const again = watch(chain, await nodesOf([cuttable('a', chain.port), cuttable('b', chain.port)]), store)
  await again.until(agreesAt(chain.fake.best().number))
  await again.stop()
  expect(await again.ended).toBeNull()
})

test('where the second node has pruned old blocks, the votes that the contract has in the end are compared', async () => {
  const chain = await settled()
  await attest(chain, chain.group, planOf(chain.group, 2n, []).proposal, [chain.alice])
  const voted = chain.fake.best().hash
  chain.fake.mine(2)
  const pruned: ChainPort = {
    ...chain.port,
    contractEvents: async (contract, block) =>
      block === voted ? err({ type: 'StatePruned', block }) : chain.port.contractEvents(contract, block),
  }
  const honest = watch(chain, await nodesOf([cuttable('a', chain.port), cuttable('pruned', pruned)]))
  await honest.until(agreesAt(chain.fake.best().number))
  await honest.stop()
  const liar = hiding(chain.port, voted)
  const doubted = watch(chain, await nodesOf([cuttable('liar', liar), cuttable('pruned', pruned)]))
  expect(await doubted.ended).toMatchObject({
    type: 'NodesDiffer',
    one: 'liar',
    other: 'pruned',
    difference: { type: 'other votes', by: [chain.alice.address] },
  })
})

/** A group with an open vote of Alice's, and a node that has pruned the block of it. */
async function openVote() {
  const chain = await settled()
  await attest(chain, chain.group, planOf(chain.group, 2n, []).proposal, [chain.alice])
  const voted = chain.fake.best().hash
  chain.fake.mine(2)
  const pruned: ChainPort = {
    ...chain.port,
    contractEvents: async (contract, block) =>
      block === voted ? err({ type: 'StatePruned', block }) : chain.port.contractEvents(contract, block),
  }
  return { ...chain, voted, pruned }
}

test('a block that the node in use has pruned and the second one has told is no word of two until the first has said its end of it', async () => {
  const chain = await openVote()
  const both = watch(chain, await nodesOf([cuttable('pruned', chain.pruned), cuttable('archive', chain.port)]))
  await both.until(agreesAt(chain.fake.best().number))
  await both.stop()
  // The archive node alone tells of the block, and would confirm that the vote is not there.
  const liar = hiding(chain.port, chain.voted)
  const doubted = watch(chain, await nodesOf([cuttable('pruned', chain.pruned), cuttable('liar', liar)]))
  expect(await doubted.ended).toMatchObject({
    type: 'NodesDiffer',
    one: 'liar',
    other: 'pruned',
    difference: { type: 'other votes', by: [chain.alice.address] },
  })
  expect(doubted.seen.some(({ trust }) => trust?.type === 'two nodes agree')).toBe(false)
})

test('a node in use that has pruned a block and does not say which votes there are leaves it at the word of one', async () => {
  const chain = await openVote()
  const silent: ChainPort = {
    ...chain.pruned,
    votesAt: async (_, _group, block) => err({ type: 'StatePruned', block }),
  }
  const following = watch(chain, await nodesOf([cuttable('silent', silent), cuttable('archive', chain.port)]))
  await following.until(({ trust }) => trust !== undefined)
  chain.fake.mine()
  await following.until(({ update }) => update?.at.number === chain.fake.best().number)
  await following.stop()
  expect(following.seen.flatMap(({ trust }) => trust ?? [])).toEqual([{ type: 'one node' }])
})

test('a node that told and went does not confirm its own words at the one that took over', async () => {
  const chain = await openVote()
  const [liar, other] = [cuttable('liar', hiding(chain.port, chain.voted)), cuttable('b', chain.port)]
  other.cut()
  const following = watch(chain, await nodesOf([liar, other]))
  await following.until(({ update }) => update?.at.number === chain.fake.best().number)
  await following.until(({ trust }) => trust?.type === 'one node')
  other.mend()
  liar.cut()
  await following.until(({ lost: went }) => went !== undefined)
  chain.fake.mine()
  await following.until(({ update }) => update?.at.number === chain.fake.best().number)
  liar.mend()
  chain.fake.mine()
  expect(await following.ended).toMatchObject({
    type: 'NodesDiffer',
    one: 'liar',
    other: 'b',
    difference: { type: 'other votes', by: [chain.alice.address] },
  })
})

test('the other node says less or more than the one in use: the difference is named with both endpoints', async () => {
  const cases: readonly (readonly [(chain: Chain) => Partial<ChainPort>, object])[] = [
    [
      ({ port, fake }) => ({
        header: async (block) => {
          const read = await port.header(block)
          return read.ok && read.value.number === fake.best().number ? ok({ ...read.value, hash: freshHash() }) : read
        },
      }),
      { type: 'other block' },
    ],
    [() => ({ headOf: async () => ok({ seq: 1n, head: freshHash() }) }), { type: 'other head', other: { seq: 1n } }],
    [() => ({ headOf: async () => ok(null) }), { type: 'other head', other: null }],
  ]
  for (const [change, difference] of cases) {
    const chain = await settled()
    const other = cuttable('b', { ...chain.port, ...change(chain) })
    const following = watch(chain, await nodesOf([cuttable('a', chain.port), other]))
    const ended: FollowError | null = await following.ended
    expect(ended).toMatchObject({ type: 'NodesDiffer', one: 'a', other: 'b', difference })
  }
})

test('a second node that is behind confirms later, when its head comes', async () => {
  const chain = await settled()
  const { fake } = chain
  const held = fake.best().number - 20
  const listeners = new Set<() => void>()
  let isHeld = true
  const late: ChainPort = {
    ...chain.port,
    finalizedHead: async () => (isHeld ? chain.port.header(held) : chain.port.finalizedHead()),
    followFinalized: (listener) => {
      const tell = async (): Promise<void> => listener.onHead(must(await late.finalizedHead()))
      const push = (): void => void tell()
      listeners.add(push)
      push()
      return () => listeners.delete(push)
    },
  }
  const following = watch(chain, await nodesOf([cuttable('a', chain.port), cuttable('late', late)]))
  await following.until(({ update }) => update?.at.number === fake.best().number)
  isHeld = false
  for (const push of listeners) push()
  await following.until(agreesAt(fake.best().number))
  expect(following.seen.at(-1)?.trust).toMatchObject({ type: 'two nodes agree', endpoint: 'late' })
  await following.stop()
})

test('a node in use that stands still while another goes on is named, with the blocks it lacks', async () => {
  const chain = await settled()
  const old = chain.fake.best()
  const frozen: ChainPort = {
    ...chain.port,
    finalizedHead: async () => ok(old),
    followFinalized: (listener) => {
      listener.onHead(old)
      return () => {}
    },
  }
  const following = watch(chain, await nodesOf([cuttable('frozen', frozen), cuttable('b', chain.port)]))
  await following.until(agreesAt(old.number))
  chain.fake.mine(9)
  const { trust } = await following.until((what) => what.trust?.type === 'behind' && what.trust.blocks === 9)
  expect(trust).toEqual({ type: 'behind', endpoint: 'b', blocks: 9 })
  await following.stop()
})
