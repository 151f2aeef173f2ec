// A chain in memory whose node does what a test tells it to: lose the connection, take blocks back, skip heads, hide, change, swap or
// invent events, lie about the contract's head, drop transactions. Without a script it is an honest chain with instant finality.

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
import type { ChainError } from '../chain-error.ts'
import type { ChainFacts } from '../chain-facts.ts'
import type { ChainPort, FinalizedListener } from '../chain-port.ts'
import { valueOfCall, type ChainCall } from '../contract-call.ts'
import type { HeadView } from '../group-view.ts'
import type { InclusionPlace, PendingTransaction, TransactionFailure, TransactionSignal } from '../transaction.ts'
import type { TransactionSigner } from '../transaction-signer.ts'
import { applyCall, applyTransaction, FAKE_FEE, type FakeContract, type FakeLedger } from './fake-ledger.ts'

/** What a fake chain begins with. Everything has a default but the accounts. */
export type FakeChainOptions = {
  readonly accounts: readonly { readonly account: AccountId; readonly planck: bigint }[]
  /** Addresses that are mapped to their account from the start. */
  readonly mapped: FakeLedger['mapped']
  readonly contract: FakeContract
  readonly facts?: Partial<ChainFacts>
  /** Blocks wait for `finalize()`, transactions for `mine()`. */
  readonly manual?: boolean
}

/** What the node shall do wrong. Each stays until it is set again; `script({})` alone changes nothing. */
export type FakeScript = {
  /** Changes what the node says a block's events are. */
  readonly events?: (events: readonly PlacedEvent[], block: number) => readonly PlacedEvent[]
  /** Changes what the node says a header is. */
  readonly header?: (header: BlockHeader) => BlockHeader
  /** Changes what the node says the contract's head is. */
  readonly head?: (head: HeadView | null) => HeadView | null
  /** Which finalized heads are announced. */
  readonly announces?: (block: number) => boolean
  /** What happens to a transaction instead of entering a block. */
  readonly sending?: 'normal' | 'dropped' | 'invalid' | 'refused' | 'rejected by signer' | 'connection lost'
}

/** The port and the strings to pull. */
export type FakeChain = {
  readonly port: ChainPort
  readonly script: (script: FakeScript) => void
  /** Puts the waiting transactions into `count` new best blocks (all of them into the first). */
  readonly mine: (count?: number) => void
  /** Finalizes up to a height, or everything. */
  readonly finalize: (upTo?: number) => void
  /** Takes back the best blocks above a height; their transactions wait again. */
  readonly retractAbove: (height: number) => void
  /** Takes back even finalized blocks above a height and announces it: what no honest chain does. */
  readonly resetTo: (height: number) => void
  readonly loseConnection: () => void
  readonly restoreConnection: () => void
  readonly best: () => BlockHeader
}

type Waiting = {
  readonly call: ChainCall
  readonly caller: AccountId
  readonly pending: PendingTransaction
  readonly tell: (signal: TransactionSignal) => void
  readonly end: () => void
}
type Included = { readonly waiting: Waiting; readonly at: InclusionPlace; readonly failure: TransactionFailure | null }
type Block = {
  readonly header: BlockHeader
  readonly ledger: FakeLedger
  readonly events: readonly PlacedEvent[]
  readonly included: readonly Included[]
}

const DEFAULT_FACTS: ChainFacts = {
  genesis: '45'.repeat(32) as Hash32,
  name: 'Fake chain',
  decimals: 12,
  symbol: 'UNIT',
  ss58Prefix: 42,
  existentialDeposit: 100n,
  nativeToEthRatio: 1_000_000n,
  missing: [],
  offersDev: true,
}
/** How many blocks a transaction stays valid. */
const MORTALITY = 64
const ENDPOINT = 'fake'
const LOST: ChainError = { type: 'Disconnected', endpoint: ENDPOINT, detail: 'the connection was lost' }

