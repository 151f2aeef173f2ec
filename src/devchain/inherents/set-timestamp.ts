import { chopsticks } from '../chopsticks.ts'
import type { InherentProvider } from '@acala-network/chopsticks-core'
import { GenericExtrinsic } from '@polkadot/types'

/** Tells every block that it is one slot of `slotMs` later than its parent. */
export function setTimestamp(slotMs: number): InherentProvider {
  return {
    createInherents: async (newBlock) => {
      const parent = await newBlock.parentBlock
      if (parent === undefined) throw new Error('a block to tell the time has no parent')
      const { registry, tx } = await parent.meta
      const set = tx['timestamp']?.['set']
      if (set === undefined) throw new Error('the chain has no time: timestamp.set is missing')
      const now = (await chopsticks.getCurrentTimestamp(parent)) + BigInt(slotMs)
      return [new GenericExtrinsic(registry, set(now)).toHex()]
    },
  }
}
