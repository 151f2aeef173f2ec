// Storage keys and values travel as `0x` hex text in Chopsticks, and as bytes in the runtime's memory.
import type { HexString } from '@polkadot/util/types'

/** Bytes as lowercase hex text with `0x`. */
export function bytesToHex(bytes: Uint8Array): HexString {
  return `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`
}

/** Hex text with `0x` as bytes. */
export function hexToBytes(hex: HexString): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.slice(2), 'hex'))
}

/** The given pieces, one after the other. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts))
}

/** A u32, little-endian. */
export function u32ToBytes(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value, true)
  return bytes
}
