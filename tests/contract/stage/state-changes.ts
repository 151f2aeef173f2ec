import type { Blockchain } from '@acala-network/chopsticks-core'
import { compactStripLength, u8aToHex } from '@polkadot/util'
import type { HexString } from '@polkadot/util/types'

/** Keys under which the chain keeps what calls of contracts could change: accounts, holds, tokens, contracts, and what contracts store. */
const watched = [
  ['system', 'account'],
  ['balances', 'holds'],
  ['assets', 'asset'],
  ['assets', 'account'],
  ['assets', 'approvals'],
  ['revive', 'accountInfoOf'],
] as const

/** `:child_storage:default:`, in front of everything that contracts store. */
const childPrefix = '0x3a6368696c645f73746f726167653a64656661756c743a'

/** The watched keys whose values the newest block changed. */
export async function stateChanges(chain: Blockchain): Promise<readonly string[]> {
  const { head } = chain
  const { query } = await head.meta
  const prefixes = [...watched.map(([pallet, entry]) => u8aToHex(query[pallet]![entry]!.keyPrefix())), childPrefix]
  const parent = await head.parentBlock
  const written = Object.entries(await head.storageDiff()).filter(([key]) =>
    prefixes.some((prefix) => key.startsWith(prefix)),
  )
  const before = await Promise.all(written.map(async ([key]) => parent?.get(key)))
  return written.flatMap(([key, after], i) => ((after ?? null) === (before[i] ?? null) ? [] : [key]))
}

/** The key of an account in `system.account`. */
export async function accountKey(chain: Blockchain, publicKey: Uint8Array): Promise<HexString> {
  const { query } = await chain.head.meta
  return u8aToHex(compactStripLength(query['system']!['account']!(publicKey))[1])
}
