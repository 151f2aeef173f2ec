import { NETWORKS } from '../../app/nodes/index.ts'
import { EMPTY_NETWORK, type NetworkChoice } from '../stores/network-choice.ts'

/** Networks to choose from, by id and name. */
export const networkNames: readonly { readonly id: string; readonly name: string }[] = NETWORKS

/** The choice with the nodes of a network; its contract and explorers are known where it has some, so own ones are dropped. */
export function withNetwork(id: string, choice: NetworkChoice): NetworkChoice {
  const [endpoint = '', second = ''] = NETWORKS.find((network) => network.id === id)?.endpoints ?? []
  return endpoint === '' ? choice : { ...EMPTY_NETWORK, endpoint, second }
}

/** The network whose nodes are chosen; empty for nodes of somebody's own. */
export function networkIdOf({ endpoint }: NetworkChoice): string {
  return NETWORKS.find(({ endpoints }) => endpoints[0] === endpoint)?.id ?? ''
}

/** Where a network gives tokens away; null where it does not, and for nodes of somebody's own. */
export function faucetOf(id: string): string | null {
  return NETWORKS.find((network) => network.id === id)?.faucet ?? null
}
