import type { H160, Hash32 } from '../../domain/index.ts'
import type { ChainFacts } from '../chain-facts.ts'
import { NO_EXPLORERS, type Explorers } from '../explorer-links.ts'
import { EMBEDDED_GENESIS } from '../check-chain.ts'
import type { ListedMoney, Network, NetworkToken } from './network.ts'

/** The stable coins of every Asset Hub, by the numbers that their issuers were given there. */
const STABLE: readonly NetworkToken[] = [
  { code: 'USDT', digits: 6, address: '000007c000000000000000000000000001200000' as H160 },
  { code: 'USDC', digits: 6, address: '0000053900000000000000000000000001200000' as H160 },
]

/** Networks with pallet-revive, test networks first, and the embedded chain. */
export const NETWORKS: readonly Network[] = [
  {
    id: 'paseo',
    name: 'Paseo Asset Hub',
    genesis: 'd6eec26135305a8ad257a20d003357284c8aa03d0bdb2b357ab0a22371e11ef2' as Hash32,
    endpoints: ['wss://asset-hub-paseo-rpc.n.dwellir.com', 'wss://sys.turboflakes.io/asset-hub-paseo'],
    explorers: {
      subscan: 'https://assethub-paseo.subscan.io',
      blockscout: 'https://blockscout-testnet.polkadot.io',
    },
    faucet: 'https://faucet.polkadot.io',
    token: { symbol: 'PAS', decimals: 10 },
    tokens: STABLE,
  },
  {
    id: 'westend',
    name: 'Westend Asset Hub',
    genesis: '67f9723393ef76214df0118c34bbbd3dbebc8ed46a10973a8c969d48fe7598c9' as Hash32,
    endpoints: ['wss://westend-asset-hub-rpc.polkadot.io'],
    explorers: { subscan: 'https://assethub-westend.subscan.io', blockscout: null },
    faucet: 'https://faucet.polkadot.io',
    token: { symbol: 'WND', decimals: 12 },
    tokens: STABLE,
  },
  {
    id: 'polkadot',
    name: 'Polkadot Asset Hub',
    genesis: '68d56f15f85d3136970ec16946040bc1752654e906147f7e43e9d539d7c3de2f' as Hash32,
    endpoints: ['wss://polkadot-asset-hub-rpc.polkadot.io'],
    explorers: { subscan: 'https://assethub-polkadot.subscan.io', blockscout: 'https://blockscout.polkadot.io' },
    faucet: null,
    token: { symbol: 'DOT', decimals: 10 },
    tokens: STABLE,
  },
  {
    id: 'local',
    name: 'Embedded chain on this machine',
    genesis: EMBEDDED_GENESIS,
    endpoints: ['ws://127.0.0.1:9944'],
    explorers: NO_EXPLORERS,
    faucet: null,
    token: { symbol: 'UNIT', decimals: 12 },
    tokens: [{ code: 'DEVUSD', digits: 6, address: '000007c000000000000000000000000001200000' as H160 }],
  },
]

/** The network of this id. */
export function networkNamed(id: string): Network | undefined {
  return NETWORKS.find((network) => network.id === id)
}

/** The network that a node is on; undefined for one that is not listed, and for a fork, which only looks like it. */
export function networkOf({ genesis, offersDev }: Pick<ChainFacts, 'genesis' | 'offersDev'>): Network | undefined {
  return offersDev && genesis !== EMBEDDED_GENESIS ? undefined : NETWORKS.find((network) => network.genesis === genesis)
}

/** Explorers that show the chain of a node: none for a fork, whose blocks no explorer has. */
export function explorersOf(facts: Pick<ChainFacts, 'genesis' | 'offersDev'>): Explorers {
  return networkOf(facts)?.explorers ?? NO_EXPLORERS
}

/** The money that a node's network is known to have, its own first; nothing where the network is not listed. */
export function listedMoney(facts: Pick<ChainFacts, 'genesis' | 'offersDev'>): readonly ListedMoney[] {
  const network = networkOf(facts)
  if (!network) return []
  const { token, tokens } = network
  return [{ code: token.symbol, digits: token.decimals, address: null }, ...tokens]
}
