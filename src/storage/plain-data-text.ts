import { bytesToHex, hexToBytes } from '../domain/index.ts'

/** Plain data as text: JSON in which a text has an "s" in front, a bigint is an "n" and its digits, and bytes are a "b" and their hex. */
export function plainDataToText(data: unknown): string {
  return JSON.stringify(data, (_name, value: unknown) => {
    if (typeof value === 'bigint') return `n${value}`
    if (value instanceof Uint8Array) return `b${bytesToHex(value)}`
    return typeof value === 'string' ? `s${value}` : value
  })
}

/** The plain data of a text that `plainDataToText` made. Throws on other text. */
export function textToPlainData(text: string): unknown {
  return JSON.parse(text, (_name, value: unknown) => {
    if (typeof value !== 'string') return value
    if (value.startsWith('b')) return hexToBytes(value.slice(1))
    return value.startsWith('n') ? BigInt(value.slice(1)) : value.slice(1)
  })
}
