import { err, ok, type Result } from './result.ts'

/** The text is no lowercase hex of whole bytes, first at this character. */
export type HexError = { readonly type: 'NotHexText'; readonly offset: number }

const DIGITS = '0123456789abcdef'
const TEXT_OF_BYTE: readonly string[] = Array.from(
  { length: 256 },
  (_, byte) => DIGITS.charAt(byte >> 4) + DIGITS.charAt(byte & 15),
)

/** Lowercase hex without 0x, two characters a byte. */
export function bytesToHex(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i++) text += TEXT_OF_BYTE[bytes[i] as number] as string
  return text
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
