import type { Block, Blockchain } from '@acala-network/chopsticks-core'
import { blockIdOf } from './find-block.ts'
import type { BlockId } from '../block-id.ts'

/** A moment of the chain to go back to, as often as one likes. */
export type Snapshot = BlockId

type Moment = { readonly chain: Blockchain; readonly block: Block; readonly layers: number }

const moments = new WeakMap<Snapshot, Moment>()

/** Remembers the newest block and what was set by hand on top of it. Costs nothing: blocks never change, and keep only what they wrote. */
export async function takeSnapshot(chain: Blockchain): Promise<Snapshot> {
  await chain.upcomingBlocks()
  const block = chain.head
  const snapshot = blockIdOf(block)
  moments.set(snapshot, { chain, block, layers: block.storageLayerCount })
  return snapshot
}

/** Makes the chain what it was at the snapshot: later blocks and pending extrinsics are gone. Throws for another chain's snapshot. */
export async function revertTo(chain: Blockchain, snapshot: Snapshot): Promise<void> {
  const moment = moments.get(snapshot)
  if (moment?.chain !== chain) throw new Error('This snapshot was not taken of this chain.')
  chain.txPool.clear()
  await chain.upcomingBlocks()
  moment.block.resetStorageLayers(moment.layers)
  await chain.setHead(moment.block)
}
