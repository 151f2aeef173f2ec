import { sha256 } from '../../crypto/index.ts'
import { ascii, hexToBytes } from '../../domain/index.ts'

const GROUPS = 6

/**
 * A code by which two people compare an account key: SHA-256 of "quits/account/v1" ++ key, as six groups of five digits (about 100 bits), so that nobody
 * finds another key with the same one.
 */
export function accountCode(account: string): string {
  const hash = sha256(ascii('quits/account/v1'), hexToBytes(account))
  return Array.from({ length: GROUPS }, (_, group) => {
    const bytes = hash.subarray(group * 5, group * 5 + 5)
    const number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
    return (number % 100_000n).toString().padStart(5, '0')
  }).join(' ')
}
