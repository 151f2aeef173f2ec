// A node that lies, in front of the real chain. Alone, everything that contradicts itself is named, and a lie that is consistent stays
// "according to one node". Beside an honest second node every one of them is named.

import type { ApiPromise } from '@polkadot/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createMemoryFollowStore,
  followGroup,
  openNodes,
  readGroup,
  type FollowError,
  type FollowTarget,
  type GroupReading,
  type Trust,
} from '../../src/chain/index.ts'
import { connectChain } from '../../src/chain/polkadot/index.ts'
import { decodeEvent } from '../../src/chain/polkadot/decode-event.ts'
import { startDevChain } from '../../src/devchain/index.ts'
import type { ChainEvent, H160, Hash32 } from '../../src/domain/index.ts'
import { openApi } from '../devchain/open-api.ts'
import { attest, createGroup, freshHash, legOf, must, planOf, send } from './chain-fixture.ts'
import { createEmbeddedFixture } from './embedded-fixture.ts'
import { replaceBytes, startLyingNode, type Lies, type RawHeader, type RawRecord } from './lying-node.ts'

type World = {
  readonly chain: Awaited<ReturnType<typeof createEmbeddedFixture>>
  readonly api: ApiPromise
  readonly target: FollowTarget
  readonly honest: GroupReading
  /** Hash, with 0x, of the block of the first event of a kind. */
  readonly blockOf: (kind: ChainEvent['kind'], nth?: number) => { readonly number: number; readonly hash: string }
}

let world: World
beforeAll(async () => {
  const chain = await createEmbeddedFixture()
  const { alice, bob, carol } = chain
  const { group, createdAt } = await createGroup(chain, [alice, bob, carol], 2)
  const legs = [legOf(0, alice, bob, 123_456_789n), legOf(1, bob, alice, 20n)]
  const plan = planOf(group, 1n, legs)
  await attest(chain, group, plan.proposal, [alice, bob])
  for (const [i, leg] of legs.entries()) {
    await send(chain.port, i === 0 ? alice : bob, {
      to: 'contract',
      contract: chain.contract,
      call: { kind: 'pay', group, epoch: 1n, leg, proof: plan.proofs[i] ?? [] },
    })
  }
  // An open vote, which no head commits to.
  await attest(chain, group, planOf(group, 2n, []).proposal, [carol])
  await chain.chain.newBlock(8)
  const target = { genesis: chain.genesis, contract: chain.contract, group, createdAt }
  const honest = must(await readGroup(chain.port, target, { knownCode: chain.knownCode }))
  world = {
    chain,
    api: await openApi(chain.chain.url),
    target,
    honest,
    blockOf: (kind, nth = 0) => {
      const at = honest.events.filter(({ event }) => event.kind === kind).at(nth)?.at
      if (!at) throw new Error(`no ${kind}`)
      return { number: at.blockNumber, hash: `0x${at.blockHash}` }
    },
  }
})
afterAll(async () => {
  await world.api.disconnect()
  await world.chain.close()
})

/** What following came to: the error that ended it, or the level of trust in what is shown at the newest block. */
type Outcome = FollowError | { readonly type: 'trusted'; readonly trust: Trust; readonly events: number }

/** Follows through a lying node, alone or beside the honest one, until it ends or `isEnough` is said of what is shown. */
async function followLiar(
  lies: Lies,
  isAlone: boolean,
  isEnough: (trust: Trust) => boolean,
  onFirstUpdate: () => Promise<unknown> = async () => null,
): Promise<Outcome> {
  const { chain, api, target } = world
  const liar = await startLyingNode(chain.chain.url, api, lies)
  const nodes = must(
    await openNodes(
      (endpoint) => connectChain([endpoint], { timeoutMs: 10_000 }),
      isAlone ? [liar.url] : [liar.url, chain.chain.url],
    ),
  )
  const shown = Promise.withResolvers<Outcome>()
  let events = -1
  let trust: Trust | undefined
  const look = (): void => {
    if (events >= 0 && trust && isEnough(trust)) shown.resolve({ type: 'trusted', trust, events })
  }
  const following = followGroup(nodes.port, target, createMemoryFollowStore(), {
    knownCode: chain.knownCode,
    nodes,
    onUpdate: (update) => {
      if (events < 0) void onFirstUpdate()
      ;({ length: events } = update.events)
      look()
    },
    onTrust: (next) => {
      trust = next
      look()
    },
  })
  const ended = following.ended.then((error): Outcome => error ?? { type: 'Cancelled' })
  const outcome = await Promise.race([ended, shown.promise])
  await following.stop()
  await nodes.port.close()
  await liar.close()
  return outcome
}

