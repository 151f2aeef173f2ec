export type { BlockHeader, BlockRef } from './block-ref.ts'
export type { CallEstimate, CostParts, EstimateError, PrecedingStep } from './call-estimate.ts'
export { dispatchCause, DISPATCH_REASONS, tokenCause, type DispatchCause } from './dispatch-cause.ts'
export type { ChainError } from './chain-error.ts'
export type { ChainFacts } from './chain-facts.ts'
export type {
  BlockReader,
  ChainCaller,
  ChainPort,
  ContractReader,
  FinalizedListener,
  Unsubscribe,
} from './chain-port.ts'
export { paidIn, tokenPaid, valueOfCall, type CallOutcome, type ChainCall, type ContractCall } from './contract-call.ts'
export { PLAIN_CONTRACT_ERRORS, type ContractError } from './contract-error.ts'
export { followKey, type FollowCursor, type FollowRecord, type FollowStore, type FollowTarget } from './follow-store.ts'
export type { ContractFacts, GroupView, HeadView } from './group-view.ts'
export { assetOfToken } from './token-address.ts'
export type { TokenFacts } from './token-facts.ts'
export { createMemoryFollowStore } from './memory-follow-store.ts'
export {
  isSettled,
  NEW_TRANSACTION,
  nextTransaction,
  type IllegalTransition,
  type HoldBack,
  type InclusionPlace,
  type KeepRecord,
  type PendingTransaction,
  type TransactionEnd,
  type TransactionFailure,
  type TransactionSignal,
  type TransactionState,
} from './transaction.ts'
export { isRival } from './call-purpose.ts'
export type { Custody, TransactionSigner } from './transaction-signer.ts'
export { checkHistory, toHistory } from './check-history.ts'
export { comparePlaces, placeKey } from './chain-place.ts'
export {
  accountLinks,
  blockLinks,
  contractLinks,
  extrinsicLinks,
  NO_EXPLORERS,
  polkadotJsBlockLink,
  type ExplorerLink,
  type Explorers,
} from './explorer-links.ts'
export { needsRebuild, type FollowError } from './follow-error.ts'
export { followGroup, type Following } from './follow-group.ts'
export type { FollowOptions, FollowUpdate } from './follow-options.ts'
export { checkChain, EMBEDDED_GENESIS, type ChainRefusal } from './check-chain.ts'
export { paymentFault, readPayment, type PaymentFacts, type PaymentFault } from './payment-facts.ts'
export { misnomerOf, readMoney } from './money-name.ts'
export {
  checkContract,
  checkPayee,
  preflight,
  type ExpectedPayee,
  type PreflightError,
  type PreflightRequest,
} from './preflight.ts'
export { renewEstimate } from './renew-estimate.ts'
export { readGroup, type GroupReading, type GroupSource, type ReadOptions, type ReadProgress } from './read-group.ts'
export { sendTransaction, type SendRequest } from './send-transaction.ts'
export { KNOWN_CODE } from './known-code.ts'
export type { NodeDifference, NodesDiffer, StoredDiffers } from './nodes/node-difference.ts'
export type { NodeHealth } from './nodes/node-health.ts'
export type { NodeOpinion } from './nodes/node-opinion.ts'
export type { ConnectNode } from './nodes/node-pool.ts'
export { openNodes, type ChainNodes, type Witness } from './nodes/open-nodes.ts'
export {
  contradictionOf,
  readAgreed,
  type AgreedError,
  type AgreedOptions,
  type AgreedReading,
  type AskedNode,
} from './nodes/read-agreed.ts'
export type { Trust } from './nodes/trust.ts'
export type { ProvenRecord } from './proof/read-record.ts'
export { NO_STATE_ROOT, parseHeader } from './proof/block-header.ts'
export type { BlockProof, ProofReader, RuntimeFacts, WantedProof } from './proof/proven-block.ts'
export type { ContractMoney, Deployed, Deployer, DeployError, DeployEstimate } from './deploy-contract.ts'
