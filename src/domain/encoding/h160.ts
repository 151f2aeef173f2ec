import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, hexToBytes } from './hex.ts'
import type { AccountId, H160 } from '../ids.ts'

const ETHEREUM_PADDING = 'ee'.repeat(12)

/**
 * The address by which the contract knows an account: the last 20 bytes of keccak256(AccountId32), or, for an account that
 * stands for an Ethereum address (20 bytes and twelve times 0xEE), that address itself.
 */
export function accountIdToH160(account: AccountId): H160 {
  if (account.endsWith(ETHEREUM_PADDING)) return account.slice(0, 40) as H160
  return bytesToHex(keccak_256(hexToBytes(account)).subarray(12)) as H160
}
