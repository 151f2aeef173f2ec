import type { Hash32 } from '../domain/index.ts'

/** A block by number and hash. */
export type BlockRef = { readonly number: number; readonly hash: Hash32 }

/** What the follower reads of a header: a block and the one before it. */
export type BlockHeader = BlockRef & { readonly parentHash: Hash32 }
