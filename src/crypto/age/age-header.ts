import { ascii, err, ok, type Result } from '../../domain/index.ts'

/** Where a header ends, and what it asks of whoever opens the file. */
export interface AgeHeader {
  /** Bytes up to and with the line end after the header's MAC. */
  readonly length: number
  /** log2 of scrypt's N when a passphrase opens the file, null when identities do. */
  readonly workFactor: number | null
}

/** Why bytes have no header that is read. */
export type AgeHeaderError =
  | { readonly type: 'NotAnAgeFile' }
  | { readonly type: 'BadAgeHeader' }
  | { readonly type: 'WorkFactorTooHigh'; readonly workFactor: number; readonly limit: number }

/** What `age` itself writes: 256 MiB of memory and seconds of work. More would let a file exhaust the device that opens it. */
export const MAX_WORK_FACTOR = 18

const MAGIC = ascii('age-encryption.org/v1\n')
const MAX_HEADER_BYTES = 16_384
const MAC_LINE = /\n--- [A-Za-z0-9+/]{43}\n/
const SCRYPT_LINE = /^-> scrypt (.*)$/m
const SCRYPT_ARGUMENTS = /^[A-Za-z0-9+/]{22} ([1-9][0-9]?)$/

/** Finds the header of an age v1 file (C2SP age, "Header") and refuses costly ones before any work is done. What it says is not believed yet. */
export function readAgeHeader(file: Uint8Array): Result<AgeHeader, AgeHeaderError> {
  if (file.length < MAGIC.length || MAGIC.some((byte, at) => file[at] !== byte)) return err({ type: 'NotAnAgeFile' })
  const text = String.fromCharCode(...file.subarray(0, MAX_HEADER_BYTES))
  const mac = MAC_LINE.exec(text)
  if (!mac) return err({ type: 'BadAgeHeader' })
  const length = mac.index + mac[0].length
  const stanza = SCRYPT_LINE.exec(text.slice(0, length))
  if (!stanza) return ok({ length, workFactor: null })
  const workFactor = Number(SCRYPT_ARGUMENTS.exec(stanza[1] as string)?.[1])
  if (Number.isNaN(workFactor)) return err({ type: 'BadAgeHeader' })
  if (workFactor > MAX_WORK_FACTOR) return err({ type: 'WorkFactorTooHigh', workFactor, limit: MAX_WORK_FACTOR })
  return ok({ length, workFactor })
}
