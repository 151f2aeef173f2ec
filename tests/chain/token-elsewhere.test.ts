// Tokens and chains that are not as usual: other digits, names that others bear, no batches.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkCall, type PreparedCall } from '../../src/app/index.ts'
import {
  preflight,
  sendTransaction,
  tokenCause,
  valueOfCall,
  type ChainCall,
  type PendingTransaction,
} from '../../src/chain/index.ts'
import { developmentPair } from '../../src/devchain/development-accounts.ts'
import { deploySettlement, developmentToken } from '../../src/devchain/index.ts'
import type { H160, Hash32 } from '../../src/domain/index.ts'
import { finalize } from '../devchain/finalize.ts'
import {
  attest,
  attestCall,
  createGroup,
  failure,
  legOf,
  must,
  planOf,
  send,
  type ChainFixture,
  type Person,
} from './chain-fixture.ts'
import { createFakeFixture } from './fake-fixture.ts'
import { createEmbeddedTokenFixture, createFakeTokenFixture } from './token-fixture.ts'

let chain: Awaited<ReturnType<typeof createEmbeddedTokenFixture>>
beforeAll(async () => {
  chain = await createEmbeddedTokenFixture()
})
afterAll(() => chain.close())

/** Another token that //Alice issues, and a contract that pays in it. */
async function issue(id: number, symbol: string, digits: number) {
  const { api, alice } = chain
  const assets = api.tx['assets']!
  const steps = [
    assets['create']!(id, `0x${alice.account}`, 1),
    assets['setMetadata']!(id, symbol, symbol, digits),
    assets['mint']!(id, `0x${alice.account}`, 10n ** 20n),
  ]
  await finalize(api.tx['utility']!['batchAll']!(steps), '//Alice')
  const token = `${id.toString(16).padStart(8, '0')}${'0'.repeat(24)}01200000` as H160
  const deployed = await deploySettlement(chain.chain.chain, developmentPair('//Alice'), { token })
  return { token, contract: deployed.address as H160 }
}

/** A payment of alice's that somebody waits for, in a contract. */
async function payment(fixture: ChainFixture, contract: H160, planck: bigint, payee = fixture.bob) {
  const { alice, bob } = fixture
  const { group } = await createGroup({ ...fixture, contract }, [alice, bob], 2)
  const leg = legOf(0, alice, payee, planck)
  const plan = planOf(group, 1n, [leg])
  await attest({ ...fixture, contract }, group, plan.proposal, [alice, bob])
  const call = { kind: 'pay', group, epoch: 1n, leg, proof: plan.proofs[0] ?? [] } as const
  return { to: 'contract', contract, call } as const
}

test('a token of 18 digits is paid to the last of them', async () => {
  const { port, alice, bob, genesis, knownCode } = chain
  const { token, contract } = await issue(77, 'WIDE', 18)
  expect(must(await port.tokenFacts(token))).toEqual({ symbol: 'WIDE', decimals: 18 })
  const amount = 12_345_678_901_234_567_891n
  const call = await payment(chain, contract, amount)
  const prepared: PreparedCall = { call, genesis, payees: [bob], currency: { code: 'WIDE', digits: 18 } }
  const estimate = must(await checkCall({ knownCode }, port, prepared, alice.account, 'development key'))
  expect(estimate.before).toMatchObject([{ kind: 'approve', token, amount }])
  expect((await send(port, alice, { ...call, call: { ...call.call, token } })).kind).toBe('finalized ok')
  expect(must(await port.tokenBalance(token, bob.account))).toBe(amount)
})

test('a token that bears the name of the listed one is refused, with the address of each', async () => {
  const { port, alice, token: known, code, digits, genesis, knownCode } = chain
  const { token, contract } = await issue(78, code, digits)
  const call = await payment(chain, contract, 1_000_000n)
  const prepared: PreparedCall = { call, genesis, payees: [], currency: { code, digits } }
  expect(failure(await checkCall({ knownCode }, port, prepared, alice.account, 'development key'))).toEqual({
    type: 'WrongToken',
    contract,
    expected: known,
    found: token,
  })
})

test('a token that bears the name of the chain’s own money is refused', async () => {
  const { port, alice, genesis, knownCode } = chain
  const { symbol, decimals } = must(await port.facts())
  const { token, contract } = await issue(79, symbol, decimals)
  const call = await payment(chain, contract, 1_000_000n)
  const prepared: PreparedCall = {
    call,
    genesis,
    payees: [],
    currency: { code: symbol.toUpperCase(), digits: decimals },
  }
  expect(failure(await checkCall({ knownCode }, port, prepared, alice.account, 'development key'))).toEqual({
    type: 'WrongToken',
    contract,
    expected: null,
    found: token,
  })
})

