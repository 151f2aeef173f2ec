import type { Blockchain } from '@acala-network/chopsticks-core'
import type { AccountInfo } from '@polkadot/types/interfaces'
import { hexToU8a } from '@polkadot/util'
import type { H160 } from '../../../src/domain/index.ts'
import type { Actor } from './actor.ts'
import type { Balance } from './stage.ts'

/** Reads balances at the newest block: the crowd's by their keys, any other address as what the chain falls back to. */
export function createBalanceReader(chain: Blockchain, crowd: readonly Actor[]): (address: H160) => Promise<Balance> {
  const idByAddress = new Map(crowd.map(({ h160, pair }) => [h160, pair.publicKey]))
  return async (address) => {
    const id = idByAddress.get(address) ?? hexToU8a(`0x${address}${'ee'.repeat(12)}`)
    const { query } = await chain.head.meta
    const account = (await chain.head.read('AccountInfo', query['system']!['account']!, id)) as AccountInfo | undefined
    return { free: account?.data.free.toBigInt() ?? 0n, held: account?.data.reserved.toBigInt() ?? 0n }
  }
}
