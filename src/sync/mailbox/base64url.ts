// RFC 4648 §5 without padding. Decoding accepts exactly what encoding writes, so bytes have one text.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const valueByUnit = new Int8Array(128).fill(-1)
for (let value = 0; value < 64; value++) valueByUnit[ALPHABET.charCodeAt(value)] = value

/** The base64url text of bytes. */
export function bytesToBase64Url(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    bits = (bits << 8) | byte
    for (held += 8; held >= 6; held -= 6) text += ALPHABET.charAt((bits >> (held - 6)) & 63)
    bits &= 0xff
  }
  return held === 0 ? text : text + ALPHABET.charAt((bits << (6 - held)) & 63)
}

/** The bytes of a text, null for one that is not canonical. */
export function base64UrlToBytes(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let bits = 0
  let held = 0
  let at = 0
  for (let i = 0; i < text.length; i++) {
    const value = valueByUnit[text.charCodeAt(i)] ?? -1
    if (value < 0) return null
    bits = (bits << 6) | value
    held += 6
    if (held < 8) continue
    held -= 8
    bytes[at++] = (bits >> held) & 0xff
    bits &= (1 << held) - 1
  }
  // What is left of the last character's bits must be zero.
  return bits === 0 ? bytes : null
}
