import type { H160, Hash32 } from '../../domain/index.ts'
import type { Explorers } from '../explorer-links.ts'

/** A network as people choose it. What a node says about its chain is read from the node; this is what it takes to find one, and to know it. */
export type Network = {
  /** One word, for commands and settings. */
  readonly id: string
  readonly name: string
  /** Hash of block 0: a node with another one is on another network, whatever it is called. */
  readonly genesis: Hash32
  /** Tried in turn; run by different people, so that a second one is a second opinion. */
  readonly endpoints: readonly string[]
  readonly explorers: Explorers
  /** Where tokens are given away; null where they cost money. */
  readonly faucet: string | null
  /** The native token, as the chain calls it. A node that gives it other digits is not believed. */
  readonly token: { readonly symbol: string; readonly decimals: number }
  /** What a pot can be paid in beside it. A token that bears one of these codes on this network and has another address is another one. */
  readonly tokens: readonly NetworkToken[]
}

/** A token of a network, as people choose it. */
export type NetworkToken = {
  readonly code: string
  readonly digits: number
  /** Where it answers as an ERC-20 contract. */
  readonly address: H160
}

/** Money that a network is known to have; `address` is null for the chain's own. */
export type ListedMoney = Omit<NetworkToken, 'address'> & { readonly address: H160 | null }
