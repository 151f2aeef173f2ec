import type { AccountId, H160, Hash32, Result } from '../domain/index.ts'
import type { BlockRef } from './block-ref.ts'
import type { EstimateError } from './call-estimate.ts'
import type { ChainPort } from './chain-port.ts'
import type { TransactionSigner } from './transaction-signer.ts'

/** What a deployment would cost and where the contract would stand. Planck throughout. */
export type DeployEstimate = {
  readonly fee: bigint
  /** Held from the deployer for code and storage; held, not spent. */
  readonly deposit: bigint
  readonly weight: { readonly refTime: bigint; readonly proofSize: bigint }
  /** The address, unless the account deploys something else first. */
  readonly contract: H160
}

/** Why nothing was deployed. */
export type DeployError =
  | EstimateError
  /** The node did not take the transaction: nothing was sent. */
  | { readonly type: 'Refused'; readonly detail: string }
  /** The connection went after the transaction was sent: whether it is in a block has to be looked up. */
  | { readonly type: 'Lost'; readonly hash: Hash32 }

/** A contract that stands since a finalized block. */
export type Deployed = { readonly contract: H160; readonly block: BlockRef; readonly transaction: Hash32 }

/** Deploys contracts over one connection, whose other questions `port` answers. */
export type Deployer = {
  readonly port: ChainPort
  /** `code` is a PolkaVM blob; the constructor is told the ratio. */
  readonly estimate: (
    code: Uint8Array,
    ratio: bigint,
    account: AccountId,
  ) => Promise<Result<DeployEstimate, DeployError>>
  /** Signs, sends, and waits until it is finalized. */
  readonly deploy: (
    code: Uint8Array,
    ratio: bigint,
    estimate: DeployEstimate,
    signer: TransactionSigner,
  ) => Promise<Result<Deployed, DeployError>>
}
