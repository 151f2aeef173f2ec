// Tar as POSIX.1-1988 has it (ustar), regular files only: `age -d backup.age | tar x` gets at a backup without Quits. Every header carries a checksum and
// begins at a multiple of 512 bytes, so the files behind a damaged place are found again.

import { ascii, concatBytes } from '../../domain/index.ts'

/** A file of an archive. The name is ASCII, at most 100 bytes. */
export interface TarFile {
  readonly name: string
  readonly content: Uint8Array
}

/** What was found in an archive. Contents are views of its bytes; one that the end cuts off is shorter than it was. */
export interface TarContent {
  readonly files: readonly TarFile[]
  /** Whether bytes that belong to no file were passed over: an archive of `tarToBytes` has none. */
  readonly isDamaged: boolean
}

const BLOCK = 512
const MAGIC = ascii('ustar')
const REGULAR = 0x30

/** An archive of files, readable by their owner alone. `at` is their time, in seconds since 1970. */
export function tarToBytes(files: readonly TarFile[], at: number): Uint8Array {
  const blocks = files.flatMap(({ name, content }) => [
    headerOf(name, content.length, at),
    content,
    new Uint8Array(padding(content.length)),
  ])
  return concatBytes(...blocks, new Uint8Array(2 * BLOCK))
}

/** The regular files of an archive that may be damaged anywhere. Never fails: what is no archive has no files. */
export function bytesToTar(bytes: Uint8Array): TarContent {
  const files: TarFile[] = []
  const end = bytes.findLastIndex((byte) => byte !== 0) + 1
  let isDamaged = false
  let at = 0
  while (at < end) {
    const header = bytes.subarray(at, at + BLOCK)
    at += BLOCK
    if (!isHeader(header)) {
      isDamaged = true
      continue
    }
    const size = numberAt(header, 124, 12)
    if (header[156] === REGULAR) files.push({ name: textAt(header, 0, 100), content: bytes.subarray(at, at + size) })
    at += size + padding(size)
  }
  return { files, isDamaged: isDamaged || bytes.length < at + 2 * BLOCK }
}

function headerOf(name: string, size: number, at: number): Uint8Array {
  const header = new Uint8Array(BLOCK)
  const put = (text: string, offset: number): void => header.set(ascii(text), offset)
  put(name, 0)
  put(octal(0o600, 7), 100)
  put(octal(0, 7), 108)
  put(octal(0, 7), 116)
  put(octal(size, 11), 124)
  put(octal(at, 11), 136)
  header[156] = REGULAR
  put('ustar', 257)
  put('00', 263)
  put(octal(checksumOf(header), 6), 148)
  header[155] = 0x20
  return header
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0')
}

function isHeader(header: Uint8Array): boolean {
  if (header.length < BLOCK) return false
  return MAGIC.every((byte, index) => header[257 + index] === byte) && numberAt(header, 148, 8) === checksumOf(header)
}

/** The sum of all bytes, with blanks for the checksum itself. */
function checksumOf(header: Uint8Array): number {
  return header.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0)
}

/** An octal number; 0 for a field that is none. */
function numberAt(header: Uint8Array, offset: number, length: number): number {
  const text = textAt(header, offset, length).trim()
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : 0
}

function textAt(header: Uint8Array, offset: number, length: number): string {
  const field = header.subarray(offset, offset + length)
  const end = field.indexOf(0)
  return String.fromCharCode(...(end < 0 ? field : field.subarray(0, end)))
}

function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK
}
