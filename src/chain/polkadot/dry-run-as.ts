import type { Registry } from '@polkadot/types/types'
import { accountIdToH160, type AccountId, type H160 } from '../../domain/index.ts'
import { dispatchReason } from './dispatch-reason.ts'
import { dryRun, type CallsAt, type DryRun } from './revive-api.ts'

/** What the runtime calls an account that has to be mapped first. */
export const UNMAPPED = 'Revive.AccountUnmapped'

/** A call that is only tried. */
export type TriedCall = { readonly contract: H160; readonly value: bigint; readonly data: Uint8Array }

/**
 * Tries a call as an account would make it once it is mapped. Newer runtimes map it for the trial. Others refuse: there it is tried again as the
 * account that stands for the same Ethereum address, which contracts cannot tell from the caller. That one owns nothing, so it answers for calls that
 * cost their caller nothing but the fee; where it is refused (for a value, a deposit, a token), the runtime's first word stands: not mapped.
 */
export async function dryRunAs(
  at: CallsAt,
  registry: Registry,
  caller: AccountId,
  { contract, value, data }: TriedCall,
): Promise<DryRun> {
  const run = await dryRun(at, caller, contract, value, data)
  const { result } = run
  if (result.kind === 'returned' || dispatchReason(registry, result.error) !== UNMAPPED) return run
  const standIn = `${accountIdToH160(caller)}${'ee'.repeat(12)}` as AccountId
  const again = await dryRun(at, standIn, contract, value, data)
  return again.result.kind === 'returned' ? again : run
}
