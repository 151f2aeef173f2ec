import type { DeployError, PreflightError, TransactionState } from '../../chain/index.ts'
import { describeFollowError } from '../describe-follow-error.ts'

/** Why nothing was deployed, as a sentence. */
export function describeDeployError(error: DeployError | PreflightError, amount: (planck: bigint) => string): string {
  switch (error.type) {
    case 'Refused':
      return `the node did not take the transaction, so nothing was sent: ${error.detail}.`
    case 'Lost':
      return `the connection went after transaction 0x${error.hash} was sent. It may be in a block: look it up before trying again.`
    case 'InsufficientBalance':
      return `the account has ${amount(error.available)}, and ${amount(error.needed)} are needed for the fee, the deposit and the minimum that stays. Nothing was signed.`
    case 'DispatchFailed':
      return `the chain refuses the deployment: ${error.reason}. At most a fee was charged.`
    case 'ReplayableOnLiveChain':
      return `this node is a test copy of ${error.chain}: what a real key signs here could be used there. Nothing was signed.`
    case 'CallerNotMapped':
      return 'the account is not mapped for contracts.'
    case 'ContractError':
      return `the contract refused: ${error.error.type}. Nothing changed.`
    case 'BatchMissing':
    case 'InsufficientToken':
    case 'TokenRefused':
    case 'WrongCurrency':
    case 'WrongRatio':
    case 'WrongToken':
    case 'PayeeNotMapped':
    case 'PayeeIsAnother':
      return `the node answers as if this were a payment (${error.type}). Nothing was signed.`
    default:
      return describeFollowError(error)
  }
}

/** Why the account could not be mapped. */
export function describeUnmapped({ kind }: TransactionState): string {
  return `mapping the account ended as "${kind}". The contract was not deployed; at most a fee was charged.`
}
