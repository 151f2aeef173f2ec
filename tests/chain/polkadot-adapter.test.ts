// What the adapter does besides the suite: connecting, losing the connection, chains that are reset, wallets that sign readable payloads.

import { encodeAddress } from '@polkadot/util-crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createMemoryFollowStore,
  DISPATCH_REASONS,
  followGroup,
  type ChainCall,
  type ChainError,
  type TransactionSigner,
} from '../../src/chain/index.ts'
import { connectChain } from '../../src/chain/polkadot/index.ts'
import { missingForRevive } from '../../src/chain/polkadot/revive-api.ts'
import { bytesToHex, hexToBytes, type AccountId, type H160 } from '../../src/domain/index.ts'
import { openApi } from '../devchain/open-api.ts'
import { createTestKeys } from '../e2e/injected-wallet.ts'
import { attest, attestCall, createGroup, failure, legOf, must, personOf, planOf, send } from './chain-fixture.ts'
import { createEmbeddedFixture } from './embedded-fixture.ts'

type Fixture = Awaited<ReturnType<typeof createEmbeddedFixture>>
let chain: Fixture
beforeAll(async () => {
  chain = await createEmbeddedFixture()
})
afterAll(() => chain.close())

test('an endpoint that does not answer is named; the next one is used', async () => {
  const dead = 'ws://127.0.0.1:9'
  expect(failure(await connectChain([dead], { timeoutMs: 2000 }))).toMatchObject({
    type: 'Disconnected',
    endpoint: dead,
  })
  expect(failure(await connectChain(['http://x'], { timeoutMs: 2000 }))).toMatchObject({
    type: 'Disconnected',
    endpoint: 'http://x',
  })
  expect(failure(await connectChain([]))).toMatchObject({ type: 'Disconnected' })
  const port = must(await connectChain([dead, chain.chain.url], { timeoutMs: 2000 }))
  expect(must(await port.facts()).genesis).toBe(chain.genesis)
  await port.close()
  expect(failure(await port.finalizedHead())).toMatchObject({ type: 'Disconnected' })
})

test('a wallet that signs readable payloads as extensions do is accepted by the chain', async () => {
  const keys = await createTestKeys(['Eve'])
  const [eve] = keys.accounts()
  if (!eve) throw new Error('no key')
  const account = bytesToHex((await import('@polkadot/util-crypto')).decodeAddress(eve.address)) as AccountId
  const signer: TransactionSigner = {
    account,
    custody: 'browser wallet',
    signPayload: async (payload) => ({ id: 1, signature: keys.sign({ kind: 'payload', payload }) }),
  }
  const person = personOf(signer)
  // Short and long payloads: what is signed of the long one is its hash.
  const { group } = await createGroup(chain, [person, chain.bob], 2)
  const { proposal } = planOf(group, 1n, [])
  expect((await send(chain.port, person, await attestCall(chain, group, proposal))).kind).toBe('finalized ok')
})

test('a person who refuses in the wallet is no error', async () => {
  const call: ChainCall = {
    to: 'contract',
    contract: chain.contract,
    call: { kind: 'createGroup', salt: '01'.repeat(32) as never, members: [chain.bob.address], quorum: 1 },
  }
  const signer: TransactionSigner = {
    account: chain.bob.account,
    custody: 'browser wallet',
    signPayload: async () => {
      throw new Error('Cancelled')
    },
  }
  expect((await send(chain.port, { ...chain.bob, signer }, call)).kind).toBe('estimated')
})

test('a signature of somebody else is refused by the node, and nothing is sent', async () => {
  const call: ChainCall = {
    to: 'contract',
    contract: chain.contract,
    call: { kind: 'createGroup', salt: '02'.repeat(32) as never, members: [chain.bob.address], quorum: 1 },
  }
  const forged = { ...chain.alice.signer, account: chain.bob.account }
  expect(await send(chain.port, { ...chain.bob, signer: forged }, call)).toMatchObject({ kind: 'refused' })
})

