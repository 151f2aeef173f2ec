import type { HexString } from '@polkadot/util/types'
import type { BareDevChain, ContractBlueprint } from '../../../src/devchain/index.ts'
import type { ChainEvent, H160, Hash32 } from '../../../src/domain/index.ts'
import type { Actor } from './actor.ts'
import type { TokenReader } from './read-tokens.ts'

/** What a call may take of a block, or took: picoseconds, and bytes of proof. */
export type Weight = { readonly refTime: bigint; readonly proofSize: bigint }

/** A call of a contract. `data` has no length in front; limits are generous unless a test wants them tight. Amounts are planck. */
export type StageCall = {
  readonly by: Actor
  readonly to: H160
  readonly data: Uint8Array
  readonly value?: bigint
  readonly weight?: Weight
  readonly depositLimit?: bigint
}

/** What became of a call in its block. */
export type Receipt = {
  /** The dispatch error by the chain's name, such as `revive.ContractReverted`; null when the call went through. */
  readonly failure: string | null
  /** Planck for the extrinsic, value and deposit aside. */
  readonly fee: bigint
  /** What the whole extrinsic took of the block. */
  readonly weight: Weight
  readonly bytes: number
  /** Events of settlement contracts, with the contract that emitted each. */
  readonly events: readonly { readonly contract: H160; readonly event: ChainEvent }[]
}

/** What a dry run says. */
export type Rehearsal = {
  readonly weight: Weight
  /** Planck that the caller would be charged. */
  readonly deposit: bigint
  /** The contract's answer and whether it reverted, or the chain's name for why it did not run to its end. */
  readonly result:
    | { readonly kind: 'returned'; readonly isReverted: boolean; readonly data: Uint8Array }
    | { readonly kind: 'refused'; readonly reason: string }
}

/** Planck of an address. */
export type Balance = { readonly free: bigint; readonly held: bigint }

/** An embedded chain whose blocks tests put together call by call, with a crowd on it that has money. */
export type Stage = {
  readonly chain: BareDevChain
  /** The settlement contract that //Alice deployed. */
  readonly contract: H160
  readonly genesis: Hash32
  /** //Alice first; everyone has money and is mapped. */
  readonly crowd: readonly Actor[]
  /** What the chain charges, in planck: for a storage item, for a byte in it, for an account to exist, for letting somebody spend a token. */
  readonly prices: {
    readonly item: bigint
    readonly byte: bigint
    readonly account: bigint
    readonly approval: bigint
  }
  /** The signed extrinsic, as it could be sent anywhere. It takes one of the caller's nonces. */
  readonly sign: (call: StageCall) => HexString
  /** One block with these calls in this order. Throws when the chain leaves one out. */
  readonly block: (calls: readonly StageCall[]) => Promise<readonly Receipt[]>
  /** One block with these calls of one person in one extrinsic: all go through, or none. */
  readonly batch: (calls: readonly StageCall[]) => Promise<Receipt>
  /** //Alice deploys one more contract. */
  readonly deploy: (blueprint: ContractBlueprint) => Promise<H160>
  /** Runs a call on top of the newest block without leaving a trace. */
  readonly rehearse: (call: StageCall) => Promise<Rehearsal>
  readonly balanceOf: (address: H160) => Promise<Balance>
  readonly token: TokenReader
  readonly close: () => Promise<void>
}
