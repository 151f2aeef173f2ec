// An account that nobody has mapped: its first call maps it in the same transaction, on every chain alike.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendTransaction, type ChainCall, type TransactionState } from '../../src/chain/index.ts'
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

/** Registers the suite for one chain, whose `unmapped` person it maps at its end. */
export function firstCallSuite(chainName: string, start: () => Promise<ChainFixture>): void {
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

    test('the next call maps nothing any more', async () => {
      const { unmapped, port } = chain
      expect(must(await port.estimate(foundGroup(), unmapped.account)).before).toEqual([])
      const { group } = await createGroup(chain, [chain.alice, unmapped], 2)
      const { proposal } = planOf(group, 1n, [])
      expect((await attest(chain, group, proposal, [unmapped])).kind).toBe('finalized ok')
    })
  })
}
