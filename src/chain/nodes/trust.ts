import type { BlockRef } from '../block-ref.ts'

/** How many nodes say what is shown. Nodes that contradict each other are no trust level: following halts. */
export type Trust =
  /** Consistent with itself and the contract; a node that invents a whole history consistently would look the same. */
  | { readonly type: 'one node' }
  /** `endpoint` has the same blocks, events and head up to `at`, and the node in use has said so too, itself. */
  | { readonly type: 'two nodes agree'; readonly endpoint: string; readonly at: BlockRef }
  /** `endpoint` calls `blocks` more blocks final than the node in use: what is shown may be an old state. */
  | { readonly type: 'behind'; readonly endpoint: string; readonly blocks: number }
