import { readFileSync } from 'node:fs'
import type { Blockchain } from '@acala-network/chopsticks-core'
import type { KeyringPair } from '@polkadot/keyring/types'
import { Abi } from '@polkadot/api-contract'
import type { u32 } from '@polkadot/types'
import { compactStripLength } from '@polkadot/util'
import { type DeployedContract, deployContract } from './deploy-contract.ts'

const codePath = new URL('../../metadata/settlement.polkavm', import.meta.url)
const metadataPath = new URL('../../metadata/settlement.json', import.meta.url)

/** Deploys the committed settlement contract, told the chain's own ratio of native to Ethereum style amounts. */
export async function deploySettlement(chain: Blockchain, deployer: KeyringPair): Promise<DeployedContract> {
  const abi = new Abi(readFileSync(metadataPath, 'utf8'))
  const { consts } = await chain.head.meta
  const ratio = consts['revive']?.['nativeToEthRatio'] as u32 | undefined
  if (ratio === undefined) throw new Error('the chain has no constant revive.nativeToEthRatio')
  const [, constructorData] = compactStripLength(abi.findConstructor('new').toU8a([ratio]))
  return deployContract(chain, { code: readFileSync(codePath), constructorData }, deployer)
}
