// Chopsticks' own provider goes on from the data of the block before, and makes a proof for each block in its interpreter's thread.
import type { Block, InherentProvider } from '@acala-network/chopsticks-core'
import { GenericExtrinsic } from '@polkadot/types'
import type { DecoratedMeta } from '@polkadot/types/metadata/decorate/types'
import { chopsticks } from '../chopsticks.ts'
import { assetHubId } from '../genesis/build-genesis.ts'
import { relayState } from './relay-state.ts'

/** What a relay chain accepts as a block's proof, as the runtime has it. */
const maxPovSize = 10 * 1024 * 1024
/** The relay chain's block when the parachain began. */
const firstRelayParent = 1000

const quiet = relayState({ goAhead: null })
const agreeing = relayState({ goAhead: assetHubId })
const noMessages = { fullMessages: [], hashedMessages: [] }

/** Tells every block of a relay chain that goes on by one block and in which nothing happens, but that it agrees to new code. */
export const setValidationData: InherentProvider = {
  createInherents: async (newBlock) => {
    const parent = await newBlock.parentBlock
    if (parent === undefined) throw new Error('a block to tell of the relay chain has no parent')
    const meta = await parent.meta
    const set = meta.tx['parachainSystem']?.['setValidationData']
    if (set === undefined) throw new Error('the chain is no parachain: parachainSystem.setValidationData is missing')
    const { root, nodes } = (await waitsWithCode(parent, meta)) ? agreeing : quiet
    const data = {
      validationData: {
        relayParentNumber: firstRelayParent + newBlock.number,
        relayParentStorageRoot: root,
        maxPovSize,
      },
      relayChainState: { trieNodes: nodes },
    }
    const call = set(data, { downwardMessages: noMessages, horizontalMessages: noMessages })
    return [new GenericExtrinsic(meta.registry, call).toHex()]
  },
}

const waitsWithCode = async (parent: Block, { query }: DecoratedMeta): Promise<boolean> => {
  const pending = query['parachainSystem']?.['pendingValidationCode']
  return pending !== undefined && (await parent.get(chopsticks.compactHex(pending()))) !== undefined
}
