// SCALE as far as headers and trie nodes need it. What is read comes from strangers: whatever does not fit throws a `ScaleFault`, which the two
// parsers beside this file turn into errors.

/** The bytes are not what stands there. */
export class ScaleFault extends Error {}

/** A place in a byte string. */
export type ScaleReader = {
  /** The next `length` bytes. */
  readonly take: (length: number) => Uint8Array
  /** A byte. */
  readonly byte: () => number
  /** A compact integer below 2^30, in its shortest form. */
  readonly compact: () => number
  /** Throws unless everything was read. */
  readonly end: () => void
}

/** Reads bytes from their beginning. */
export function createScaleReader(bytes: Uint8Array): ScaleReader {
  let at = 0
  const take = (length: number): Uint8Array => {
    if (length > bytes.length - at) throw new ScaleFault(`ends at byte ${bytes.length}`)
    at += length
    return bytes.subarray(at - length, at)
  }
  const byte = (): number => take(1)[0] as number
  return {
    take,
    byte,
    compact: () => {
      const first = byte()
      const mode = first & 3
      if (mode === 3) throw new ScaleFault('a number of 2^30 or more')
      let value = first >> 2
      for (let i = 1; i < 1 << mode; i++) value += byte() * 2 ** (8 * i - 2)
      // A number has one form: the longer ones are for numbers that need them.
      if (mode > 0 && value < (mode === 1 ? 1 << 6 : 1 << 14))
        throw new ScaleFault('a number that is not in its shortest form')
      return value
    },
    end: () => {
      if (at !== bytes.length) throw new ScaleFault(`${bytes.length - at} bytes too many`)
    },
  }
}
