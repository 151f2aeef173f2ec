// An account that nobody has mapped: its first call maps it in the same transaction, on every chain alike.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dispatchCause, sendTransaction, type ChainCall, type TransactionState } from '../../src/chain/index.ts'
import { groupId } from '../../src/domain/index.ts'
import {
  attest,
  attestCall,
  createGroup,
  failure,
  freshHash,
  must,
  planOf,
  type ChainFixture,
} from './chain-fixture.ts'

/**
 * Registers the suite for one chain, whose `unmapped` person it maps at its end. `again`: what mapping an account does that is mapped, which
 * runtimes that map by themselves let pass.
 */
export function firstCallSuite(
  chainName: string,
  again: 'nothing' | 'undoes all',
  start: () => Promise<ChainFixture>,
): void {
  describe(`an unmapped account on ${chainName}`, () => {
    let chain: ChainFixture
    beforeAll(async () => {
      chain = await start()
    })
    afterAll(() => chain.close())

    const foundGroup = (): ChainCall => ({
      to: 'contract',
      contract: chain.contract,
      call: { kind: 'createGroup', salt: freshHash(), members: [chain.unmapped.address], quorum: 1 },
    })
    const pendingOf = (state: TransactionState) => {
      if (!('pending' in state)) throw new Error(state.kind)
      return state.pending
    }

    test('what the contract refuses is known before anything is mapped', async () => {
      const { alice, bob, unmapped, port } = chain
      const { group } = await createGroup(chain, [alice, bob], 2)
      const call = await attestCall(chain, group, planOf(group, 1n, []).proposal)
      expect(failure(await port.estimate(call, unmapped.account))).toEqual({
        type: 'ContractError',
        error: { type: 'NotMember' },
      })
    })

    test('a first call that fails in its block maps nobody, and says why, after a reload too', async () => {
      const { alice, unmapped, port, other } = chain
      const { group } = await createGroup(chain, [alice, unmapped], 2)
      const call = await attestCall(chain, group, planOf(group, 1n, []).proposal)
      const estimate = must(await port.estimate(call, unmapped.account))
      expect(estimate.before.map(({ kind }) => kind)).toEqual(['map'])
      expect(estimate.outcome).toEqual({ kind: 'Counted', votes: 1 })
      // Signed without asking first: a vote in a group that the caller is not in.
      const elsewhere = await createGroup(chain, [alice], 1)
      const late = await attestCall(chain, elsewhere.group, planOf(elsewhere.group, 1n, []).proposal)
      const end = await sendTransaction(port, { call: late, estimate, signer: unmapped.signer })
      expect(end).toMatchObject({
        kind: 'finalized failed',
        failure: { type: 'ContractError', error: { type: 'NotMember' } },
      })
      expect(must(await port.originalAccount(unmapped.address))).toBeNull()
      expect(must(await other.resolve(pendingOf(end)))).toMatchObject({
        kind: 'finalized',
        failure: { type: 'ContractError', error: { type: 'NotMember' } },
      })
    })

    test('the first call maps the account and does what it says, in one transaction whose costs are known before', async () => {
      const { unmapped, port, contract } = chain
      const call = foundGroup()
      const salt = (call as { call: { salt: ReturnType<typeof freshHash> } }).call.salt
      const estimate = must(await port.estimate(call, unmapped.account))
      const group = groupId(contract, unmapped.address, salt)
      expect(estimate).toMatchObject({ before: [{ kind: 'map' }], outcome: { kind: 'GroupCreated', group } })
      const before = must(await port.balance(unmapped.account))
      const end = await sendTransaction(port, { call, estimate, signer: unmapped.signer })
      expect(end.kind).toBe('finalized ok')
      expect(before - must(await port.balance(unmapped.account))).toBeLessThanOrEqual(estimate.fee + estimate.deposit)
      expect(must(await port.originalAccount(unmapped.address))).toBe(unmapped.account)
      expect(must(await port.groupAt(contract, group))).toMatchObject({ members: [unmapped.address], seq: 0n })
      const { at } = end as Extract<TransactionState, { kind: 'finalized ok' }>
      const [created] = must(await port.contractEvents(contract, at.hash))
      expect(created).toMatchObject({
        event: { kind: 'GroupCreated', by: unmapped.address },
        at: { extrinsicIndex: at.extrinsicIndex },
      })
      expect(must(await chain.other.resolve(pendingOf(end)))).toEqual({ kind: 'finalized', at, failure: null })
    })

    test('who was mapped since the estimate loses a fee at most, and the same works when it is tried again', async () => {
      const { unmapped, port, contract, other } = chain
      const call = foundGroup()
      const { salt } = (call as { call: { salt: ReturnType<typeof freshHash> } }).call
      const group = groupId(contract, unmapped.address, salt)
      const now = must(await port.estimate(call, unmapped.account))
      // What another tab estimated before the mapping.
      const earlier = { ...now, before: [{ kind: 'map', deposit: 0n }] } as const
      const end = await sendTransaction(port, { call, estimate: earlier, signer: unmapped.signer })
      if (again === 'nothing') {
        expect(end.kind).toBe('finalized ok')
      } else {
        const failed = { type: 'DispatchFailed', reason: 'Revive.AccountAlreadyMapped' } as const
        expect(end).toMatchObject({ kind: 'finalized failed', failure: failed })
        expect(dispatchCause(failed.reason)).toBe('AlreadyMapped')
        expect(must(await other.resolve(pendingOf(end)))).toMatchObject({ kind: 'finalized', failure: failed })
        expect(must(await port.groupAt(contract, group))).toBeNull()
        const retried = must(await port.estimate(call, unmapped.account))
        expect(retried.before).toEqual([])
        const done = await sendTransaction(port, { call, estimate: retried, signer: unmapped.signer })
        expect(done.kind).toBe('finalized ok')
      }
      expect(must(await port.groupAt(contract, group))).toMatchObject({ members: [unmapped.address] })
    })

    test('the next call maps nothing any more', async () => {
      const { unmapped, port } = chain
      expect(must(await port.estimate(foundGroup(), unmapped.account)).before).toEqual([])
      const { group } = await createGroup(chain, [chain.alice, unmapped], 2)
      const { proposal } = planOf(group, 1n, [])
      expect((await attest(chain, group, proposal, [unmapped])).kind).toBe('finalized ok')
    })
  })
}