/** A fake chain at block 0. */
export function createFakeChain(options: FakeChainOptions): FakeChain {
  const facts: ChainFacts = { ...DEFAULT_FACTS, ...options.facts }
  const { contract, manual = false } = options
  const ratio = facts.nativeToEthRatio ?? contract.ratio
  const balances = new Map(options.accounts.map(({ account, planck }) => [account, planck]))
  const genesis: Block = {
    header: { number: 0, hash: facts.genesis, parentHash: '0'.repeat(64) as Hash32 },
    ledger: { balances, mapped: options.mapped, groups: new Map() },
    events: [],
    included: [],
  }
  const blocks: Block[] = [genesis]
  const listeners = new Set<FinalizedListener>()
  let waiting: Waiting[] = []
  let script: FakeScript = {}
  let finalized = 0
  let isConnected = true
  let isClosed = false
  let made = 0
  let nonce = 0

  const bestBlock = (): Block => blocks.at(-1) as Block
  const headerOf = (block: Block): BlockHeader => script.header?.(block.header) ?? block.header
  const online = (): Result<null, ChainError> => (isConnected && !isClosed ? ok(null) : err(LOST))
  const find = (block: number | Hash32): Result<Block, ChainError> => {
    const state = online()
    if (!state.ok) return state
    const found = typeof block === 'number' ? blocks[block] : blocks.find(({ header }) => header.hash === block)
    return found ? ok(found) : err({ type: 'UnknownBlock', block })
  }

  const mineOne = (): void => {
    const parent = bestBlock().header
    const number = parent.number + 1
    const hash = keccak(ascii('fake block'), hexToBytes(parent.hash), u64le(BigInt(made++)))
    let { ledger } = bestBlock()
    const events: PlacedEvent[] = []
    const included: Included[] = []
    for (const [extrinsicIndex, sent] of waiting.entries()) {
      const applied = applyTransaction(ledger, contract, sent.call, sent.caller, ratio)
      ledger = applied.ledger
      const from = events.length
      events.push(
        ...applied.events.map((event, i) => ({
          event,
          at: { blockNumber: number, blockHash: hash, extrinsicIndex, eventIndex: from + i },
        })),
      )
      included.push({ waiting: sent, at: { number, hash, extrinsicIndex }, failure: applied.failure })
    }
    waiting = []
    blocks.push({ header: { number, hash, parentHash: parent.hash }, ledger, events, included })
    for (const { waiting: sent, at } of included) sent.tell({ kind: 'in block', at })
  }

  const announce = (block: Block): void => {
    if (!isConnected || script.announces?.(block.header.number) === false) return
    for (const { onHead } of listeners) onHead(headerOf(block))
  }

  const finalize = (upTo = bestBlock().header.number): void => {
    while (finalized < upTo) {
      const block = blocks[++finalized] as Block
      for (const { waiting: sent, at, failure } of block.included) {
        sent.tell({ kind: 'finalized', at, failure })
        sent.end()
      }
      announce(block)
    }
  }

  const takeBack = (height: number): void => {
    const taken = blocks.splice(height + 1)
    for (const { included } of taken) {
      for (const { waiting: sent } of included) {
        sent.tell({ kind: 'retracted' })
        waiting.push(sent)
      }
    }
  }

  const mine = (count = 1): void => {
    for (let i = 0; i < count; i++) mineOne()
    if (!manual) finalize()
  }

  const submit: ChainPort['submit'] = async (call, _estimate, signer: TransactionSigner, onSignal) => {
    onSignal({ kind: 'signature asked' })
    const sending = script.sending ?? 'normal'
    if (sending === 'rejected by signer') return onSignal({ kind: 'signature rejected' })
    if (sending === 'refused') return onSignal({ kind: 'refused', detail: 'the node refused it' })
    const { number, hash } = bestBlock().header
    const id = keccak(ascii('fake transaction'), u64le(BigInt(nonce)))
    const pending: PendingTransaction = {
      hash: id,
      genesis: facts.genesis,
      account: signer.account,
      call,
      nonce: nonce++,
      validFrom: { number, hash },
      validUntil: number + MORTALITY,
    }
    onSignal({ kind: 'sent', pending })
    if (sending === 'dropped') return onSignal({ kind: 'dropped' })
    if (sending === 'invalid') return onSignal({ kind: 'invalid', detail: 'the node says it is invalid' })
    const ended = Promise.withResolvers<void>()
    let isHeard = sending !== 'connection lost'
    const tell = (signal: TransactionSignal): void => {
      if (isHeard) onSignal(signal)
    }
    waiting.push({ call, caller: signer.account, pending, tell, end: ended.resolve })
    if (!isHeard) onSignal({ kind: 'connection lost' })
    if (!manual) mine()
    if (isHeard) await ended.promise
    isHeard = false
  }

  const port: ChainPort = {
    facts: async () => {
      const state = online()
      return state.ok ? ok(facts) : state
    },
    header: async (block) => {
      const found = find(block)
      return found.ok ? ok(headerOf(found.value)) : found
    },
    finalizedHead: async () => {
      const found = find(finalized)
      return found.ok ? ok(headerOf(found.value)) : found
    },
    followFinalized: (listener) => {
      if (!isConnected || isClosed) {
        listener.onLost(LOST)
        return () => {}
      }
      listeners.add(listener)
      listener.onHead(headerOf(blocks[finalized] as Block))
      return () => listeners.delete(listener)
    },
    contractEvents: async (address, block) => {
      const found = find(block)
      if (!found.ok) return found
      const { events, header } = found.value
      const told = script.events?.(events, header.number) ?? events
      return ok(address === contract.address ? told : [])
    },
    contractFacts: async (address) => {
      const state = online()
      if (!state.ok) return state
      if (address !== contract.address) return ok({ codeHash: null, ratio: null, version: null })
      return ok({ codeHash: contract.codeHash, ratio: contract.ratio, version: 1 })
    },
    headOf: async (_address, group, block) => {
      const found = find(block)
      if (!found.ok) return found
      const view = found.value.ledger.groups.get(group)
      const head = view === undefined ? null : { seq: view.seq, head: view.head }
      return ok(script.head ? script.head(head) : head)
    },
    groupAt: async (_address, group, block) => {
      const found = find(block ?? bestBlock().header.hash)
      if (!found.ok) return found
      const view = found.value.ledger.groups.get(group)
      if (view === undefined) return ok(null)
      const { votes: _, ...shown } = view
      return ok(shown)
    },
    originalAccount: async (address) => {
      const state = online()
      return state.ok ? ok(bestBlock().ledger.mapped.get(address) ?? null) : state
    },
    spendable: async (account) => {
      const state = online()
      if (!state.ok) return state
      const free = (bestBlock().ledger.balances.get(account) ?? 0n) - facts.existentialDeposit
      return ok(free > 0n ? free : 0n)
    },
    balance: async (account) => {
      const state = online()
      return state.ok ? ok(bestBlock().ledger.balances.get(account) ?? 0n) : state
    },
    estimate: async (call, caller) => {
      const state = online()
      if (!state.ok) return state
      if (facts.missing.length > 0) return err({ type: 'ReviveMissing', chain: facts.name, missing: facts.missing })
      const { ledger } = bestBlock()
      const change = applyCall(ledger, contract, call, caller, ratio)
      if (!change.ok) return change
      const value = valueOfCall(call)
      const { deposit, outcome } = change.value
      const needed = value + FAKE_FEE + deposit + facts.existentialDeposit
      const available = ledger.balances.get(caller) ?? 0n
      if (available < needed) return err({ type: 'InsufficientBalance', needed, available })
      return ok({ fee: FAKE_FEE, deposit, value, weight: { refTime: 1n, proofSize: 1n }, outcome })
    },
    submit,
    resolve: async (pending) => {
      const state = online()
      if (!state.ok) return state
      for (const { included } of blocks.slice(0, finalized + 1)) {
        const found = included.find(({ waiting: sent }) => sent.pending.hash === pending.hash)
        if (found) return ok({ kind: 'finalized', at: found.at, failure: found.failure })
      }
      return ok(finalized >= pending.validUntil ? { kind: 'expired' } : null)
    },
    close: async () => {
      isClosed = true
      for (const { onLost } of listeners) onLost(LOST)
      listeners.clear()
    },
  }

  return {
    port,
    script: (next) => {
      script = { ...script, ...next }
    },
    mine,
    finalize,
    retractAbove: (height) => {
      if (height < finalized) throw new RangeError(`block ${finalized} is final`)
      takeBack(height)
    },
    resetTo: (height) => {
      takeBack(height)
      finalized = Math.min(finalized, height)
      announce(blocks[finalized] as Block)
    },
    loseConnection: () => {
      isConnected = false
      for (const { onLost } of listeners) onLost(LOST)
      listeners.clear()
    },
    restoreConnection: () => {
      isConnected = true
    },
    best: () => bestBlock().header,
  }
}
