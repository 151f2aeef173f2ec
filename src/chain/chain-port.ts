// What Quits asks of a chain. Three small ports instead of one: the follower and `verify` need blocks and views only, and a fake
// of those cannot pretend to move money. Adapters: polkadot/ for real nodes, fake/ for tests that script what a node does.

import type { AccountId, H160, Hash32, PlacedEvent, Result, VoteKey } from '../domain/index.ts'
import type { BlockHeader } from './block-ref.ts'
import type { CallEstimate, EstimateError } from './call-estimate.ts'
import type { ChainError } from './chain-error.ts'
import type { ChainFacts } from './chain-facts.ts'
import type { ChainCall } from './contract-call.ts'
import type { ContractFacts, GroupView, HeadView } from './group-view.ts'
import type { TokenFacts } from './token-facts.ts'
import type { KeepRecord, PendingTransaction, TransactionEnd, TransactionSignal } from './transaction.ts'
import type { TransactionSigner } from './transaction-signer.ts'

/** Ends a subscription. Calling it twice is harmless. */
export type Unsubscribe = () => void

/** What a subscriber of finalized heads hears. Numbers may be skipped; after `onLost` the subscription is over. */
export type FinalizedListener = {
  readonly onHead: (header: BlockHeader) => void
  readonly onLost: (error: ChainError) => void
}

/** Blocks and the contract's events in them. */
export type BlockReader = {
  readonly facts: () => Promise<Result<ChainFacts, ChainError>>
  /** The header at a height of the chain that the node holds for the best one, or of a block by its hash. */
  readonly header: (block: number | Hash32) => Promise<Result<BlockHeader, ChainError>>
  readonly finalizedHead: () => Promise<Result<BlockHeader, ChainError>>
  /** Finalized heads from now on, the newest at once. */
  readonly followFinalized: (listener: FinalizedListener) => Unsubscribe
  /** All events of `contract` in a block, of every group, in their order, decoded with that block's metadata. */
  readonly contractEvents: (contract: H160, block: Hash32) => Promise<Result<readonly PlacedEvent[], ChainError>>
}

/** The contract's views and the accounts around it. */
export type ContractReader = {
  readonly contractFacts: (contract: H160, block?: Hash32) => Promise<Result<ContractFacts, ChainError>>
  /** `head_of` at a block; null when the contract does not know the group. */
  readonly headOf: (contract: H160, group: Hash32, block: Hash32) => Promise<Result<HeadView | null, ChainError>>
  readonly groupAt: (contract: H160, group: Hash32, block?: Hash32) => Promise<Result<GroupView | null, ChainError>>
  /** The latest vote of each current member at a block, also one that a moved head has made void; who has none is left out. */
  readonly votesAt: (
    contract: H160,
    group: Hash32,
    block: Hash32,
  ) => Promise<Result<ReadonlyMap<H160, VoteKey>, ChainError>>
  /** The account that money sent to `address` reaches; null when nobody has mapped it, so that it would land on a fallback account. */
  readonly originalAccount: (address: H160) => Promise<Result<AccountId | null, ChainError>>
  /** Planck that the account can spend without vanishing. */
  readonly spendable: (account: AccountId) => Promise<Result<bigint, ChainError>>
  /** All planck of the account that are not held. */
  readonly balance: (account: AccountId) => Promise<Result<bigint, ChainError>>
  /** What the chain says of a token, named by the address of its ERC-20 contract; 'UnknownToken' where there is none. */
  readonly tokenFacts: (token: H160) => Promise<Result<TokenFacts, ChainError>>
  /** How much of a token an account holds, in the token's smallest unit. */
  readonly tokenBalance: (token: H160, account: AccountId) => Promise<Result<bigint, ChainError>>
}

/** Calls: what they would do and cost, sending them, and finding a sent one again. */
export type ChainCaller = {
  readonly estimate: (call: ChainCall, caller: AccountId) => Promise<Result<CallEstimate, EstimateError>>
  /**
   * Has `signer` sign, has the signed transaction put on record by `keep`, sends it if that succeeded, and tells what happens from
   * 'signature asked' on; resolves when no more signals come. The weight and deposit limits are the estimate's plus a tenth. Never throws.
   */
  readonly submit: (
    call: ChainCall,
    estimate: CallEstimate,
    signer: TransactionSigner,
    onSignal: (signal: TransactionSignal) => void,
    keep: KeepRecord,
  ) => Promise<void>
  /** Hands the node the same signed bytes once more. Whether it takes them says nothing about their fate: only `resolve` does. */
  readonly resend: (pending: PendingTransaction) => Promise<Result<null, ChainError>>
  /** What became of a transaction on record, from finalized blocks only; null while more than one end is possible. */
  readonly resolve: (pending: PendingTransaction) => Promise<Result<TransactionEnd | null, ChainError>>
}

/** A connection to one chain. `close` ends it and every subscription; all later answers are 'Disconnected'. */
export type ChainPort = BlockReader & ContractReader & ChainCaller & { readonly close: () => Promise<void> }
