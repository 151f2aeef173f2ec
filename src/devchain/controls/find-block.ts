import type { Block, Blockchain } from '@acala-network/chopsticks-core'
import type { BlockId } from '../block-id.ts'

/** A block by its number, or by its hash with or without `0x`. Throws when the chain has none such. */
export async function findBlock(chain: Blockchain, block: number | string): Promise<Block> {
  const found =
    typeof block === 'number'
      ? await chain.getBlockAt(block)
      : await chain.getBlock(block.startsWith('0x') ? (block as `0x${string}`) : `0x${block}`)
  if (found === undefined) throw new Error(`The chain has no block ${block}.`)
  return found
}

/** A block's number and hash, as this layer tells them. */
export function blockIdOf({ number, hash }: Block): BlockId {
  return { number, hash: hash.slice(2) }
}