test('of a token that was renamed or lost its name nothing is paid or settled; what came another way is acknowledged', async () => {
  const { port, api, alice, bob, genesis, knownCode } = chain
  const { token, contract } = await issue(80, 'OLD', 6)
  const pay = await payment(chain, contract, 1_000_000n)
  const { group, epoch, leg, proof } = pay.call
  const acknowledge = { ...pay, call: { kind: 'acknowledge', group, epoch, leg, proof } } as const
  const vote = await attestCall({ ...chain, contract }, group, planOf(group, 2n, []).proposal)
  const check = (call: ChainCall, who: Person) =>
    checkCall(
      { knownCode },
      port,
      { call, genesis, payees: [], currency: { code: 'OLD', digits: 6 } },
      who.account,
      'development key',
    )
  must(await check(pay, alice))
  const assets = api.tx['assets']!
  for (const [change, error] of [
    [assets['setMetadata']!(80, 'New', 'NEW', 6), { type: 'WrongCurrency', found: { code: 'NEW', digits: 6 } }],
    [assets['clearMetadata']!(80), { type: 'UnknownToken', token }],
  ] as const) {
    await finalize(change, '//Alice')
    expect(failure(await check(pay, alice))).toMatchObject(error)
    expect(failure(await check(vote, alice))).toMatchObject(error)
    must(await check(acknowledge, bob))
  }
  expect((await send(port, bob, acknowledge)).kind).toBe('finalized ok')
})

test('why a token refuses: an account is stopped, or the payee would hold too little of it to hold any', async () => {
  const { port, api, alice, bob, token, contract } = chain
  const paying = async (payee: Person): Promise<ChainCall> => {
    const call = await payment(chain, contract, 5_000n, payee)
    return { ...call, call: { ...call.call, token } }
  }
  const toBob = await paying(bob)
  const refusal = async (wanted: ChainCall): Promise<object> => {
    const error = failure(await port.estimate(wanted, alice.account))
    if (error.type !== 'TokenRefused') throw new Error(error.type)
    return { reason: error.reason, cause: tokenCause(error.reason) }
  }
  const byIssuer = (what: string, { account }: Person): Promise<unknown> =>
    finalize(api.tx['assets']![what]!(developmentToken.id, `0x${account}`), '//Alice')
  await byIssuer('freeze', alice)
  expect(await refusal(toBob)).toEqual({ reason: 'Assets.Frozen', cause: 'TokenFrozen' })
  await byIssuer('thaw', alice)
  await byIssuer('block', bob)
  expect(await refusal(toBob)).toEqual({ reason: 'Token.Blocked', cause: 'TokenFrozen' })
  await byIssuer('thaw', bob)
  must(await port.estimate(toBob, alice.account))
  const stranger = { ...bob, address: 'ab'.repeat(20) as H160 }
  expect(await refusal(await paying(stranger))).toEqual({ reason: 'Token.BelowMinimum', cause: 'BelowMinimum' })
})

test('a chain without batches: paying in a token and first calls say so before anything is signed', async () => {
  const plain = createFakeTokenFixture({ hasBatches: false })
  const { port, alice, unmapped, token, contract } = plain
  const call = await payment(plain, contract, 5n)
  const paying: ChainCall = { ...call, call: { ...call.call, token } }
  expect(failure(await port.estimate(paying, alice.account))).toEqual({ type: 'BatchMissing', chain: 'Fake chain' })
  expect(failure(await port.estimate(call, unmapped.account))).toEqual({
    type: 'CallerNotMapped',
    account: unmapped.account,
  })
  // The way in two transactions is the one that remains.
  expect((await send(port, unmapped, { to: 'mapping' })).kind).toBe('finalized ok')
  expect(
    (
      await send(port, unmapped, {
        ...call,
        call: { kind: 'createGroup', salt: '01'.repeat(32) as Hash32, members: [unmapped.address], quorum: 1 },
      })
    ).kind,
  ).toBe('finalized ok')
})

test('a contract for the chain’s own money is not paid in a token, nor the other way round', async () => {
  const native = createFakeFixture()
  const call = await payment(native, native.contract, 5n)
  const request = {
    caller: native.alice.account,
    custody: 'development key',
    genesis: native.genesis,
    knownCode: native.knownCode,
    payees: [],
  } as const
  const token = chain.token
  expect(
    failure(await preflight(native.port, { ...request, call: { ...call, call: { ...call.call, token } } })),
  ).toEqual({
    type: 'WrongToken',
    contract: native.contract,
    expected: token,
    found: null,
  })
  const other = await payment(chain, chain.contract, 5n)
  expect(failure(await chain.port.estimate(other, chain.alice.account))).toEqual({
    type: 'ContractError',
    error: { type: 'WrongValue' },
  })
})

test('a record from before there were tokens names none: it is one of the chain’s own money, and its end is found', async () => {
  const native = createFakeFixture()
  const call = await payment(native, native.contract, 5n)
  expect(valueOfCall(call)).toBe(5n)
  const estimate = must(await native.port.estimate(call, native.alice.account))
  let kept: PendingTransaction | undefined
  await sendTransaction(native.port, {
    call,
    estimate,
    signer: native.alice.signer,
    keep: async (pending) => {
      kept = pending
      return { ok: true, value: null }
    },
  })
  expect(kept?.call).not.toHaveProperty('call.token')
  expect(must(await native.port.resolve(kept as PendingTransaction))).toMatchObject({
    kind: 'finalized',
    failure: null,
  })
})
