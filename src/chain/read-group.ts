import { err, ok, type GroupHistory, type Hash32, type PlacedEvent, type Result } from '../domain/index.ts'
import type { BlockRef } from './block-ref.ts'
import type { BlockReader, ContractReader } from './chain-port.ts'
import { checkHistory, toHistory } from './check-history.ts'
import type { FollowError } from './follow-error.ts'
import type { FollowTarget } from './follow-store.ts'
import type { HeadView } from './group-view.ts'
import { openTarget } from './open-target.ts'
import { readPayment, type PaymentFacts } from './payment-facts.ts'
import { walkBlocks } from './walk-blocks.ts'

/** How far reading has come, in block numbers: `from` holds GroupCreated, `to` is the finalized head. */
export type ReadProgress = { readonly from: number; readonly at: number; readonly to: number }

/** What one node says about a group, from its creation to the finalized head, and what was checked of it. */
export type GroupReading = {
  readonly history: GroupHistory
  readonly events: readonly PlacedEvent[]
  readonly created: BlockRef
  /** The finalized block up to which it was read. */
  readonly at: BlockRef
  readonly checks: {
    /** Blocks read, each the parent of the next. */
    readonly blocks: number
    readonly codeHash: Hash32
    /** The head that the events replay to, equal to the contract's own at `at`. */
    readonly head: HeadView
    /** What the contract pays in at `at`. Whether that is what the pot counts in, `paymentFault` says. */
    readonly payment: PaymentFacts
  }
}

/** What reading asks of a chain. */
export type GroupSource = BlockReader & Pick<ContractReader, 'contractFacts' | 'headOf' | 'tokenFacts'>

/** How a group is read: `signal` ends it early, as 'Cancelled'. */
export type ReadOptions = {
  readonly knownCode: readonly Hash32[]
  readonly onProgress?: (progress: ReadProgress) => void
  readonly signal?: AbortSignal
}

/** Reads a group once, all of it. An error means that the node contradicts itself, the pot, or what this build knows, or that it was cancelled. */
export async function readGroup(
  port: GroupSource,
  target: FollowTarget,
  options: ReadOptions,
): Promise<Result<GroupReading, FollowError>> {
  const opened = await openTarget(port, target, options.knownCode, null)
  if (!opened.ok) return opened
  const { created, cursor } = opened.value
  const to = await port.finalizedHead()
  if (!to.ok) return to
  const at: BlockRef = { number: to.value.number, hash: to.value.hash }
  const events: PlacedEvent[] = []
  let blocks = 0
  for await (const walked of walkBlocks({ port, contract: target.contract, group: target.group }, cursor, at)) {
    if (options.signal?.aborted) return err({ type: 'Cancelled' })
    if (!walked.ok) return walked
    events.push(...walked.value.events)
    blocks += walked.value.count
    options.onProgress?.({ from: created.number, at: walked.value.last.number, to: at.number })
  }
  const head = await checkHistory(port, target, events, at)
  if (!head.ok) return head
  const payment = await readPayment(port, target.contract, at.hash)
  if (!payment.ok) return payment
  return ok({
    history: toHistory(target, events),
    events,
    created,
    at,
    checks: { blocks, codeHash: cursor.codeHash, head: head.value, payment: payment.value },
  })
}
