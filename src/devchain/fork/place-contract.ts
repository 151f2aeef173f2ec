import type { Blockchain } from '@acala-network/chopsticks-core'
import type { AccountInfo } from '@polkadot/types/interfaces'
import type { DecoratedMeta } from '@polkadot/types/metadata/decorate/types'
import type { StorageEntry } from '@polkadot/types/primitive/types'
import type { IMethod } from '@polkadot/types/types'
import { hexToU8a } from '@polkadot/util'
import { type DeployedContract } from '../deploy-contract.ts'
import { deploySettlement } from '../deploy-settlement.ts'
import { developmentAccounts, developmentPair, unmappedName } from '../development-accounts.ts'
import { signAndInclude } from '../sign-and-include.ts'

/**
 * Maps the development accounts that have money on the fork, all but the one that never is, and has //Alice deploy the settlement contract.
 * On a live chain nobody ever mapped them: their keys are public.
 */
export async function placeContract(chain: Blockchain): Promise<DeployedContract> {
  for (const { name, uri, publicKey, h160 } of await developmentAccounts()) {
    if (name === unmappedName || !(await hasMoney(chain, publicKey)) || (await isMapped(chain, h160))) continue
    await signAndInclude(chain, (meta) => mapping(meta, publicKey), developmentPair(uri))
  }
  return deploySettlement(chain, developmentPair('//Alice'))
}

/** Where accounts are mapped when they come to life, `mapAccount` does nothing, and one whose money the configuration made never came to life. */
function mapping({ tx, consts }: DecoratedMeta, publicKey: string): IMethod {
  const mapsByItself = consts['revive']?.['autoMap']?.toString() === 'true'
  const name = mapsByItself ? 'batchMapAccounts' : 'mapAccount'
  const map = tx['revive']?.[name]
  if (!map) throw new Error(`the chain has no contracts: revive.${name} is missing`)
  return mapsByItself ? map([`0x${publicKey}`]) : map()
}

async function hasMoney(chain: Blockchain, publicKey: string): Promise<boolean> {
  const storage = await entry(chain, 'system', 'account')
  const account = await chain.head.read('AccountInfo', storage, hexToU8a(`0x${publicKey}`))
  return account !== undefined && (account as unknown as AccountInfo).data.free.toBigInt() > 0n
}

async function isMapped(chain: Blockchain, h160: string): Promise<boolean> {
  const account = await chain.head.read('AccountId32', await entry(chain, 'revive', 'originalAccount'), `0x${h160}`)
  return account !== undefined
}

async function entry(chain: Blockchain, pallet: string, name: string): Promise<StorageEntry> {
  const found = (await chain.head.meta).query[pallet]?.[name]
  if (!found) throw new Error(`the chain has no storage ${pallet}.${name}`)
  return found
}
