import { compareBytes } from './bytes.ts'
import { utf8Encode } from './utf8.ts'

/** EN1: the order of a map's keys, by (length, bytes) of their UTF-8. */
export function compareCborKeys(a: string, b: string): number {
  // ASCII, which our own keys are, needs no bytes: one character is one byte and compares like it.
  if (isAscii(a) && isAscii(b)) return a.length - b.length || (a < b ? -1 : 1)
  const left = utf8Encode(a)
  const right = utf8Encode(b)
  return left.length - right.length || compareBytes(left, right)
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false
  return true
}
