import { err, ok, type Result } from '../result.ts'

/** The text is no lowercase hex of whole bytes, first at this character. */
export type HexError = { readonly type: 'NotHexText'; readonly offset: number }

const DIGIT_CODES = [48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 97, 98, 99, 100, 101, 102] as const
/** Bytes turned into text at once: few enough to be the arguments of one call. */
const CHUNK = 4096

/** Lowercase hex without 0x, two characters a byte. */
export function bytesToHex(bytes: Uint8Array): string {
  if (bytes.length <= CHUNK) return chunkToHex(bytes)
  let text = ''
  for (let start = 0; start < bytes.length; start += CHUNK) text += chunkToHex(bytes.subarray(start, start + CHUNK))
  return text
}

/** From character codes in one go: text joined piece by piece has to be flattened again when it is a key of a map. */
function chunkToHex(bytes: Uint8Array): string {
  const codes: number[] = []
  for (const byte of bytes) codes.push(DIGIT_CODES[byte >> 4] as number, DIGIT_CODES[byte & 15] as number)
  return String.fromCharCode(...codes)
}

/** The bytes of lowercase hex text without 0x. Throws on anything else: for text that was parsed already, such as an id. */
export function hexToBytes(hex: string): Uint8Array {
  const parsed = parseHex(hex)
  if (!parsed.ok) throw new RangeError(`Not lowercase hex at character ${parsed.error.offset}`)
  return parsed.value
}

/** The bytes of hex text from outside. Uppercase, 0x and an odd length are refused: one value has one text. */
export function parseHex(hex: string): Result<Uint8Array, HexError> {
  const bytes = new Uint8Array(hex.length >> 1)
  for (let i = 0; i < bytes.length; i++) {
    const high = digitOf(hex.charCodeAt(2 * i))
    const low = digitOf(hex.charCodeAt(2 * i + 1))
    if (high < 0 || low < 0) return err({ type: 'NotHexText', offset: high < 0 ? 2 * i : 2 * i + 1 })
    bytes[i] = (high << 4) | low
  }
  return hex.length % 2 === 0 ? ok(bytes) : err({ type: 'NotHexText', offset: hex.length - 1 })
}

function digitOf(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30
  return unit >= 0x61 && unit <= 0x66 ? unit - 0x57 : -1
}
