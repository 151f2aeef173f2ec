import type { Blockchain } from '@acala-network/chopsticks-core'
import { compactStripLength, hexToU8a, u8aToBigInt, u8aToHex } from '@polkadot/util'
import { developmentToken } from '../../../src/devchain/index.ts'
import type { Actor } from './actor.ts'

/** What the newest block stores of the development chain's token. */
export type TokenReader = {
  readonly balanceOf: (address: string) => Promise<bigint>
  readonly allowanceOf: (owner: string, spender: string) => Promise<bigint>
}

/** Reads the chain's storage, past the precompile: quicker, and another way to the same number. */
export function createTokenReader(chain: Blockchain, crowd: readonly Actor[]): TokenReader {
  const idByAddress = new Map<string, Uint8Array>(crowd.map(({ h160, pair }) => [h160, pair.publicKey]))
  const idOf = (address: string): Uint8Array => idByAddress.get(address) ?? hexToU8a(`0x${address}${'ee'.repeat(12)}`)
  const read = async (entry: string, ...addresses: readonly string[]): Promise<bigint> => {
    const { query } = await chain.head.meta
    const key = query['assets']![entry]!(developmentToken.id, ...addresses.map(idOf))
    const value = await chain.head.get(u8aToHex(compactStripLength(key)[1]))
    // Both an account and an approval begin with their amount, of 16 bytes.
    return value === undefined ? 0n : u8aToBigInt(hexToU8a(value).subarray(0, 16), { isLe: true })
  }
  return {
    balanceOf: (address) => read('account', address),
    allowanceOf: (owner, spender) => read('approvals', owner, spender),
  }
}
