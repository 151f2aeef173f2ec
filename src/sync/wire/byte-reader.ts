// Reads bytes of any origin. A reader that met a fault answers zeros and empty bytes from then on, so a layout is read straight through and its fault
// looked at once, at the end. Nothing is allocated for a count before that many bytes are known to be there.

/** Where bytes are not the layout, and why. */
export interface WireFault {
  readonly type: 'BadWire'
  readonly offset: number
  readonly reason: WireReason
}

/** Why bytes are not the layout. */
export type WireReason =
  | 'Truncated'
  | 'TrailingBytes'
  | 'NotShortest'
  | 'TooLarge'
  | 'TooMany'
  | 'NotSorted'
  | 'UnknownValue'

/** A place in bytes, and the first fault met. */
export interface ByteReader {
  readonly offset: () => number
  readonly left: () => number
  readonly fault: () => WireFault | null
  readonly byte: () => number
  /** A whole number below 2^53 in its shortest form. */
  readonly varint: () => number
  /** A whole number below 2^53 in 8 little-endian bytes. */
  readonly u64: () => number
  /** A copy of the next bytes. */
  readonly bytes: (length: number) => Uint8Array
  /** A varint that counts items of at least `itemBytes` each, at most `most`. */
  readonly count: (itemBytes: number, most?: number) => number
  /** Records a fault at `offset`, or here. */
  readonly refuse: (reason: WireReason, offset?: number) => void
  /** Refuses whatever is left. */
  readonly end: () => void
}

/** A reader at the start of `input`. */
export function createByteReader(input: Uint8Array): ByteReader {
  let at = 0
  let fault: WireFault | null = null
  const refuse = (reason: WireReason, offset = at): void => {
    fault ??= { type: 'BadWire', offset, reason }
    at = input.length
  }
  const byte = (): number => {
    if (at < input.length) return input[at++] as number
    refuse('Truncated')
    return 0
  }
  const varint = (): number => {
    const start = at
    let value = 0
    // 8 groups of 7 bits hold 2^53.
    for (let scale = 1; scale <= 0x80 ** 7; scale *= 0x80) {
      const next = byte()
      if (fault !== null) return 0
      value += (next & 0x7f) * scale
      if (next > 0x7f) continue
      if (next === 0 && scale > 1) break
      if (value <= Number.MAX_SAFE_INTEGER) return value
    }
    refuse(value <= Number.MAX_SAFE_INTEGER ? 'NotShortest' : 'TooLarge', start)
    return 0
  }
  const bytes = (length: number): Uint8Array => {
    if (length > input.length - at) {
      refuse('Truncated')
      return new Uint8Array(0)
    }
    at += length
    return input.slice(at - length, at)
  }
  return {
    offset: () => at,
    left: () => input.length - at,
    fault: () => fault,
    byte,
    varint,
    u64: () => {
      const start = at
      const read = bytes(8)
      let value = 0
      for (let i = read.length - 1; i >= 0; i--) value = value * 0x100 + (read[i] as number)
      if (value <= Number.MAX_SAFE_INTEGER) return value
      refuse('TooLarge', start)
      return 0
    },
    bytes,
    count: (itemBytes, most = Infinity) => {
      const start = at
      const value = varint()
      if (value > most) refuse('TooMany', start)
      else if (value * itemBytes > input.length - at) refuse('Truncated', start)
      else return value
      return 0
    },
    refuse,
    end: () => {
      if (at < input.length) refuse('TrailingBytes')
    },
  }
}
