import { decodeAddress } from '@polkadot/util-crypto'
import { bytesToHex, type AccountId } from '../../domain/index.ts'

/** The account that people name by its SS58 address, of any network, or by its public key (0x and 64 hex digits); null for anything else. */
export function accountOfAddress(text: string): AccountId | null {
  try {
    const bytes = decodeAddress(text)
    return bytes.length === 32 ? (bytesToHex(bytes) as AccountId) : null
  } catch {
    return null // a wrong checksum, or no address at all
  }
}
