import type { Blockchain } from '@acala-network/chopsticks-core'
import type { AccountInfo } from '@polkadot/types/interfaces'
import { chopsticks } from '../chopsticks.ts'

/** Gives an account (SS58) exactly so much free money, from nowhere; the total of all money is not kept right. */
export async function setBalance(chain: Blockchain, address: string, planck: bigint): Promise<void> {
  const { query, registry } = await chain.head.meta
  const entry = query['system']?.['account']
  if (entry === undefined) throw new Error('the chain has no storage system.account')
  const found = await chain.head.read('AccountInfo', entry, address)
  const account = (found ?? registry.createType('AccountInfo')) as unknown as AccountInfo
  const { nonce, consumers, sufficients, providers, data } = account
  const alive = Math.max(1, providers.toNumber()) // an account without a provider is none
  const { reserved, frozen, flags } = data.toJSON()
  const value = { nonce, consumers, sufficients, providers: alive, data: { free: planck, reserved, frozen, flags } }
  await chopsticks.setStorage(chain, { System: { Account: [[[address], value]] } })
}
