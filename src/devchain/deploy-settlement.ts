import { readFileSync } from 'node:fs'
import type { Blockchain } from '@acala-network/chopsticks-core'
import type { KeyringPair } from '@polkadot/keyring/types'
import { Abi } from '@polkadot/api-contract'
import type { u32 } from '@polkadot/types'
import { compactStripLength } from '@polkadot/util'
import { type ContractBlueprint, type DeployedContract, deployContract } from './deploy-contract.ts'

const codePath = new URL('../../metadata/settlement.polkavm', import.meta.url)
const metadataPath = new URL('../../metadata/settlement.json', import.meta.url)

/**
 * What the legs of an instance are paid in: the chain's own token, by a ratio of native to Ethereum style amounts, or the ERC-20 token
 * at an address (40 hex digits without `0x`).
 */
export type SettlementMoney = { readonly ratio: bigint } | { readonly token: string }

/**
 * Deploys the committed settlement contract. It pays in the chain's own token, by the chain's own ratio, unless it is given other money.
 * Every call makes another contract.
 */
export async function deploySettlement(
  chain: Blockchain,
  deployer: KeyringPair,
  money?: SettlementMoney,
): Promise<DeployedContract> {
  return deployContract(chain, settlementBlueprint(money ?? { ratio: await ratioOf(chain) }), deployer)
}

/** The committed code, and the call of the constructor for this money. */
export function settlementBlueprint(money: SettlementMoney): ContractBlueprint {
  const abi = new Abi(readFileSync(metadataPath, 'utf8'))
  const call =
    'token' in money
      ? abi.findConstructor('with_token').toU8a([`0x${money.token}`])
      : abi.findConstructor('new').toU8a([money.ratio])
  const [, constructorData] = compactStripLength(call)
  return { code: readFileSync(codePath), constructorData }
}

const ratioOf = async (chain: Blockchain): Promise<bigint> => {
  const { consts } = await chain.head.meta
  const ratio = consts['revive']?.['nativeToEthRatio'] as u32 | undefined
  if (ratio === undefined) throw new Error('the chain has no constant revive.nativeToEthRatio')
  return ratio.toBigInt()
}
