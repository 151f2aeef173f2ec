import { readFileSync } from 'node:fs'
import { Abi } from '@polkadot/api-contract'
import type { DevChain } from '../../src/devchain/index.ts'
import { balanceOf } from './balance-of.ts'
import { finalize } from './finalize.ts'
import { openApi } from './open-api.ts'
import { transfer } from './transfer.ts'

const metadata = readFileSync(new URL('../../metadata/settlement.json', import.meta.url), 'utf8')
const salt = new Uint8Array(32).fill(7)

/**
 * What a day on the chain looks like: a transfer, a dry run, a group of three created, the same group again (refused by the contract),
 * a transfer that is too large, an account that comes to life, an empty block.
 */
export const playStory = async ({ url, contract, accounts, newBlock }: DevChain): Promise<void> => {
  const api = await openApi(url)
  const abi = new Abi(metadata, api.registry.getChainProperties())
  const [alice, bob, charlie] = accounts
  // 1. Money moves.
  await finalize(transfer(api, bob!.address, 5n * 10n ** 12n), '//Alice')
  // 2. A group, dry first.
  const members = [alice!, bob!, charlie!].map(({ h160 }) => `0x${h160}`)
  const data = abi.findMessage('create_group').toU8a([salt, members, 2])
  await api.call['reviveApi']?.['call']?.(alice!.address, `0x${contract.address}`, 0, null, null, data)
  const weight = api.registry.createType('WeightV2', { refTime: 50_000_000_000n, proofSize: 3_000_000n })
  const create = api.tx['revive']!['call']!(`0x${contract.address}`, 0, weight, 10n ** 14n, data)
  await finalize(create, '//Alice')
  // 3. What the contract and the chain refuse.
  await finalize(create, '//Alice').catch(() => {})
  await finalize(transfer(api, bob!.address, 10n ** 24n), '//Charlie').catch(() => {})
  // 4. Somebody new, and nothing.
  await finalize(transfer(api, '5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM', 10n ** 12n), '//Bob')
  await newBlock()
  await balanceOf(api, bob!.address)
  await api.disconnect()
}
