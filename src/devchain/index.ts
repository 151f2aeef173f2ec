// The embedded chain: a real runtime with pallet-revive under Chopsticks, with people, money and the contract on it.
export type { Executor } from './create-blockchain.ts'
export { connectDevControls, type DevControls } from './dev-controls.ts'
export type { BlockId } from './block-id.ts'
export type { BareDevChain, DevChain, DevChainOptions } from './dev-chain.ts'
export { type ContractBlueprint, type DeployedContract, deployContract } from './deploy-contract.ts'
export { deploySettlement, settlementBlueprint, type SettlementMoney } from './deploy-settlement.ts'
export {
  type DevelopmentAccount,
  developmentAccounts,
  developmentNames,
  developmentPair,
  unmappedName,
} from './development-accounts.ts'
export { developmentToken } from './genesis/development-token.ts'
export type { ChainControls } from './controls/chain-controls.ts'
export type { Impersonated } from './controls/impersonate.ts'
export type { ReorganiseOptions } from './controls/reorganise.ts'
export type { Snapshot } from './controls/snapshots.ts'
export type { BlockMode } from './produce-blocks.ts'
export { startDevChain } from './start-dev-chain.ts'
export type { CallTrace, ExtrinsicTrace } from './trace/call-trace.ts'
export { describeTrace, type TraceNames } from './trace/describe-trace.ts'
