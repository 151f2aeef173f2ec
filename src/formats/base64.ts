// RFC 4648 §4 with padding. Decoding accepts exactly what encoding writes, so bytes have one text.

import { err, ok, type Result } from '../domain/index.ts'

/** The text is not canonical base64. */
export type Base64Error = { readonly type: 'NotBase64' }

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const valueByUnit = new Int8Array(128).fill(-1)
for (let value = 0; value < 64; value++) valueByUnit[ALPHABET.charCodeAt(value)] = value

/** The base64 text of bytes. */
export function bytesToBase64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i] ?? 0, bytes[i + 1] ?? 0, bytes[i + 2] ?? 0]
    const left = bytes.length - i
    text += ALPHABET.charAt(a >> 2) + ALPHABET.charAt(((a & 3) << 4) | (b >> 4))
    text += left > 1 ? ALPHABET.charAt(((b & 15) << 2) | (c >> 6)) : '='
    text += left > 2 ? ALPHABET.charAt(c & 63) : '='
  }
  return text
}

/** The bytes of a base64 text. */
export function base64ToBytes(text: string): Result<Uint8Array, Base64Error> {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  if (text.length % 4 !== 0) return err({ type: 'NotBase64' })
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  let bits = 0
  let at = 0
  for (let i = 0; i < text.length - padding; i++) {
    const value = valueByUnit[text.charCodeAt(i)] ?? -1
    if (value < 0) return err({ type: 'NotBase64' })
    bits = (bits << 6) | value
    if (i % 4 === 0) continue
    const shift = 6 - 2 * (i % 4)
    bytes[at++] = (bits >> shift) & 0xff
    bits &= (1 << shift) - 1
  }
  // What is left of the last character's bits must be zero.
  return bits === 0 ? ok(bytes) : err({ type: 'NotBase64' })
}
