// Payments in a token, as clients make them: the same stories on the embedded chain and on the fake one.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  preflight,
  sendTransaction,
  type ChainCall,
  type ContractCall,
  type PreflightRequest,
  type TransactionState,
} from '../../src/chain/index.ts'
import type { ChainLeg, H160, Hash32 } from '../../src/domain/index.ts'
import { attest, createGroup, failure, heldBy, legOf, must, planOf, send, type Person } from './chain-fixture.ts'
import type { TokenFixture } from './token-fixture.ts'

/** Registers the suite for one chain. */
export function tokenSuite(chainName: string, start: () => Promise<TokenFixture>): void {
  describe(`paying in a token on ${chainName}`, () => {
    let chain: TokenFixture
    beforeAll(async () => {
      chain = await start()
    })
    afterAll(() => chain.close())

    /** A leg that both have agreed to, and the call that pays it in the token. */
    const dueLeg = async (payer: Person, payee: Person, amount: bigint) => {
      const created = await createGroup(chain, [payer, payee], 2)
      const { group } = created
      const leg = legOf(0, payer, payee, amount)
      const plan = planOf(group, 1n, [leg])
      await attest(chain, group, plan.proposal, [payer, payee])
      return { group, leg, ...finishOf(group, leg, plan.proofs[0] ?? []) }
    }
    const finishOf = (group: Hash32, leg: ChainLeg, proof: readonly Hash32[]) => {
      const on = (call: ContractCall): ChainCall => ({ to: 'contract', contract: chain.contract, call })
      const part = { group, epoch: 1n, leg, proof }
      return {
        pay: on({ kind: 'pay', ...part, token: chain.token }),
        payAnyhow: on({ kind: 'pay', ...part }),
        payNative: on({ kind: 'pay', ...part, token: null }),
        acknowledge: on({ kind: 'acknowledge', ...part }),
      }
    }
    const request = (call: ChainCall, who: Person, more: Partial<PreflightRequest> = {}): PreflightRequest => ({
      call,
      caller: who.account,
      custody: 'development key',
      genesis: chain.genesis,
      knownCode: chain.knownCode,
      payees: [],
      currency: { code: chain.code, digits: chain.digits },
      ...more,
    })

    test('what the contract is paid in, and what that is, is read from the chain', async () => {
      const { port, contract, token, code, digits, alice } = chain
      expect(must(await port.contractFacts(contract))).toMatchObject({ token, ratio: 0n, version: 1 })
      expect(must(await port.tokenFacts(token))).toEqual({ symbol: code, decimals: digits })
      expect(must(await port.tokenBalance(token, alice.account))).toBeGreaterThan(0n)
      expect(must(await port.tokenBalance(token, 'ab'.repeat(32) as typeof alice.account))).toBe(0n)
      for (const other of [contract, '0000000700000000000000000000000001200000' as H160]) {
        expect(failure(await port.tokenFacts(other))).toEqual({ type: 'UnknownToken', token: other })
      }
    })

    test('one signature allows exactly the amount and pays it: to the last unit, and nothing stays allowed', async () => {
      const { alice, bob, port, token, allowance } = chain
      const { pay, leg } = await dueLeg(alice, bob, 12_345_678n)
      const estimate = must(await port.estimate(pay, alice.account))
      expect(estimate).toMatchObject({
        value: 0n,
        outcome: { kind: 'Done' },
        before: [{ kind: 'approve', token, amount: leg.planck }],
      })
      const [had, got] = [await heldBy(chain, alice), await heldBy(chain, bob)]
      const native = must(await port.balance(alice.account))
      const end = await sendTransaction(port, { call: pay, estimate, signer: alice.signer })
      expect(end.kind).toBe('finalized ok')
      expect(had - (await heldBy(chain, alice))).toBe(leg.planck)
      expect((await heldBy(chain, bob)) - got).toBe(leg.planck)
      expect(await allowance(alice.account)).toBe(0n)
      // The fee and nothing else: what the allowance held came back.
      expect(native - must(await port.balance(alice.account))).toBeLessThanOrEqual(estimate.fee)
      const { at, pending } = end as Extract<TransactionState, { kind: 'finalized ok' }>
      const paid = must(await port.contractEvents(chain.contract, at.hash)).find(({ event }) => event.kind === 'Paid')
      expect(paid).toMatchObject({ event: { by: alice.address, ...leg }, at: { extrinsicIndex: at.extrinsicIndex } })
      expect(must(await chain.other.resolve(pending))).toEqual({ kind: 'finalized', at, failure: null })
      expect(failure(await port.estimate(pay, alice.account))).toEqual({
        type: 'ContractError',
        error: { type: 'AlreadyDone' },
      })
    })

    test('somebody else pays for the payer, out of their own', async () => {
      const { alice, bob, dave } = chain
      const { pay, leg } = await dueLeg(alice, bob, 1_000_000n)
      const [had, gave] = [await heldBy(chain, alice), await heldBy(chain, dave)]
      expect((await send(chain.port, dave, pay)).kind).toBe('finalized ok')
      expect(await heldBy(chain, alice)).toBe(had)
      expect(gave - (await heldBy(chain, dave))).toBe(leg.planck)
    })

    test('more than the account holds of the token is refused with the numbers; what the contract refuses is said first', async () => {
      const { alice, bob, port, token } = chain
      const available = await heldBy(chain, alice)
      const { pay, acknowledge, leg } = await dueLeg(alice, bob, available + 1n)
      expect(failure(await port.estimate(pay, alice.account))).toEqual({
        type: 'InsufficientToken',
        token,
        needed: leg.planck,
        available,
      })
      expect((await send(port, bob, acknowledge)).kind).toBe('finalized ok')
      expect(failure(await port.estimate(pay, alice.account))).toMatchObject({ error: { type: 'AlreadyDone' } })
    })

    test('without the chain’s own money for the fee nothing is signed, whatever the account holds of the token', async () => {
      const { carol, bob, port, setPlanck } = chain
      const { pay } = await dueLeg(carol, bob, 5n)
      const rich = must(await port.balance(carol.account))
      const { existentialDeposit } = must(await port.facts())
      await setPlanck(carol.account, existentialDeposit + 1n)
      const error = failure(await port.estimate(pay, carol.account))
      expect(error).toMatchObject({
        type: 'InsufficientBalance',
        available: existentialDeposit + 1n,
        parts: { value: 0n, minimum: existentialDeposit },
      })
      await setPlanck(carol.account, rich)
      must(await port.estimate(pay, carol.account))
    })

    test('a token that its issuer stopped is named before signing; the leg stays open and can be acknowledged', async () => {
      const { alice, bob, port, token, freeze } = chain
      const { pay, acknowledge } = await dueLeg(alice, bob, 70_000n)
      await freeze(true)
      expect(failure(await port.estimate(pay, alice.account))).toEqual({
        type: 'TokenRefused',
        token,
        reason: 'Assets.AssetNotLive',
      })
      expect((await send(port, bob, acknowledge)).kind).toBe('finalized ok')
      await freeze(false)
    })

    test('of a payment that fails in its block nothing is left: no allowance, no money gone but the fee', async () => {
      const { alice, bob, port, allowance } = chain
      const { pay, acknowledge } = await dueLeg(alice, bob, 80_000n)
      const estimate = must(await port.estimate(pay, alice.account))
      expect((await send(port, bob, acknowledge)).kind).toBe('finalized ok')
      const had = await heldBy(chain, alice)
      const late = await sendTransaction(port, { call: pay, estimate, signer: alice.signer })
      const failed = { type: 'ContractError', error: { type: 'AlreadyDone' } } as const
      expect(late).toMatchObject({ kind: 'finalized failed', failure: failed })
      expect(await heldBy(chain, alice)).toBe(had)
      expect(await allowance(alice.account)).toBe(0n)
      const { pending } = late as Extract<TransactionState, { kind: 'finalized failed' }>
      expect(must(await chain.other.resolve(pending))).toMatchObject({ kind: 'finalized', failure: failed })
    })

    test('before signing the contract’s money is held against the pot’s: no other token, no other digits, no impostor', async () => {
      const { alice, bob, port, contract, token, code, digits, nativeContract } = chain
      const { payAnyhow, payNative } = await dueLeg(alice, bob, 90_000n)
      const check = async (call: ChainCall, more: Partial<PreflightRequest> = {}) =>
        preflight(port, request(call, alice, more))
      expect(must(await check(payAnyhow)).before).toMatchObject([{ kind: 'approve', token, amount: 90_000n }])
      expect(failure(await check(payNative))).toEqual({ type: 'WrongToken', contract, expected: null, found: token })
      const currency = { code, digits: digits + 1 }
      const found = { code, digits }
      expect(failure(await check(payAnyhow, { currency }))).toEqual({
        type: 'WrongCurrency',
        contract,
        expected: currency,
        found,
      })
      const other = 'aa'.repeat(20) as H160
      const listed = () => [{ code, digits, address: other }]
      expect(failure(await check(payAnyhow, { listed }))).toEqual({
        type: 'WrongToken',
        contract,
        expected: other,
        found: token,
      })
      must(await check(payAnyhow, { listed: () => [{ code, digits, address: token }] }))
      // The node may call a token what it likes: what the network lists it as stands against it.
      for (const known of [
        { code: 'OTHER', digits },
        { code, digits: digits + 1 },
      ]) {
        expect(failure(await check(payAnyhow, { listed: () => [{ ...known, address: token }] }))).toEqual({
          type: 'WrongCurrency',
          contract,
          expected: known,
          found,
        })
      }
      const { currency: _, ...unnamed } = request(payAnyhow, alice)
      expect(failure(await preflight(port, unnamed))).toMatchObject({ type: 'WrongToken', expected: null })
      if (nativeContract === null) return
      const there = { ...payAnyhow, contract: nativeContract } as ChainCall
      expect(failure(await check(there))).toMatchObject({ type: 'WrongCurrency', expected: found })
    })

    test('an account that nobody has mapped pays with its first transaction', async () => {
      const { alice, unmapped, port, token, allowance } = chain
      const created = await createGroup(chain, [alice], 1)
      const leg = legOf(0, unmapped, alice, 250_000n)
      const plan = planOf(created.group, 1n, [leg])
      await attest(chain, created.group, plan.proposal, [alice])
      const { pay } = finishOf(created.group, leg, plan.proofs[0] ?? [])
      const estimate = must(await port.estimate(pay, unmapped.account))
      expect(estimate.before.map(({ kind }) => kind)).toEqual(['map', 'approve'])
      const had = must(await port.tokenBalance(token, unmapped.account))
      expect((await sendTransaction(port, { call: pay, estimate, signer: unmapped.signer })).kind).toBe('finalized ok')
      expect(had - must(await port.tokenBalance(token, unmapped.account))).toBe(leg.planck)
      expect(await allowance(unmapped.account)).toBe(0n)
      expect(must(await port.originalAccount(unmapped.address))).toBe(unmapped.account)
    })
  })
}
