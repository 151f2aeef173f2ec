import type { Block, Blockchain } from '@acala-network/chopsticks-core'
import type { HexString } from '@polkadot/util/types'

/** Builds one block, with the pending extrinsics or with these. Chopsticks only logs that a block failed: here it throws. */
export async function buildBlock(chain: Blockchain, transactions?: HexString[]): Promise<Block> {
  const parent = chain.head.hash
  const block = await chain.newBlock(transactions === undefined ? {} : { transactions })
  if (block.hash === parent) throw new Error('no block could be built; the log above says why')
  return block
}
