// Links to explorers. They do not decode this contract, so a reader compares single fields: the contract's address, topic 1 (the
// group's id) and, of Finalized, topic 2 (the state hash).

import type { H160, Hash32 } from '../domain/index.ts'

/** A link, and the place's name for people. */
export type ExplorerLink = { readonly explorer: 'polkadot.js' | 'Subscan' | 'Blockscout'; readonly url: string }

/** Explorers of one network: hosts such as `https://assethub-paseo.subscan.io`, null where there is none. */
export type Explorers = { readonly subscan: string | null; readonly blockscout: string | null }

/** A network without explorers of its own: polkadot.js apps reads any node, one on this machine included. */
export const NO_EXPLORERS: Explorers = { subscan: null, blockscout: null }

/** A block in polkadot.js apps, through the endpoint that is in use. */
export function polkadotJsBlockLink(endpoint: string, block: Hash32): ExplorerLink {
  return {
    explorer: 'polkadot.js',
    url: `https://polkadot.js.org/apps/?rpc=${encodeURIComponent(endpoint)}#/explorer/query/0x${block}`,
  }
}

/** Everything that shows a block. */
export function blockLinks(
  endpoint: string,
  explorers: Explorers,
  block: { readonly number: number; readonly hash: Hash32 },
): readonly ExplorerLink[] {
  return [...polkadotJs(endpoint, block.hash), ...subscan(explorers, `block/${block.number}`)]
}

/** Everything that shows an extrinsic: Subscan names it by block number and index, polkadot.js by its block. */
export function extrinsicLinks(
  endpoint: string,
  explorers: Explorers,
  place: { readonly blockNumber: number; readonly blockHash: Hash32; readonly extrinsicIndex: number },
): readonly ExplorerLink[] {
  return [
    ...polkadotJs(endpoint, place.blockHash),
    ...subscan(explorers, `extrinsic/${place.blockNumber}-${place.extrinsicIndex}`),
  ]
}

/** Everything that shows an account, by its SS58 address. */
export function accountLinks(explorers: Explorers, address: string): readonly ExplorerLink[] {
  return subscan(explorers, `account/${address}`)
}

/** Everything that shows the contract. */
export function contractLinks(explorers: Explorers, contract: H160): readonly ExplorerLink[] {
  const blockscout: readonly ExplorerLink[] =
    explorers.blockscout === null
      ? []
      : [{ explorer: 'Blockscout', url: `${explorers.blockscout}/address/0x${contract}` }]
  return [...subscan(explorers, `account/0x${contract}`), ...blockscout]
}

/** Without a node it would show the block of another chain, or none. */
function polkadotJs(endpoint: string, block: Hash32): readonly ExplorerLink[] {
  return endpoint === '' ? [] : [polkadotJsBlockLink(endpoint, block)]
}

function subscan(explorers: Explorers, path: string): readonly ExplorerLink[] {
  return explorers.subscan === null ? [] : [{ explorer: 'Subscan', url: `${explorers.subscan}/${path}` }]
}
