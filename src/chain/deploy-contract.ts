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

/**
 * What an instance of the contract pays its legs in, for ever: the chain's own money, of which it is told the ratio, or the token whose ERC-20
 * contract stands at the address.
 */
export type ContractMoney = { readonly ratio: bigint } | { readonly token: H160 }

/** Deploys contracts over one connection, whose other questions `port` answers. */
export type Deployer = {
  readonly port: ChainPort
  /** `code` is a PolkaVM blob; the money chooses its constructor. */
  readonly estimate: (
    code: Uint8Array,
    money: ContractMoney,
    account: AccountId,
  ) => Promise<Result<DeployEstimate, DeployError>>
  /** Signs, sends, and waits until it is finalized. */
  readonly deploy: (
    code: Uint8Array,
    money: ContractMoney,
    estimate: DeployEstimate,
    signer: TransactionSigner,
  ) => Promise<Result<Deployed, DeployError>>
}
