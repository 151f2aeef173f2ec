// Text files from other programs, in the encodings that their users' spreadsheets give them: UTF-8, UTF-16 with a byte order mark, and
// Windows-1252 for whatever is not UTF-8.

import { err, ok, type Result } from '../domain/index.ts'
import { bytesToUtf8 } from './bytes-to-utf8.ts'

/** How the bytes of a file stood for its text. */
export type FileEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** A file's text without byte order mark. */
export interface FileText {
  readonly text: string
  readonly encoding: FileEncoding
}

/** Why bytes are no text file. `BinaryFile`: they hold a zero byte, which no text has. */
export type FileTextError =
  | { readonly type: 'FileTooLarge'; readonly bytes: number; readonly limit: number }
  | { readonly type: 'BinaryFile'; readonly offset: number }

/** The text of a file of at most `limit` bytes. */
export function bytesToFileText(bytes: Uint8Array, limit: number): Result<FileText, FileTextError> {
  if (bytes.length > limit) return err({ type: 'FileTooLarge', bytes: bytes.length, limit })
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return ok({ text: utf16ToText(bytes, 1, 0), encoding: 'utf-16le' })
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return ok({ text: utf16ToText(bytes, 0, 1), encoding: 'utf-16be' })
  const zero = bytes.indexOf(0)
  if (zero >= 0) return err({ type: 'BinaryFile', offset: zero })
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const decoded = bytesToUtf8(hasMark ? bytes.subarray(3) : bytes)
  if (decoded.ok) return ok({ text: decoded.value, encoding: 'utf-8' })
  return ok({ text: windows1252ToText(bytes), encoding: 'windows-1252' })
}

// The upper half of the first 32 codes is where Windows-1252 differs from Latin-1; five of them are unassigned and stay control characters.
const HIGH_CODES = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function windows1252ToText(bytes: Uint8Array): string {
  const parts: string[] = []
  for (const byte of bytes)
    parts.push(byte >= 0x80 && byte < 0xa0 ? HIGH_CODES.charAt(byte - 0x80) : String.fromCharCode(byte))
  return parts.join('')
}

function utf16ToText(bytes: Uint8Array, high: 0 | 1, low: 0 | 1): string {
  const parts: string[] = []
  for (let at = 2; at + 1 < bytes.length; at += 2) {
    parts.push(String.fromCharCode(((bytes[at + high] as number) << 8) | (bytes[at + low] as number)))
  }
  return parts.join('').replaceAll(/\p{Surrogate}/gu, '\ufffd')
}
