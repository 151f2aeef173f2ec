// Base45 (RFC 9285): bytes in the signs that a QR code packs two into eleven bits, so that nothing but text crosses the camera. Readers of codes guess
// at the meaning of bare bytes, each in its own way.

const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

/** Three signs for two bytes, two for a last one. */
export function bytesToBase45(bytes: Uint8Array): string {
  const groups: string[] = []
  for (let at = 0; at < bytes.length; at += 2) {
    const [first, second] = [bytes[at] as number, bytes[at + 1]]
    groups.push(second === undefined ? toSigns(first, 2) : toSigns(first * 256 + second, 3))
  }
  return groups.join('')
}

/** Null for a text that no bytes have. */
export function base45ToBytes(text: string): Uint8Array | null {
  if (text.length % 3 === 1) return null
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 3) {
    const value = fromSigns(text.slice(at, at + 3))
    const isPair = at + 3 <= text.length
    if (value === null || value > (isPair ? 0xffff : 0xff)) return null
    if (isPair) bytes.push(value >> 8)
    bytes.push(value & 0xff)
  }
  return Uint8Array.from(bytes)
}

function toSigns(value: number, count: number): string {
  const digits = [value % 45, Math.floor(value / 45) % 45, Math.floor(value / 2025)]
  return digits
    .slice(0, count)
    .map((digit) => SIGNS[digit] as string)
    .join('')
}

/** The first sign counts least. */
function fromSigns(signs: string): number | null {
  let value = 0
  for (let at = signs.length - 1; at >= 0; at--) {
    const digit = SIGNS.indexOf(signs[at] as string)
    if (digit < 0) return null
    value = value * 45 + digit
  }
  return value
}
