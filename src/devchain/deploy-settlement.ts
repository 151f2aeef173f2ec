import { readFileSync } from 'node:fs'
import type { Blockchain } from '@acala-network/chopsticks-core'
import type { KeyringPair } from '@polkadot/keyring/types'
import { Abi } from '@polkadot/api-contract'
import type { u32 } from '@polkadot/types'
import { compactStripLength } from '@polkadot/util'
import { type DeployedContract, deployContract } from './deploy-contract.ts'

const codePath = new URL('../../metadata/settlement.polkavm', import.meta.url)
const metadataPath = new URL('../../metadata/settlement.json', import.meta.url)

/**
 * Deploys the committed settlement contract. It is told the chain's own ratio of native to Ethereum style amounts, unless a test
 * wants another one. Every call makes another contract.
 */
export async function deploySettlement(
  chain: Blockchain,
  deployer: KeyringPair,
  ratio?: bigint,
): Promise<DeployedContract> {
  const abi = new Abi(readFileSync(metadataPath, 'utf8'))
  const [, constructorData] = compactStripLength(abi.findConstructor('new').toU8a([ratio ?? (await ratioOf(chain))]))
  return deployContract(chain, { code: readFileSync(codePath), constructorData }, deployer)
}

const ratioOf = async (chain: Blockchain): Promise<u32> => {
  const { consts } = await chain.head.meta
  const ratio = consts['revive']?.['nativeToEthRatio'] as u32 | undefined
  if (ratio === undefined) throw new Error('the chain has no constant revive.nativeToEthRatio')
  return ratio
}
