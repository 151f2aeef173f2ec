// A chain in memory whose node does what a test tells it to: lose the connection, take blocks back, skip heads, hide, change, swap or
// invent events, lie about the contract's head, drop or forget transactions. Without a script it is an honest chain with instant finality.

import type { AccountId, H160, Hash32 } from '../../domain/index.ts'
import type { BlockHeader } from '../block-ref.ts'
import type { ChainFacts } from '../chain-facts.ts'
import type { ChainPort } from '../chain-port.ts'
import type { TokenFacts } from '../token-facts.ts'
import { fakeCaller } from './fake-caller.ts'
import type { FakeContract, FakeLedger, FakeToken } from './fake-ledger.ts'
import { announce, bestBlock, finalizeBlocks, loseListeners, mineBlock, takeBack, type FakeNode } from './fake-node.ts'
import { fakeReader } from './fake-reader.ts'
import type { FakeScript } from './fake-script.ts'

/** What a fake chain begins with. Everything has a default but the accounts. */
export type FakeChainOptions = {
  readonly accounts: readonly { readonly account: AccountId; readonly planck: bigint }[]
  /** Addresses that are mapped to their account from the start. */
  readonly mapped: FakeLedger['mapped']
  readonly contract: FakeContract
  readonly tokens?: readonly FakeTokenOptions[]
  /** Whether several calls can stand in one transaction: they can unless told otherwise. */
  readonly hasBatches?: boolean
  readonly facts?: Partial<ChainFacts>
  /** Blocks wait for `finalize()`, transactions for `mine()`. */
  readonly manual?: boolean
}

/** A token on a fake chain. */
export type FakeTokenOptions = TokenFacts & {
  readonly address: H160
  readonly holdings: readonly { readonly account: AccountId; readonly amount: bigint }[]
}

/** The port and the strings to pull. */
export type FakeChain = {
  readonly port: ChainPort
  readonly script: (script: FakeScript) => void
  /** Puts the waiting transactions into `count` new best blocks (all that may enter into the first). */
  readonly mine: (count?: number) => void
  /** Finalizes up to a height, or everything. */
  readonly finalize: (upTo?: number) => void
  /** Takes back the best blocks above a height; their transactions wait again. */
  readonly retractAbove: (height: number) => void
  /** Takes back even finalized blocks above a height and announces it: what no honest chain does. */
  readonly resetTo: (height: number) => void
  /** Loses all waiting transactions without telling anybody, as a node does that is started anew. */
  readonly forgetPool: () => void
  /** Gives an account exactly so much of the chain's own money, from nowhere. */
  readonly setBalance: (account: AccountId, planck: bigint) => void
  /** Has the issuer of a token stop it, or let it go on, from the next block on. */
  readonly freeze: (token: H160, isFrozen: boolean) => void
  /** How much of an account's tokens the contract may fetch. */
  readonly allowance: (token: H160, account: AccountId) => bigint
  readonly loseConnection: () => void
  readonly restoreConnection: () => void
  readonly best: () => BlockHeader
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

/** A fake chain at block 0. */
export function createFakeChain(options: FakeChainOptions): FakeChain {
  const node = createNode(options)
  const mine = (count = 1): void => {
    for (let i = 0; i < count; i++) mineBlock(node)
    if (!node.script.manual) finalizeBlocks(node, bestBlock(node).header.number)
  }
  const caller = fakeCaller(node, () => {
    if (!node.script.manual) mine()
  })
  return {
    port: {
      ...fakeReader(node),
      ...caller,
      close: async () => {
        node.isClosed = true
        loseListeners(node)
      },
    },
    script: (next) => {
      node.script = { ...node.script, ...next }
    },
    mine,
    finalize: (upTo = bestBlock(node).header.number) => finalizeBlocks(node, upTo),
    retractAbove: (height) => {
      if (height < node.finalized) throw new RangeError(`block ${node.finalized} is final`)
      takeBack(node, height)
    },
    resetTo: (height) => {
      takeBack(node, height)
      node.finalized = Math.min(node.finalized, height)
      announce(node)
    },
    forgetPool: () => {
      node.pool = []
    },
    freeze: (address, isFrozen) =>
      change(node, (ledger) => {
        const token = ledger.tokens.get(address)
        if (!token) throw new RangeError('no such token')
        return { ...ledger, tokens: new Map(ledger.tokens).set(address, { ...token, isFrozen }) }
      }),
    setBalance: (account, planck) =>
      change(node, (ledger) => ({ ...ledger, balances: new Map(ledger.balances).set(account, planck) })),
    allowance: (address, account) => bestBlock(node).ledger.tokens.get(address)?.allowances.get(account) ?? 0n,
    loseConnection: () => {
      node.isConnected = false
      loseListeners(node)
    },
    restoreConnection: () => {
      node.isConnected = true
    },
    best: () => bestBlock(node).header,
  }
}

/** Changes the newest block's state, as no transaction could. */
function change(node: FakeNode, to: (ledger: FakeLedger) => FakeLedger): void {
  const block = bestBlock(node)
  node.blocks[node.blocks.length - 1] = { ...block, ledger: to(block.ledger) }
}

function createNode(options: FakeChainOptions): FakeNode {
  const { accounts, mapped, contract, facts: wanted, manual = false, hasBatches = true, tokens = [] } = options
  const facts: ChainFacts = { ...DEFAULT_FACTS, ...wanted }
  const balances = new Map(accounts.map(({ account, planck }) => [account, planck]))
  return {
    facts,
    contract,
    ratio: facts.nativeToEthRatio ?? contract.ratio,
    blocks: [
      {
        header: { number: 0, hash: facts.genesis, parentHash: '0'.repeat(64) as Hash32 },
        ledger: {
          balances,
          nonces: new Map(),
          mapped,
          groups: new Map(),
          tokens: new Map(tokens.map((token) => [token.address, toToken(token)])),
        },
        events: [],
        included: [],
      },
    ],
    listeners: new Set(),
    hasBatches,
    steps: new Map(),
    pool: [],
    script: { manual },
    finalized: 0,
    isConnected: true,
    isClosed: false,
    made: 0,
    signed: 0,
  }
}

function toToken({ symbol, decimals, holdings }: FakeTokenOptions): FakeToken {
  const balances = new Map(holdings.map(({ account, amount }) => [account, amount]))
  return { symbol, decimals, balances, allowances: new Map(), isFrozen: false }
}
