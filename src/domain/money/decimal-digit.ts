// MO3 reads amounts in any script. The table is committed instead of asking the engine for \p{Nd}, whose answer depends
// on the Unicode version it was built with (here 17.0).

// Code points of the digit zero of each script; the digits one to nine follow each of them without gaps.
const ZEROS: readonly number[] = [
  0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
  0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
  0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0,
  0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50,
  0x11da0, 0x11de0, 0x11f50, 0x16130, 0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1ccf0, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec,
  0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0,
]

/** A decimal digit: its value as ASCII `0` to `9` and the script it belongs to, named by the code point of its zero. */
export type DecimalDigit = { readonly ascii: string; readonly script: number }

/** The decimal digit that a code point is in any script of Unicode, or undefined when it is none. */
export function decimalDigit(codePoint: number): DecimalDigit | undefined {
  const script = ZEROS.findLast((zero) => zero <= codePoint)
  if (script === undefined || codePoint - script > 9) return undefined
  return { ascii: String(codePoint - script), script }
}
