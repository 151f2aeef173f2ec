// What is only needed once the chain is asked: loaded then, so that the first screen does not carry it.

export { assetOfToken, KNOWN_CODE, openNodes } from '../../chain/index.ts'
export { explorersOf, NETWORKS, type Network } from '../../chain/networks/index.ts'
export {
  deployedInstances,
  listInstances,
  readInstance,
  type ContractInstance,
  type InstanceError,
} from './contract-instance.ts'
export { tiedMoneyFault } from './tied-money.ts'