/** The contract's event in a record; null for any other. */
function contractEvent({ record }: RawRecord): ChainEvent | null {
  const { section, method, data } = record.event
  return section === 'revive' && method === 'ContractEmitted' && data[0]?.toHex() === `0x${world.target.contract}`
    ? decodeEvent(record)
    : null
}

const without = (isGone: (event: ChainEvent) => boolean): Lies => ({
  events: (records) =>
    records.filter((each) => {
      const event = contractEvent(each)
      return event === null || !isGone(event)
    }),
})

const changed = (change: (record: RawRecord, event: ChainEvent) => readonly RawRecord[]): Lies => ({
  events: (records) =>
    records.flatMap((each) => {
      const event = contractEvent(each)
      return event === null ? [each] : change(each, event)
    }),
})

/** What one lie is called with one node: the error, or null for a lie that nothing contradicts; and with two, what of the difference is named. */
type Case = readonly [what: string, lies: () => Lies | Promise<Lies>, alone: FollowError['type'] | null, beside: string]

const ANY = 'a contradiction or a difference'

const isAfterFirstPayment = (event: ChainEvent): boolean =>
  event.kind === 'Closed' ||
  (event.kind === 'Paid' && event.index === 1) ||
  (event.kind === 'Attested' && event.by === world.chain.carol.address)

const cases: readonly Case[] = [
  [
    'drops the first of two payments',
    () => without((event) => event.kind === 'Paid' && event.index === 0),
    'HistoryBroken',
    ANY,
  ],
  ['drops the last payment and all that followed', () => without(isAfterFirstPayment), 'HeadMismatch', ANY],
  [
    'drops a vote that was counted',
    () => without((event) => event.kind === 'Attested' && event.seq === 0n),
    'HistoryBroken',
    ANY,
  ],
  ['drops everything of the contract', () => without(() => true), 'CreationNotFound', ANY],
  ['reorders the events of a block', () => ({ events: (records) => records.toReversed() }), 'HistoryBroken', ANY],
  [
    'tells a payment twice',
    () => changed((record, event) => (event.kind === 'Paid' ? [record, record] : [record])),
    'HistoryBroken',
    ANY,
  ],
  [
    'alters an amount',
    () =>
      changed((record, event) => [
        event.kind === 'Paid' && event.index === 0
          ? replaceBytes(record, planckHex(123_456_789n), planckHex(123_456_788n))
          : record,
      ]),
    'HistoryBroken',
    ANY,
  ],
  [
    'alters who is paid',
    () =>
      changed((record, event) => [
        event.kind === 'Paid' && event.index === 0 ? replaceBytes(record, event.payee, 'ee'.repeat(20)) : record,
      ]),
    'HistoryBroken',
    ANY,
  ],
  [
    'invents a vote of a stranger',
    () =>
      changed((record, event) =>
        event.kind === 'Attested' && event.by === world.chain.carol.address
          ? [record, replaceBytes(record, event.by, 'ee'.repeat(20))]
          : [record],
      ),
    'HistoryBroken',
    ANY,
  ],
  [
    'tells bytes that are no event of the contract',
    () =>
      changed((record, event) => [
        event.kind === 'Closed' ? replaceBytes(record, signatureOf(record), 'ab'.repeat(32)) : record,
      ]),
    'UnreadableEvent',
    ANY,
  ],
  [
    'alters a header',
    () => ({
      answer: (method, params, honest) =>
        method === 'chain_getHeader' && params[0] === world.blockOf('Paid').hash
          ? { ...(honest as RawHeader), parentHash: `0x${'ab'.repeat(32)}` }
          : honest,
    }),
    'HeaderAltered',
    ANY,
  ],
  [
    'leaves a block out and goes on with the next',
    () => ({
      question: (method, params) =>
        method === 'chain_getBlockHash' && Number(params[0]) === world.blockOf('Paid').number
          ? [Number(params[0]) + 1]
          : params,
    }),
    'ParentMismatch',
    ANY,
  ],
  [
    'is on a chain with another genesis',
    () => ({
      answer: (method, params, honest) =>
        method === 'chain_getBlockHash' && params[0] === 0 ? `0x${'ab'.repeat(32)}` : honest,
    }),
    'WrongGenesis',
    ANY,
  ],
  [
    'says that other code stands at the address',
    () => ({
      answer: (method, _params, honest) =>
        typeof honest === 'string' && /^state_(getStorage|queryStorageAt)$/.test(method)
          ? honest.replaceAll(world.chain.knownCode[0] as string, 'ab'.repeat(32))
          : honest,
    }),
    'UnknownCode',
    ANY,
  ],
  [
    'withholds an open vote',
    () => without((event) => event.kind === 'Attested' && event.by === world.chain.carol.address),
    null,
    'other events',
  ],
  [
    'invents a vote of a member',
    () =>
      changed((record, event) =>
        event.kind === 'Attested' && event.by === world.chain.carol.address
          ? [record, replaceBytes(replaceBytes(record, event.by, world.chain.bob.address), event.proposal, freshHash())]
          : [record],
      ),
    null,
    'other events',
  ],
  [
    'tells a payment one block late',
    () => {
      const { hash, number } = world.blockOf('Paid')
      const next = `0x${world.honest.events.find(({ at }) => at.blockNumber === number + 1)?.at.blockHash ?? ''}`
      let held: readonly RawRecord[] = []
      return {
        events: (records, block) => {
          const ours = records.filter((each) => contractEvent(each) !== null)
          if (block === hash) {
            held = ours
            return records.filter((each) => !ours.includes(each))
          }
          return block === next ? [...held, ...records] : records
        },
      }
    },
    null,
    'other events',
  ],
  [
    'hides the last payment and answers every question as if before it',
    () => {
      const before = world.blockOf('Paid', 1).number - 1
      const old = `0x${world.honest.events.find(({ at }) => at.blockNumber === before)?.at.blockHash ?? ''}`
      return {
        ...without(isAfterFirstPayment),
        question: (method, params) =>
          method === 'state_call' && params[0] === 'ReviveApi_call' ? [params[0], params[1], old] : params,
      }
    },
    null,
    'other events',
  ],
]

