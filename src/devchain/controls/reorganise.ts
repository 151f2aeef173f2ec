import type { Block, Blockchain } from '@acala-network/chopsticks-core'
import type { GenericExtrinsic } from '@polkadot/types'
import type { HexString } from '@polkadot/util/types'
import { buildBlock } from '../build-block.ts'
import { chopsticks } from '../chopsticks.ts'

/** What becomes of the extrinsics of abandoned blocks: lost, or those that are valid there in the first block of the new branch. */
export type ReorganiseOptions = { readonly extrinsics?: 'lost' | 'included again' }

/** The first block of the new branch is a second later than the abandoned one would have it, so that their hashes differ. */
const delayMs = 1000

/**
 * Abandons the newest `depth` blocks for a branch that is one longer, as nodes do when they learn of a better one. Answers its newest
 * block. Throws when the chain is not as long.
 */
export async function reorganise(
  chain: Blockchain,
  depth: number,
  { extrinsics = 'lost' }: ReorganiseOptions = {},
): Promise<Block> {
  await chain.upcomingBlocks()
  let parent = chain.head
  const abandoned: HexString[] = []
  for (let passed = 0; passed < depth; passed++) {
    const below = await parent.parentBlock
    if (below === undefined || below.number === 0) throw new Error(`The chain has no ${depth} blocks to abandon.`)
    abandoned.unshift(...(await sentExtrinsics(parent)))
    parent = below
  }
  const layers = parent.storageLayerCount
  await chain.setHead(parent)
  await chopsticks.timeTravel(chain, (await timestampOf(parent)) + delayMs)
  try {
    await buildBlock(chain, extrinsics === 'lost' ? [] : abandoned)
  } finally {
    parent.resetStorageLayers(layers) // the clock was set for that one block; the parent itself stays what it was
  }
  for (let built = 1; built <= depth; built++) await buildBlock(chain, [])
  return chain.head
}

/** What somebody sent: signed, or an Ethereum transaction, whose signature is inside. The rest are inherents, which every block makes anew. */
const sentExtrinsics = async (block: Block): Promise<readonly HexString[]> => {
  const registry = await block.registry
  const isSent = (extrinsic: HexString): boolean => {
    const { isSigned, method } = registry.createType<GenericExtrinsic>('GenericExtrinsic', extrinsic)
    return isSigned || method.section === 'revive'
  }
  return (await block.extrinsics).filter(isSent)
}

const timestampOf = async (block: Block): Promise<number> => Number(await chopsticks.getCurrentTimestamp(block))
