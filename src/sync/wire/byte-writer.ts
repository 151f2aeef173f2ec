// Writes the compact binary layouts of this layer. Integers are little-endian base-128 varints in their shortest form; whole numbers
// below 2^53, by arithmetic and not by 32-bit shifts: seconds and sizes never wrap.

/** Collects the bytes of a layout. */
export interface ByteWriter {
  readonly byte: (value: number) => void
  /** A whole number from 0 to 2^53 - 1. */
  readonly varint: (value: number) => void
  readonly bytes: (value: Uint8Array) => void
  /** Bytes so far. */
  readonly size: () => number
  readonly take: () => Uint8Array
}

/** An empty writer. */
export function createByteWriter(): ByteWriter {
  let buffer = new Uint8Array(256)
  let used = 0
  const reserve = (more: number): void => {
    if (used + more <= buffer.length) return
    const grown = new Uint8Array(Math.max(buffer.length * 2, used + more))
    grown.set(buffer)
    buffer = grown
  }
  const byte = (value: number): void => {
    reserve(1)
    buffer[used++] = value
  }
  return {
    byte,
    varint: (value) => {
      if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no varint`)
      let rest = value
      for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) byte((rest % 0x80) | 0x80)
      byte(rest)
    },
    bytes: (value) => {
      reserve(value.length)
      buffer.set(value, used)
      used += value.length
    },
    size: () => used,
    take: () => buffer.slice(0, used),
  }
}
