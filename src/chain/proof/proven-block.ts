import type { H160, Hash32, Result } from '../../domain/index.ts'
import type { ChainError } from '../chain-error.ts'

/** A block and what proves something about its state: the header as its chain hashes it, and nodes of its state tries. */
export type BlockProof = { readonly header: Uint8Array; readonly nodes: readonly Uint8Array[] }

/** What of a block's state is to be proven. */
export type WantedProof = {
  /** Its events, and which runtime wrote them. */
  readonly events: boolean
  /** The contract's code, and the record that it keeps of a group. */
  readonly record: { readonly contract: H160; readonly group: Hash32 } | null
  /** The hash of an older block, which a chain keeps for a while; null: its parent's stands in the header. */
  readonly olderBlock: number | null
}

/** A runtime. */
export type RuntimeFacts = {
  /** Says how events are laid out. */
  readonly metadata: Uint8Array
  /** How many blocks back the state knows hashes of older blocks. */
  readonly blockHashCount: number
}

/** What proofs are made of. */
export type ProofReader = {
  /** The nodes are none where the chain has no state trie (its headers have a zero state root). */
  readonly blockProof: (block: Hash32, wanted: WantedProof) => Promise<Result<BlockProof, ChainError>>
  /** The runtime that wrote a block; the same object for blocks of the same runtime. */
  readonly runtime: (block: Hash32) => Promise<Result<RuntimeFacts, ChainError>>
}
