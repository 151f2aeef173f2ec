// Transactions that are interrupted, repeated and raced, on every chain alike.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { settlePending, sendCall, type PreparedCall } from '../../src/app/index.ts'
import { sendTransaction, type ChainCall, type PendingTransaction } from '../../src/chain/index.ts'
import { createMemoryStorage } from '../../src/storage/index.ts'
import {
  attest,
  attestCall,
  createGroup,
  freshHash,
  heldBy,
  legOf,
  must,
  planOf,
  send,
  smallAmount,
} from './chain-fixture.ts'
import { createInterruptedWorld, randomFrom, type InterruptedChain } from './interrupted-world.ts'
import { STEPS } from './dying-port.ts'

/** Registers the suite for one chain; `interruptions` are spread over worlds of at most 50. */
export function transactionSuite(
  chainName: string,
  start: () => Promise<InterruptedChain>,
  interruptions: number,
): void {
  describe(`transactions on ${chainName}`, () => {
    let chain: InterruptedChain
    beforeAll(async () => {
      chain = await start()
    })
    afterAll(() => chain.fixture.close())

    test(`of ${interruptions} killed votes and payments none is made twice, and after each restart what is shown is what the blocks say`, async () => {
      const random = randomFrom(20_261_121)
      let done = 0
      while (done < interruptions) {
        const world = await createInterruptedWorld(chain, Math.min(60, interruptions))
        for (let i = 0; i < 50 && done < interruptions; i++) {
          // Every step comes up; the last of them is the end.
          const step = STEPS[done % (STEPS.length - 1)] as (typeof STEPS)[number]
          await world.interrupt(random(3) === 0 ? 'attest' : 'pay', step, random)
          done++
        }
        expect(world.mismatches).toEqual([])
        const { got, due } = await world.totals()
        expect(got).toBe(due)
      }
    })

    /** A leg that alice owes bob in a settlement that both have agreed to. */
    async function dueLeg() {
      const { fixture } = chain
      const { alice, bob, contract, genesis } = fixture
      const { group } = await createGroup(fixture, [alice, bob], 2)
      const leg = legOf(0, alice, bob, smallAmount(fixture))
      const { proposal, proofs } = planOf(group, 1n, [leg])
      await attest(fixture, group, proposal, [alice, bob])
      const call: ChainCall = {
        to: 'contract',
        contract,
        call: { kind: 'pay', group, epoch: 1n, leg, proof: proofs[0] ?? [], token: fixture.token ?? null },
      }
      const prepared: PreparedCall = { call, genesis, payees: [] }
      const before = await heldBy(fixture, bob)
      const estimate = must(await fixture.port.estimate(call, alice.account))
      const gained = async (): Promise<bigint> => (await heldBy(fixture, bob)) - before
      return { ...fixture, call, prepared, estimate, gained, leg }
    }

    test('two tabs that pay one leg at once: one pays, the other says that it is under way', async () => {
      const { port, other, alice, prepared, estimate, gained, leg } = await dueLeg()
      const storage = createMemoryStorage<PendingTransaction>()
      const tabs = [port, other].map((tab) => sendCall({ storage }, tab, prepared, estimate, alice.signer, () => {}))
      const ends = await Promise.all(tabs)
      expect(ends.map(({ kind }) => kind).sort((a, b) => (a < b ? -1 : 1))).toEqual(['finalized ok', 'held back'])
      expect(ends.find(({ kind }) => kind === 'held back')).toMatchObject({ error: { type: 'AlreadyUnderWay' } })
      expect(await gained()).toBe(leg.planck)
      expect(must(await storage.pending.list())).toEqual([])
    })

    test('two devices that pay one leg with one nonce: one pays, the other hears that it did not', async () => {
      const { port, other, alice, prepared, estimate, gained, leg } = await dueLeg()
      const signed = Promise.withResolvers<void>()
      let signatures = 0
      // Both have signed before either sends.
      const devices = [port, other].map((at) => {
        const storage = createMemoryStorage<PendingTransaction>()
        const submit: typeof at.submit = (call, cost, signer, tell, keep) =>
          at.submit(call, cost, signer, tell, async (pending) => {
            const kept = await keep(pending)
            if (++signatures === 2) signed.resolve()
            await signed.promise
            return kept
          })
        return { storage, port: { ...at, submit } }
      })
      const ends = await Promise.all(
        devices.map(({ storage, port: at }) => sendCall({ storage }, at, prepared, estimate, alice.signer, () => {})),
      )
      expect(ends.filter(({ kind }) => kind === 'finalized ok').length).toBe(1)
      expect(await gained()).toBe(leg.planck)
      for (const { storage, port: at } of devices) {
        for (const pending of must(await storage.pending.list()))
          expect(must(await settlePending({ storage }, at, pending))).toEqual({ kind: 'replaced' })
        expect(must(await storage.pending.list())).toEqual([])
      }
    })

    test('a payment that stood unsigned while somebody else made it is not signed: it would fail by now', async () => {
      const { port, alice, carol, prepared, estimate, advance } = await dueLeg()
      await send(port, carol, prepared.call)
      for (let i = 0; i < 3; i++) await advance()
      const before = must(await port.balance(alice.account))
      const storage = createMemoryStorage<PendingTransaction>()
      const end = await sendCall({ storage }, port, prepared, estimate, alice.signer, () => {})
      expect(end).toMatchObject({
        kind: 'would fail',
        error: { type: 'ContractError', error: { type: 'AlreadyDone' } },
      })
      expect(must(await port.balance(alice.account))).toBe(before)
      expect(must(await storage.pending.list())).toEqual([])
    })

    test('a transaction whose nonce another one took is replaced, and sending it again changes nothing', async () => {
      const { fixture } = chain
      const { alice, bob, port } = fixture
      const { group } = await createGroup(fixture, [alice, bob], 2)
      const call = await attestCall(fixture, group, planOf(group, 1n, []).proposal)
      const estimate = must(await port.estimate(call, alice.account))
      let signed: PendingTransaction | undefined
      const error = { type: 'NotOnRecord', detail: 'killed before it was sent' } as const
      const held = await sendTransaction(port, {
        call,
        estimate,
        signer: alice.signer,
        keep: async (pending) => {
          signed = pending
          return { ok: false, error }
        },
      })
      expect(held).toEqual({ kind: 'held back', estimate, error })
      if (!signed) throw new Error('nothing was signed')
      expect(must(await port.resolve(signed))).toBeNull()
      const salt = freshHash()
      const instead: ChainCall = {
        to: 'contract',
        contract: fixture.contract,
        call: { kind: 'createGroup', salt, members: [alice.address], quorum: 1 },
      }
      const cost = must(await port.estimate(instead, alice.account))
      expect((await sendTransaction(port, { call: instead, estimate: cost, signer: alice.signer })).kind).toBe(
        'finalized ok',
      )
      expect(must(await port.resolve(signed))).toEqual({ kind: 'replaced' })
      must(await port.resend(signed))
      await fixture.advance()
      expect(must(await port.resolve(signed))).toEqual({ kind: 'replaced' })
    })
  })
}
