import type { Hash32 } from '../../domain/index.ts'
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
  /** The native token, as the chain calls it. Amounts are never computed with this: the node's own digits are. */
  readonly token: { readonly symbol: string; readonly decimals: number }
}
