// UTF-8 without a platform: the domain has no TextEncoder, and the platform's one replaces what is ill-formed instead of
// refusing it. Well-formed both ways (RFC 3629 §3, Unicode table 3-7): no overlong form, no surrogate, nothing above U+10FFFF.

import { compareBytes } from './bytes.ts'
import { err, ok, type Result } from '../result.ts'

/** The bytes stop being UTF-8 at `offset`. */
export type Utf8Error = { readonly type: 'NotUtf8'; readonly offset: number }

/** Whether `text` has no lone surrogate, so that UTF-8 can express it. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

/** The UTF-8 bytes of `text`. Throws if it holds a lone surrogate: ask `isWellFormed` first about text from outside. */
export function utf8Encode(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit > 0x7f) return encodeWide(text)
    bytes[i] = unit
  }
  return bytes
}

function encodeWide(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3)
  let length = 0
  for (const char of text) {
    const point = char.codePointAt(0) as number
    if (point >= 0xd800 && point <= 0xdfff) throw new RangeError('Text with a lone surrogate has no UTF-8 form')
    if (point < 0x80) bytes[length++] = point
    else {
      const tails = point < 0x800 ? 1 : point < 0x1_0000 ? 2 : 3
      bytes[length++] = ((0xff00 >> (tails + 1)) & 0xff) | (point >> (6 * tails))
      for (let i = tails - 1; i >= 0; i--) bytes[length++] = 0x80 | ((point >> (6 * i)) & 0x3f)
    }
  }
  return bytes.slice(0, length)
}

/** The text of `bytes[start, end)`, or the offset (counted from the beginning of `bytes`) of the first character that is not UTF-8. */
export function utf8Decode(bytes: Uint8Array, start = 0, end = bytes.length): Result<string, Utf8Error> {
  let text = ''
  for (let at = start; at < end;) {
    const lead = bytes[at] as number
    if (lead < 0x80) {
      text += String.fromCharCode(lead)
      at += 1
      continue
    }
    const tails = lead < 0xc0 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf8 ? 3 : 0
    if (tails === 0 || at + tails >= end) return err({ type: 'NotUtf8', offset: at })
    let point = lead & (0x3f >> tails)
    for (let i = 1; i <= tails; i++) {
      const tail = bytes[at + i] as number
      if (tail >> 6 !== 0b10) return err({ type: 'NotUtf8', offset: at })
      point = (point << 6) | (tail & 0x3f)
    }
    const least = tails === 1 ? 0x80 : tails === 2 ? 0x800 : 0x1_0000
    if (point < least || point > 0x10_ffff || (point >= 0xd800 && point <= 0xdfff))
      return err({ type: 'NotUtf8', offset: at })
    text += String.fromCodePoint(point)
    at += tails + 1
  }
  return ok(text)
}

/** Order of well-formed texts, that of their UTF-8 bytes: `sort` alone would order UTF-16 units, as no other language does. */
export function compareTexts(a: string, b: string): number {
  return compareBytes(utf8Encode(a), utf8Encode(b))
}
