// Accounts as people and explorers write them: SS58, base58 of prefix, account and the first two bytes of BLAKE2b-512("SS58PRE" ++ prefix ++ account).
// https://docs.polkadot.com/reference/parachains/accounts/ (address formats)

import { blake2b } from '@noble/hashes/blake2.js'
import { ascii, concatBytes, hexToBytes, type AccountId } from '../domain/index.ts'

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** The address of an account on a chain with this prefix (0 to 16383, as the chain says it). */
export function accountToSs58(account: AccountId, prefix: number): string {
  const body = concatBytes(prefixBytes(prefix), hexToBytes(account))
  const checksum = blake2b(concatBytes(ascii('SS58PRE'), body)).subarray(0, 2)
  return toBase58(concatBytes(body, checksum))
}

/** One byte below 64; above, 14 bits spread over two bytes. */
function prefixBytes(prefix: number): Uint8Array {
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > 16_383) throw new RangeError(`no SS58 prefix: ${prefix}`)
  if (prefix < 64) return Uint8Array.of(prefix)
  return Uint8Array.of(((prefix & 0b1111_1100) >> 2) | 0b0100_0000, (prefix >> 8) | ((prefix & 0b11) << 6))
}

function toBase58(bytes: Uint8Array): string {
  let number = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  let text = ''
  for (; number > 0n; number /= 58n) text = ALPHABET.charAt(Number(number % 58n)) + text
  // Zero bytes in front have no value and are written as the digit zero.
  const zeros = bytes.findIndex((byte) => byte !== 0)
  return '1'.repeat(zeros < 0 ? bytes.length : zeros) + text
}
