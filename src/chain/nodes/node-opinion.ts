import { err, ok, type Hash32, type Result } from '../../domain/index.ts'
import type { ChainError } from '../chain-error.ts'
import type { BlockReader } from '../chain-port.ts'
import type { FollowTarget } from '../follow-store.ts'
import { isSamePayment, readPayment, type PaymentSource } from '../payment-facts.ts'
import type { GroupReading, ReadProgress } from '../read-group.ts'
import { compareNodes, type ComparedNode } from './compare-nodes.ts'
import type { CompareError, NodeDifference } from './node-difference.ts'

/** What another node says of what one node was read to say. */
export type NodeOpinion =
  /** The same blocks, events and head, from the group's creation to the last block, and the same of the contract and its money. */
  | { readonly type: 'same' }
  | { readonly type: 'differs'; readonly difference: NodeDifference }
  /** It contradicts itself. */
  | { readonly type: 'unbelievable'; readonly error: ChainError }
  | { readonly type: 'other chain'; readonly chain: string; readonly genesis: Hash32 }
  /** Its newest final block comes before the last one that was read. */
  | { readonly type: 'behind'; readonly at: number }
  | { readonly type: 'no answer'; readonly error: ChainError }

/** What is asked of a node for its opinion. */
export type OpinionSource = ComparedNode & PaymentSource & Pick<BlockReader, 'followFinalized'>

/** Errors by which a node shows that it does not tell what is. */
const UNBELIEVABLE: ReadonlySet<ChainError['type']> = new Set(['HeaderAltered', 'UnreadableEvent'])

/** Compares all of a reading with another node. One that is behind is waited for; finality reaches nodes at different moments. */
export async function opinionOf(
  other: OpinionSource,
  target: FollowTarget,
  reading: GroupReading,
  { patienceMs, onProgress }: { readonly patienceMs: number; readonly onProgress: (progress: ReadProgress) => void },
): Promise<NodeOpinion> {
  const { events, created, at, checks } = reading
  const reached = await waitFor(other, at.number, patienceMs)
  if (reached.ok && reached.value < at.number) return { type: 'behind', at: reached.value }
  const blocks = reached.ok
    ? await compareNodes(other, target, created.number - 1, { at, events, head: checks.head }, (block) =>
        onProgress({ from: created.number, at: block, to: at.number }),
      )
    : reached
  const compared = blocks.ok ? await comparePayment(other, target, reading) : blocks
  if (compared.ok) return { type: 'same' }
  const { error } = compared
  if (error.type === 'Differs') return { type: 'differs', difference: error.difference }
  return UNBELIEVABLE.has(error.type) ? { type: 'unbelievable', error } : { type: 'no answer', error }
}

async function comparePayment(
  other: OpinionSource,
  { contract }: FollowTarget,
  { at, checks: { payment: one } }: GroupReading,
): Promise<Result<null, CompareError>> {
  const read = await readPayment(other, contract, at.hash)
  if (!read.ok) return read
  return isSamePayment(one, read.value)
    ? ok(null)
    : err({ type: 'Differs', difference: { type: 'other contract', at, one, other: read.value } })
}

/** The node's newest final block, as soon as it is `number` or later, or when patience ends. */
async function waitFor(node: OpinionSource, number: number, patienceMs: number): Promise<Result<number, ChainError>> {
  const now = await node.finalizedHead()
  if (!now.ok || now.value.number >= number) return now.ok ? { ok: true, value: now.value.number } : now
  const over = Promise.withResolvers<Result<number, ChainError>>()
  let newest = now.value.number
  const timer = setTimeout(() => over.resolve({ ok: true, value: newest }), patienceMs)
  const stop = node.followFinalized({
    onHead: (head) => {
      newest = head.number
      if (newest >= number) over.resolve({ ok: true, value: newest })
    },
    onLost: (error) => over.resolve({ ok: false, error }),
  })
  const reached = await over.promise
  clearTimeout(timer)
  stop()
  return reached
}
