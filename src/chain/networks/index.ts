export {
  addDeployment,
  deploymentsToText,
  parseDeployments,
  type Deployment,
  type Deployments,
  type DeploymentsError,
} from './deployment.ts'
export { deployedContract, DEPLOYMENTS } from './known-deployments.ts'
export type { ListedMoney, Network, NetworkToken } from './network.ts'
export { explorersOf, listedMoney, networkNamed, networkOf, NETWORKS } from './networks.ts'
