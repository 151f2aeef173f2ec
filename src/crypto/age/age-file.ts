// Files in the format of `age` (version 1), so that what is kept outside of Quits can be opened without it.

import { Decrypter, Encrypter } from 'age-encryption'
import { err, ok, type Result } from '../../domain/index.ts'
import { MAX_WORK_FACTOR, readAgeHeader, type AgeHeaderError } from './age-header.ts'
import { openAgePayload, type AgeContent } from './age-payload.ts'
import { passphraseRecipient } from './passphrase-recipient.ts'

/** What a file is sealed with: a passphrase, or the public keys (`age1…`) of those who may open it. */
export type AgeLock =
  | { readonly type: 'passphrase'; readonly passphrase: string; readonly workFactor?: number }
  | { readonly type: 'recipients'; readonly recipients: readonly string[] }

/** What opens a file: its passphrase, or a secret key (`AGE-SECRET-KEY-1…`) of one of its recipients. */
export type AgeKey =
  | { readonly type: 'passphrase'; readonly passphrase: string }
  | { readonly type: 'identity'; readonly identity: string }

/** A public key that is none. */
export type SealError = { readonly type: 'BadRecipient'; readonly recipient: string }

/** Why nothing of a file can be opened. `WrongKey` is also what damage to the part that holds the key looks like. */
export type AgeOpenError =
  | AgeHeaderError
  | { readonly type: 'BadIdentity' }
  | { readonly type: 'NeedsPassphrase' }
  | { readonly type: 'NeedsIdentity' }
  | { readonly type: 'WrongKey' }

/** Seals content as an age file. A passphrase is stretched with scrypt at the work factor of `age` itself unless another is given. */
export async function sealAgeFile(content: Uint8Array, lock: AgeLock): Promise<Result<Uint8Array, SealError>> {
  const encrypter = new Encrypter()
  if (lock.type === 'passphrase') {
    encrypter.addRecipient(passphraseRecipient(lock.passphrase, lock.workFactor ?? MAX_WORK_FACTOR))
  } else {
    for (const recipient of lock.recipients)
      if (!isTaken(() => encrypter.addRecipient(recipient))) return err({ type: 'BadRecipient', recipient })
  }
  return ok(await encrypter.encrypt(content))
}

/** Opens an age file of any origin, as far as it is not damaged. Needs its header whole: the key is there. */
export async function openAgeFile(file: Uint8Array, key: AgeKey): Promise<Result<AgeContent, AgeOpenError>> {
  const header = readAgeHeader(file)
  if (!header.ok) return header
  const { length, workFactor } = header.value
  if (workFactor !== null && key.type !== 'passphrase') return err({ type: 'NeedsPassphrase' })
  if (workFactor === null && key.type !== 'identity') return err({ type: 'NeedsIdentity' })
  const decrypter = new Decrypter()
  if (key.type === 'passphrase') decrypter.addPassphrase(key.passphrase)
  else if (!isTaken(() => decrypter.addIdentity(key.identity))) return err({ type: 'BadIdentity' })
  const fileKey = await decrypter.decryptHeader(file.subarray(0, length)).catch(toOpenError)
  return fileKey instanceof Uint8Array ? ok(openAgePayload(file.subarray(length), fileKey)) : err(fileKey)
}

// The package throws one class of error for all that can be wrong with a header; its sentence for a key that fits nowhere is tested.
function toOpenError(cause: unknown): AgeOpenError {
  const isUnfit = cause instanceof Error && cause.message.startsWith('no identity matched')
  return isUnfit ? { type: 'WrongKey' } : { type: 'BadAgeHeader' }
}

function isTaken(add: () => void): boolean {
  try {
    add()
    return true
  } catch {
    return false
  }
}
