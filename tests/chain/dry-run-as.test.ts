// Runtimes that map an account for the trial of a call, and older ones that refuse it: what is found out is the same where no money moves.

import type { ApiPromise } from '@polkadot/api'
import type { DispatchError } from '@polkadot/types/interfaces'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeOutcome } from '../../src/chain/polkadot/decode-answer.ts'
import { dispatchReason } from '../../src/chain/polkadot/dispatch-reason.ts'
import { dryRunAs, UNMAPPED } from '../../src/chain/polkadot/dry-run-as.ts'
import { encodeCall } from '../../src/chain/polkadot/encode-call.ts'
import { encodeErc20 } from '../../src/chain/polkadot/erc20-call.ts'
import type { CallsAt, DryRun } from '../../src/chain/polkadot/revive-api.ts'
import { accountIdToH160, type AccountId, type H160 } from '../../src/domain/index.ts'
import { developmentToken } from '../../src/devchain/index.ts'
import { openApi } from '../devchain/open-api.ts'
import { attest, attestCall, createGroup, freshHash, legOf, planOf } from './chain-fixture.ts'
import { createEmbeddedFixture } from './embedded-fixture.ts'

let chain: Awaited<ReturnType<typeof createEmbeddedFixture>>
let api: ApiPromise
beforeAll(async () => {
  chain = await createEmbeddedFixture()
  api = await openApi(chain.chain.url)
})
afterAll(async () => {
  await api.disconnect()
  await chain.close()
})

/** The same node behind a runtime that does not map an account for a trial: it refuses everything that the account asks. */
function withoutTrialMapping(account: AccountId): CallsAt {
  const ask = api.call['reviveApi']!['call']!
  const refusing = async (origin: string, ...rest: unknown[]): Promise<unknown> => {
    if (origin !== `0x${account}`) return ask(origin, ...rest)
    const { index } = api.registry.metadata.pallets.find(({ name }) => name.toString() === 'Revive')!
    // AccountUnmapped is 0x2b in every release that has it.
    const error = api.registry.createType('DispatchError', { Module: { index: index.toNumber(), error: '0x2b000000' } })
    return {
      weightRequired: api.registry.createType('WeightV2', { refTime: 0, proofSize: 0 }),
      storageDeposit: { isCharge: false },
      result: { isOk: false, asErr: error as unknown as DispatchError },
    }
  }
  return { call: { reviveApi: { call: refusing } } } as unknown as CallsAt
}

const reasonOf = ({ result }: DryRun): string | null =>
  result.kind === 'refused' ? dispatchReason(api.registry, result.error) : null

test('a vote is tried as the account that stands for the same address: same answer, same weight but for a few percent', async () => {
  const { alice, unmapped, contract } = chain
  const { group } = await createGroup(chain, [alice, unmapped], 2)
  const wanted = await attestCall(chain, group, planOf(group, 1n, []).proposal)
  if (wanted.to !== 'contract') throw new Error('no call')
  const tried = { contract, value: 0n, data: encodeCall(wanted.call) }
  const mapped = await dryRunAs(api, api.registry, unmapped.account, tried)
  const standIn = await dryRunAs(withoutTrialMapping(unmapped.account), api.registry, unmapped.account, tried)
  for (const { result, deposit } of [mapped, standIn]) {
    if (result.kind !== 'returned') throw new Error('refused')
    expect(decodeOutcome(wanted.call, result.data)).toEqual({ ok: true, value: { kind: 'Counted', votes: 1 } })
    expect(deposit).toBe(mapped.deposit)
  }
  const ratio = Number(standIn.weight.refTime) / Number(mapped.weight.refTime)
  // The limit that is signed is a tenth above it.
  expect(Math.abs(ratio - 1)).toBeLessThan(0.05)
})

test('what takes a deposit, a value or a token cannot be tried by an account that owns nothing: it stays unmapped', async () => {
  const { alice, bob, unmapped, contract } = chain
  const at = withoutTrialMapping(unmapped.account)
  const salt = freshHash()
  const founding = encodeCall({ kind: 'createGroup', salt, members: [unmapped.address], quorum: 1 })
  expect(reasonOf(await dryRunAs(at, api.registry, unmapped.account, { contract, value: 0n, data: founding }))).toBe(
    UNMAPPED,
  )
  const { group } = await createGroup(chain, [alice, bob], 2)
  const leg = legOf(0, unmapped, bob, 1_000_000_000n)
  const plan = planOf(group, 1n, [leg])
  await attest(chain, group, plan.proposal, [alice, bob])
  const pay = encodeCall({ kind: 'pay', group, epoch: 1n, leg, proof: plan.proofs[0] ?? [] })
  const paying = { contract, value: leg.planck, data: pay }
  expect(reasonOf(await dryRunAs(at, api.registry, unmapped.account, paying))).toBe(UNMAPPED)
  expect((await dryRunAs(api, api.registry, unmapped.account, paying)).result).toMatchObject({ isReverted: false })
  const transfer = encodeErc20({ kind: 'transfer', to: bob.address, amount: 1n })
  const token = developmentToken.h160 as string as H160
  const moving = { contract: token, value: 0n, data: transfer }
  expect(reasonOf(await dryRunAs(at, api.registry, unmapped.account, moving))).toBe(UNMAPPED)
  expect(accountIdToH160(`${unmapped.address}${'ee'.repeat(12)}` as AccountId)).toBe(unmapped.address)
})