/** The topic that says which event it is. */
function signatureOf({ record }: RawRecord): string {
  return (record.event.data[2] as unknown as readonly { readonly toHex: () => string }[])[0]?.toHex().slice(2) ?? ''
}

/** An amount as the contract's events hold it. */
function planckHex(planck: bigint): string {
  const bytes = planck.toString(16).padStart(32, '0').match(/../g) ?? []
  return bytes.toReversed().join('')
}

describe('a node that', () => {
  for (const [what, lies, alone, beside] of cases) {
    const name = alone === null ? 'nothing contradicts it' : alone
    test(`${what}: alone ${alone === null ? `${name}, and it stays "one node"` : `it is ${name}`}`, async () => {
      const outcome = await followLiar(await lies(), true, ({ type }) => type === 'one node')
      expect(outcome).toMatchObject(alone === null ? { type: 'trusted', trust: { type: 'one node' } } : { type: alone })
    })

    test(`${what}: beside an honest node it is ${beside === ANY ? 'caught and named' : `NodesDiffer, ${beside}`}`, async () => {
      const outcome = await followLiar(await lies(), false, ({ type }) => type === 'two nodes agree')
      if (beside === ANY) expect([alone, 'NodesDiffer']).toContain(outcome.type)
      else expect(outcome).toMatchObject({ type: 'NodesDiffer', difference: { type: beside } })
    })
  }
})

describe('a node that serves an old head', () => {
  const frozen = (): Lies => {
    const { number, hash } = world.blockOf('Paid')
    return {
      answer: (method, params, honest) => {
        if (method === 'chain_getFinalizedHead') return hash
        return method === 'chain_getBlockHash' && Number(params[0]) > number ? null : honest
      },
      head: (header) => ({ ...header, ...oldHeader }),
    }
  }
  let oldHeader: RawHeader
  beforeAll(async () => {
    oldHeader = (await world.api.rpc.chain.getHeader(world.blockOf('Paid').hash)).toJSON() as unknown as RawHeader
  })

  test('alone it contradicts nothing: an old state, "one node"', async () => {
    const outcome = await followLiar(frozen(), true, ({ type }) => type === 'one node')
    expect(outcome).toMatchObject({ type: 'trusted', trust: { type: 'one node' } })
    expect((outcome as { readonly events: number }).events).toBeLessThan(world.honest.events.length)
  })

  test('beside an honest node it is called behind, by how many blocks', async () => {
    const outcome = await followLiar(frozen(), false, ({ type }) => type === 'behind')
    const blocks = world.chain.chain.head().number - world.blockOf('Paid').number
    expect(outcome).toMatchObject({ trust: { type: 'behind', endpoint: world.chain.chain.url, blocks } })
  })
})

