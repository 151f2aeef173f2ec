import type { HistoryError, H160, Hash32 } from '../domain/index.ts'
import type { BlockRef } from './block-ref.ts'
import type { ChainError } from './chain-error.ts'
import type { HeadView } from './group-view.ts'
import type { NodesDiffer, StoredDiffers } from './nodes/node-difference.ts'

/** Why following a group stopped. Everything but a `ChainError` is a contradiction that no waiting heals. */
export type FollowError =
  /** The node is on another chain. */
  | { readonly type: 'WrongGenesis'; readonly expected: Hash32; readonly found: Hash32; readonly chain: string }
  /** The contract's code is none that this build knows, or there is no contract (`found` null). */
  | {
      readonly type: 'UnknownCode'
      readonly contract: H160
      readonly found: Hash32 | null
      readonly known: readonly Hash32[]
    }
  /** The contract runs other code than when following began. */
  | { readonly type: 'CodeChanged'; readonly contract: H160; readonly expected: Hash32; readonly found: Hash32 | null }
  /** The block that should hold GroupCreated is not on this chain, or does not hold it. */
  | { readonly type: 'CreationNotFound'; readonly createdAt: Hash32; readonly group: Hash32 }
  /** The node has another block, or none, where the last read one was: the chain was reset or the node is on a fork. */
  | { readonly type: 'CursorNotOnChain'; readonly cursor: BlockRef; readonly found: Hash32 | null }
  /** A block does not follow the one before it. */
  | { readonly type: 'ParentMismatch'; readonly block: BlockRef; readonly expected: Hash32; readonly found: Hash32 }
  /** A finalized head below what was final before: finality was taken back. */
  | { readonly type: 'HeadMovedBack'; readonly from: BlockRef; readonly to: BlockRef }
  /** The events do not make a history: one is missing, altered, invented or out of place. */
  | { readonly type: 'HistoryBroken'; readonly upTo: BlockRef; readonly error: HistoryError }
  /** The events make a history that ends elsewhere than the contract says at the same block: some are withheld or made up. */
  | {
      readonly type: 'HeadMismatch'
      readonly at: BlockRef
      readonly replayed: HeadView
      readonly contract: HeadView | null
    }
  | NodesDiffer
  | StoredDiffers
  /** Whoever asked for it wanted it no more. Nothing is wrong. */
  | { readonly type: 'Cancelled' }
  | ChainError

/** Errors after which what is stored is of no more use: clear the store and read again from the group's creation. */
const CONTRADICTIONS: ReadonlySet<FollowError['type']> = new Set([
  'CursorNotOnChain',
  'ParentMismatch',
  'HeadMovedBack',
  'HistoryBroken',
  'HeadMismatch',
  'StoredDiffers',
])

/** Whether reading again from the start may help. The rest is about the node or the contract, not about what is stored. */
export function needsRebuild(error: FollowError): boolean {
  return CONTRADICTIONS.has(error.type)
}
