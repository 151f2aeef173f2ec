// SCALE, as far as the contract's hashes need it: what the contract hashes with its own encoder is hashed here with these.

import { concatBytes, uintLe } from './bytes.ts'
import { hexToBytes } from './hex.ts'
import type { H160 } from '../ids.ts'

/** An unsigned 8-bit integer. Throws outside its range. */
export const scaleU8 = (value: number): Uint8Array => uintLe(BigInt(value), 1)

/** An unsigned 32-bit integer. Throws outside its range. */
export const scaleU32 = (value: number): Uint8Array => uintLe(BigInt(value), 4)

/** A compact integer below 2^30, the length in front of a Vec. Throws outside its range. */
export function scaleCompact(value: number): Uint8Array {
  const shifted = BigInt(value) << 2n
  if (value < 1 << 6) return uintLe(shifted, 1)
  if (value < 1 << 14) return uintLe(shifted | 1n, 2)
  return uintLe(shifted | 2n, 4)
}

/** `Vec<H160>`: the compact length, then 20 bytes each. */
export function scaleAddresses(addresses: readonly H160[]): Uint8Array {
  return concatBytes(scaleCompact(addresses.length), ...addresses.map(hexToBytes))
}