describe('a node that serves another chain of the same genesis, without the group', () => {
  const follow = async (endpoints: (other: string) => readonly string[]): Promise<FollowError | null> => {
    const other = await startDevChain()
    await other.newBlock(20)
    const nodes = must(await openNodes((endpoint) => connectChain([endpoint]), endpoints(other.url)))
    const following = followGroup(nodes.port, world.target, createMemoryFollowStore(), {
      knownCode: [other.contract.codeHash as Hash32],
      nodes,
      onUpdate: () => {},
    })
    const ended = await following.ended
    await nodes.port.close()
    await other.close()
    return ended
  }

  test('alone: the group is not found there', async () => {
    const ended = await follow((other) => [other])
    expect(ended).toMatchObject({ type: 'CreationNotFound', createdAt: world.target.createdAt })
  })

  test('beside an honest node, which has it: both are named, and the block that differs', async () => {
    let liar = ''
    const ended = await follow((other) => [(liar = other), world.chain.chain.url])
    expect(ended).toMatchObject({
      type: 'NodesDiffer',
      one: liar,
      other: world.chain.chain.url,
      difference: { type: 'other block', other: world.target.createdAt },
    })
  })
})

test('the same blocks, events and head at an honest pair: two nodes agree', async () => {
  const outcome = await followLiar({}, false, ({ type }) => type === 'two nodes agree')
  expect(outcome).toMatchObject({
    type: 'trusted',
    events: world.honest.events.length,
    trust: { type: 'two nodes agree', endpoint: world.chain.chain.url, at: world.honest.at },
  })
  expect(world.target.contract).toBe(world.chain.contract satisfies H160)
})

for (const isAlone of [true, false]) {
  test(`a node that takes back a final head ${isAlone ? 'alone' : 'beside an honest one'} is HeadMovedBack`, async () => {
    let heads = 0
    const lies: Lies = { head: (header) => (heads++ === 0 ? header : { ...header, number: '0x2' }) }
    const newBlock = async (): Promise<unknown> => world.chain.chain.newBlock()
    expect(await followLiar(lies, isAlone, () => false, newBlock)).toMatchObject({
      type: 'HeadMovedBack',
      to: { number: 2 },
    })
  })
}

test('an open vote that a node withheld before the last start is caught by a second node at the next one', async () => {
  const { chain, api, target } = world
  const isCarols = (event: ChainEvent): boolean => event.kind === 'Attested' && event.by === chain.carol.address
  const liar = await startLyingNode(chain.chain.url, api, without(isCarols))
  const store = createMemoryFollowStore()
  const start = async (endpoints: readonly string[]) => {
    const nodes = must(await openNodes((endpoint) => connectChain([endpoint], { timeoutMs: 10_000 }), endpoints))
    const trust = Promise.withResolvers<Trust>()
    const following = followGroup(nodes.port, target, store, {
      knownCode: chain.knownCode,
      nodes,
      onUpdate: () => {},
      onTrust: trust.resolve,
    })
    return { nodes, following, trust: trust.promise }
  }
  const before = await start([liar.url])
  expect(await before.trust).toEqual({ type: 'one node' })
  await before.following.stop()
  await before.nodes.port.close()
  expect((await store.load(target))?.events).toHaveLength(world.honest.events.length - 1)

  // Whether it goes on lying or not: the block of the vote is not read again.
  for (const lies of [without(isCarols), {}]) {
    liar.lie(lies)
    const after = await start([liar.url, chain.chain.url])
    expect(await after.following.ended).toMatchObject({
      type: 'StoredDiffers',
      other: chain.chain.url,
      difference: { type: 'other votes', by: [chain.carol.address] },
    })
    await after.nodes.port.close()
  }
  await liar.close()
})
