// The blocks and the pool of the fake chain's one node: what every part of the fake works on.

import {
  ascii,
  err,
  hexToBytes,
  keccak,
  ok,
  u64le,
  type AccountId,
  type Hash32,
  type PlacedEvent,
  type Result,
} from '../../domain/index.ts'
import type { BlockHeader } from '../block-ref.ts'
import type { PrecedingStep } from '../call-estimate.ts'
import type { ChainError } from '../chain-error.ts'
import type { ChainFacts } from '../chain-facts.ts'
import type { FinalizedListener } from '../chain-port.ts'
import type { InclusionPlace, PendingTransaction, TransactionFailure, TransactionSignal } from '../transaction.ts'
import { applyTransaction, type FakeContract, type FakeLedger } from './fake-ledger.ts'
import type { FakeScript } from './fake-script.ts'

/** A transaction in the pool or in a block, and who hears of it. */
export type FakeTransaction = {
  readonly pending: PendingTransaction
  /** What it does before its call. */
  readonly before: readonly PrecedingStep[]
  readonly tell: (signal: TransactionSignal) => void
  readonly end: () => void
}

/** A block: its transactions, what they did, and the state after them. */
export type FakeBlock = {
  readonly header: BlockHeader
  readonly ledger: FakeLedger
  readonly events: readonly PlacedEvent[]
  readonly included: readonly {
    readonly sent: FakeTransaction
    readonly at: InclusionPlace
    readonly failure: TransactionFailure | null
  }[]
}

/** Everything that changes while the fake chain lives. */
export type FakeNode = {
  readonly facts: ChainFacts
  readonly contract: FakeContract
  readonly ratio: bigint
  readonly blocks: FakeBlock[]
  readonly listeners: Set<FinalizedListener>
  /** Whether several calls can stand in one transaction. */
  readonly hasBatches: boolean
  /** What each signed transaction does before its call, as its bytes would say. */
  readonly steps: Map<Hash32, readonly PrecedingStep[]>
  pool: readonly FakeTransaction[]
  script: FakeScript
  /** The height of the newest finalized block. */
  finalized: number
  isConnected: boolean
  isClosed: boolean
  /** Blocks and signatures ever made, those taken back included: no two are alike. */
  made: number
  signed: number
}

/** What every question gets after the connection went. */
export const LOST: ChainError = { type: 'Disconnected', endpoint: 'fake', detail: 'the connection was lost' }

/** Whether the node can be asked. */
export function checkOnline({ isConnected, isClosed }: FakeNode): Result<null, ChainError> {
  return isConnected && !isClosed ? ok(null) : err(LOST)
}

/** The newest block. */
export function bestBlock({ blocks }: FakeNode): FakeBlock {
  return blocks.at(-1) as FakeBlock
}

/** The newest finalized block. */
export function finalBlock({ blocks, finalized }: FakeNode): FakeBlock {
  return blocks[finalized] as FakeBlock
}

/** What the node says a block's header is. */
export function headerOf({ script }: FakeNode, { header }: FakeBlock): BlockHeader {
  return script.header?.(header) ?? header
}

/** The nonce of an account in a block's state. */
export function nonceAt({ ledger }: FakeBlock, account: AccountId): number {
  return ledger.nonces.get(account) ?? 0
}

/** Makes a best block of every transaction of the pool that may enter now; those that never can hear so, the others wait on. */
export function mineBlock(node: FakeNode): void {
  const parent = bestBlock(node)
  const number = parent.header.number + 1
  const hash = keccak(ascii('fake block'), hexToBytes(parent.header.hash), u64le(BigInt(node.made++)))
  let { ledger } = parent
  const events: PlacedEvent[] = []
  const included: FakeBlock['included'][number][] = []
  const nonceOf = ({ pending }: FakeTransaction): number => ledger.nonces.get(pending.account) ?? 0
  const isTimely = ({ pending }: FakeTransaction): boolean => pending.validUntil >= number
  let waiting = node.pool
  for (;;) {
    const sent = waiting.find((each) => isTimely(each) && each.pending.nonce === nonceOf(each))
    if (!sent) break
    waiting = waiting.filter((other) => other !== sent)
    const { call, account: caller } = sent.pending
    const applied = applyTransaction(ledger, node.contract, { call, caller, before: sent.before }, node.ratio)
    const extrinsicIndex = included.length
    ledger = applied.ledger
    for (const event of applied.events)
      events.push({ event, at: { blockNumber: number, blockHash: hash, extrinsicIndex, eventIndex: events.length } })
    included.push({ sent, at: { number, hash, extrinsicIndex }, failure: applied.failure })
  }
  const hopeless = waiting.filter((each) => !isTimely(each) || each.pending.nonce < nonceOf(each))
  node.pool = waiting.filter((each) => !hopeless.includes(each))
  node.blocks.push({ header: { number, hash, parentHash: parent.header.hash }, ledger, events, included })
  for (const { sent, at } of included) sent.tell({ kind: 'in block', at })
  for (const sent of hopeless) {
    sent.tell(isTimely(sent) ? { kind: 'dropped' } : { kind: 'invalid', detail: 'its time has passed' })
    sent.end()
  }
}

/** Finalizes blocks up to a height and tells whoever follows them or a transaction in them. */
export function finalizeBlocks(node: FakeNode, upTo: number): void {
  while (node.finalized < upTo) {
    node.finalized++
    for (const { sent, at, failure } of finalBlock(node).included) {
      sent.tell({ kind: 'finalized', at, failure })
      sent.end()
    }
    announce(node)
  }
}

/** Tells the followers of the newest finalized head. */
export function announce(node: FakeNode): void {
  const block = finalBlock(node)
  if (!node.isConnected || node.script.announces?.(block.header.number) === false) return
  for (const { onHead } of node.listeners) onHead(headerOf(node, block))
}

/** Takes back the blocks above a height; their transactions wait again. */
export function takeBack(node: FakeNode, height: number): void {
  for (const { included } of node.blocks.splice(height + 1)) {
    for (const { sent } of included) {
      sent.tell({ kind: 'retracted' })
      node.pool = [...node.pool, sent]
    }
  }
}

/** Ends all subscriptions. */
export function loseListeners({ listeners }: FakeNode): void {
  for (const { onLost } of listeners) onLost(LOST)
  listeners.clear()
}
