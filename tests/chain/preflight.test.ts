import { expect, test } from 'vitest'
import { EMBEDDED_GENESIS, preflight, type ChainFacts, type PreflightRequest } from '../../src/chain/index.ts'
import type { AccountId, H160, Hash32 } from '../../src/domain/index.ts'
import { attestCall, createGroup, failure, freshHash, must, planOf } from './chain-fixture.ts'
import { createFakeFixture, fakePerson } from './fake-fixture.ts'
import { FAKE_DEPOSIT, FAKE_FEE, type FakeContract } from '../../src/chain/fake/index.ts'

async function voteOn(facts: Partial<ChainFacts>, contract?: FakeContract) {
  const chain = createFakeFixture({ facts, ...(contract && { contract }) })
  const request = async (more: Partial<PreflightRequest> = {}): Promise<PreflightRequest> => {
    const { group } = await createGroup(chain, [chain.alice, chain.bob], 2)
    const call = await attestCall(chain, group, planOf(group, 1n, []).proposal)
    return {
      call,
      caller: chain.alice.account,
      custody: 'development key',
      genesis: facts.genesis ?? chain.genesis,
      knownCode: chain.knownCode,
      payees: [],
      ...more,
    }
  }
  return { chain, request }
}

test('a live genesis on a node with dev methods: a browser wallet does not sign there, a development key does', async () => {
  const genesis = freshHash()
  const fork = await voteOn({ genesis, offersDev: true, name: 'Fork of a live chain' })
  expect(failure(await preflight(fork.chain.port, await fork.request({ custody: 'browser wallet' })))).toEqual({
    type: 'ReplayableOnLiveChain',
    chain: 'Fork of a live chain',
    genesis,
  })
  must(await preflight(fork.chain.port, await fork.request({ custody: 'development key' })))
  const live = await voteOn({ genesis, offersDev: false })
  must(await preflight(live.chain.port, await live.request({ custody: 'browser wallet' })))
  const embedded = await voteOn({ genesis: EMBEDDED_GENESIS, offersDev: true })
  must(await preflight(embedded.chain.port, await embedded.request({ custody: 'browser wallet' })))
})

test('a contract with another ratio than its chain is refused with both', async () => {
  const { chain, request } = await voteOn(
    {},
    { address: 'c0'.repeat(20) as H160, codeHash: 'cd'.repeat(32) as Hash32, ratio: 100_000_000n },
  )
  expect(failure(await preflight(chain.port, await request()))).toEqual({
    type: 'WrongRatio',
    contract: 100_000_000n,
    chain: 1_000_000n,
  })
})

test('a chain without contracts is named with what it lacks', async () => {
  const { chain } = await voteOn({ missing: ['pallet revive'], name: 'Plain chain' })
  const request: PreflightRequest = {
    call: { to: 'mapping' },
    caller: chain.alice.account,
    custody: 'development key',
    genesis: chain.genesis,
    knownCode: [],
    payees: [],
  }
  expect(failure(await preflight(chain.port, request))).toEqual({
    type: 'ReviveMissing',
    chain: 'Plain chain',
    missing: ['pallet revive'],
  })
})

test('an account of an Ethereum wallet needs no mapping', async () => {
  const { chain, request } = await voteOn({})
  const address = 'ab'.repeat(20) as H160
  const checked = await preflight(
    chain.port,
    await request({ payees: [{ address, account: `${address}${'ee'.repeat(12)}` as AccountId }] }),
  )
  expect(checked.ok).toBe(true)
})

test('an account must keep the existential deposit: one planck less than that, amount and costs is refused with the numbers', async () => {
  const salt = freshHash()
  const poor = fakePerson('77')
  const needed = FAKE_FEE + FAKE_DEPOSIT + 100n
  for (const planck of [needed, needed - 1n]) {
    const chain = createFakeFixture({
      accounts: [{ account: poor.account, planck }],
      mapped: new Map([[poor.address, poor.account]]),
    })
    const checked = await preflight(chain.port, {
      call: {
        to: 'contract',
        contract: chain.contract,
        call: { kind: 'createGroup', salt, members: [poor.address], quorum: 1 },
      },
      caller: poor.account,
      custody: 'development key',
      genesis: chain.genesis,
      knownCode: chain.knownCode,
      payees: [],
    })
    if (planck === needed) must(checked)
    else expect(failure(checked)).toMatchObject({ type: 'InsufficientBalance', needed, available: planck })
  }
})

test('what the node cannot say is an error, never a pass', async () => {
  const { chain, request } = await voteOn({})
  const asked = await request({ payees: [fakePerson('b0')] })
  chain.fake.loseConnection()
  expect(failure(await preflight(chain.port, asked))).toMatchObject({ type: 'Disconnected' })
})
