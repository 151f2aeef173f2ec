import { ok, type AccountId, type Result } from '../domain/index.ts'
import type { CallEstimate, EstimateError } from './call-estimate.ts'
import type { ChainCaller, BlockReader } from './chain-port.ts'
import type { ChainCall } from './contract-call.ts'

/** Finalized blocks for which an estimate is taken at its word: others may vote or pay in the next one already, but a person who signs at once is not kept waiting. */
const FRESH_BLOCKS = 3

/** What an estimate is worth right before the signature. */
export type RenewedEstimate = {
  readonly estimate: CallEstimate
  /** The call costs noticeably more than was shown, or does something more: the person has to see it before the wallet is asked. */
  readonly isDearer: boolean
}

/** Rehearses a call again whose estimate has stood for some blocks; an error says why it would fail by now. `onRehearsal` comes before that. */
export async function renewEstimate(
  port: Pick<BlockReader, 'finalizedHead'> & Pick<ChainCaller, 'estimate'>,
  { call, caller, shown }: { readonly call: ChainCall; readonly caller: AccountId; readonly shown: CallEstimate },
  onRehearsal: () => void,
): Promise<Result<RenewedEstimate, EstimateError>> {
  const head = await port.finalizedHead()
  if (!head.ok) return head
  if (head.value.number - shown.at < FRESH_BLOCKS) return ok({ estimate: shown, isDearer: false })
  onRehearsal()
  const now = await port.estimate(call, caller)
  return now.ok ? ok({ estimate: now.value, isDearer: isDearer(shown, now.value) }) : now
}

function isDearer(shown: CallEstimate, now: CallEstimate): boolean {
  return (
    isMore(shown.fee, now.fee) ||
    isMore(shown.deposit, now.deposit) ||
    now.before.some(({ kind }) => !shown.before.some((step) => step.kind === kind))
  )
}

/** A tenth more is within the limits that are signed anyway. */
function isMore(before: bigint, after: bigint): boolean {
  return after * 10n > before * 11n
}
