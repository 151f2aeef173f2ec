import { expect } from 'vitest'
import { decodeOutcome } from '../../../src/chain/polkadot/decode-answer.ts'
import type { ContractError } from '../../../src/chain/index.ts'
import type { Stage, StageCall } from './stage.ts'
import { accountKey, stateChanges } from './state-changes.ts'

/** The contract refuses with this error, and the refusal costs its caller the fee and changes nothing else on the chain. */
export async function expectRefused(stage: Stage, call: StageCall, error: ContractError): Promise<void> {
  const { result } = await stage.rehearse(call)
  if (result.kind === 'refused') throw new Error(`the chain itself refused: ${result.reason}`)
  expect(result.isReverted).toBe(true)
  // Errors look the same for every message.
  expect(decodeOutcome({ kind: 'pay' } as Parameters<typeof decodeOutcome>[0], result.data)).toEqual({
    ok: false,
    error,
  })
  await expectFailed(stage, call, 'Revive.ContractReverted')
}

/** The call fails in its block for this reason, and that costs its caller the fee and changes nothing else on the chain. */
export async function expectFailed(stage: Stage, call: StageCall, failure: string): Promise<void> {
  const { chain } = stage.chain
  const before = await stage.balanceOf(call.by.h160)
  const [receipt] = await stage.block([call])
  expect(receipt).toMatchObject({ failure, events: [] })
  expect(await stateChanges(chain)).toEqual([await accountKey(chain, call.by.pair.publicKey)])
  const after = await stage.balanceOf(call.by.h160)
  expect(after).toEqual({ free: before.free - receipt!.fee, held: before.held })
}