test("a contract whose ratio is not the chain's answers WrongValue to an honest payment", async () => {
  const contract = chain.wrongRatioContract as H160
  const elsewhere: Fixture = { ...chain, contract }
  const { group } = await createGroup(elsewhere, [chain.alice, chain.bob], 2)
  const leg = legOf(0, chain.alice, chain.bob, 1_000n)
  const { proposal, proofs } = planOf(group, 1n, [leg])
  await attest(elsewhere, group, proposal, [chain.alice, chain.bob])
  const pay: ChainCall = {
    to: 'contract',
    contract,
    call: { kind: 'pay', group, epoch: 1n, leg, proof: proofs[0] ?? [] },
  }
  expect(failure(await chain.port.estimate(pay, chain.alice.account))).toEqual({
    type: 'ContractError',
    error: { type: 'WrongValue' },
  })
})

test('what a chain lacks for contracts is named', () => {
  const bare = { query: {}, call: {}, tx: {}, consts: {} }
  expect(missingForRevive(bare as never)).toEqual([
    'pallet revive',
    'runtime API ReviveApi_call',
    'revive.call',
    'revive.originalAccount',
    'revive.nativeToEthRatio',
  ])
})

test('accounts and addresses of the adapter are those of the chain', async () => {
  const { alice } = chain
  const known = chain.chain.accounts[0]
  expect(known).toMatchObject({
    publicKey: alice.account,
    h160: alice.address,
    address: encodeAddress(hexToBytes(alice.account), 42),
  })
  expect(must(await chain.port.originalAccount(alice.address))).toBe(alice.account)
})

test('a chain that is set back halts the follower, which says from where to where', async () => {
  const created = await createGroup(chain, [chain.alice, chain.bob], 2)
  await chain.chain.newBlock(3)
  const reached = Promise.withResolvers<void>()
  const { number } = chain.chain.head()
  const target = {
    genesis: chain.genesis,
    contract: chain.contract,
    group: created.group,
    createdAt: created.createdAt,
  }
  const following = followGroup(chain.port, target, createMemoryFollowStore(), {
    knownCode: chain.knownCode,
    onUpdate: ({ at }) => {
      if (at.number === number) reached.resolve()
    },
  })
  await reached.promise
  await chain.chain.setHead(number - 2)
  await chain.chain.timeTravel(Date.UTC(2100, 0, 1))
  await chain.chain.newBlock()
  expect(await following.ended).toMatchObject({ type: 'HeadMovedBack', from: { number } })
})

test('a lost connection is told to whoever follows, and every question afterwards says so', async () => {
  const own = await createEmbeddedFixture()
  const lost = Promise.withResolvers<ChainError>()
  const seen = Promise.withResolvers<void>()
  own.port.followFinalized({ onHead: () => seen.resolve(), onLost: lost.resolve })
  await seen.promise
  await own.chain.close()
  expect(await lost.promise).toMatchObject({ type: 'Disconnected', endpoint: own.chain.url })
  expect(failure(await own.port.header(1))).toMatchObject({ type: 'Disconnected' })
  expect(failure(await own.port.estimate({ to: 'mapping' }, own.alice.account))).toMatchObject({ type: 'Disconnected' })
  await own.close()
})

test("the pallets' errors behind the causes are errors of the runtime, by the names that it gives them", async () => {
  const api = await openApi(chain.chain.url)
  const pallets = new Set(['Revive', 'Balances', 'System', 'Assets'])
  const named = Object.values(DISPATCH_REASONS)
    .flat()
    .map((reason) => reason.split('.') as [string, string | undefined])
    .filter(([pallet]) => pallets.has(pallet))
  const unknown = named.filter(([pallet, name]) => api.errors[pallet.toLowerCase()]?.[name ?? ''] === undefined)
  expect(unknown.map((each) => each.join('.'))).toEqual([])
  await api.disconnect()
})
