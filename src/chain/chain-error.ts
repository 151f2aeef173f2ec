import type { H160, Hash32 } from '../domain/index.ts'

/** Why a node could not answer. None of these says anything about the contract or about money. */
export type ChainError =
  /** The connection could not be made or was lost. Nothing is known about what was asked. */
  | { readonly type: 'Disconnected'; readonly endpoint: string; readonly detail: string }
  /** The node does not know this block, or not at this height. */
  | { readonly type: 'UnknownBlock'; readonly block: number | Hash32 }
  /** The node knows the block but has pruned its state: it takes an archive node. */
  | { readonly type: 'StatePruned'; readonly block: number | Hash32 }
  /** The header that the node gives is not the one that this hash belongs to. */
  | { readonly type: 'HeaderAltered'; readonly block: Hash32 }
  /** The chain lacks what contracts need here; `missing` are names of its interface. */
  | { readonly type: 'ReviveMissing'; readonly chain: string; readonly missing: readonly string[] }
  /** The chain has no token at this address, or does not say what it is called. */
  | { readonly type: 'UnknownToken'; readonly token: H160 }
  /** An event of the contract that its interface does not describe. */
  | { readonly type: 'UnreadableEvent'; readonly contract: H160; readonly block: Hash32; readonly detail: string }
  /** Anything else a node answered that makes no sense here. */
  | { readonly type: 'BadAnswer'; readonly asked: string; readonly detail: string }
