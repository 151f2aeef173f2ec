import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import { scryptAsync } from '@noble/hashes/scrypt.js'
import { Stanza, type Recipient } from 'age-encryption'
import { ascii, concatBytes } from '../../domain/index.ts'
import { systemRandom } from '../random.ts'

const LABEL = ascii('age-encryption.org/v1/scrypt')
const SALT_BYTES = 16
/** How long it computes before it lets others run. */
const TURN_MS = 20

/** Whoever knows a passphrase (C2SP age, "The scrypt recipient type"). The age package's own one holds the thread for seconds: a page would stand still. */
export function passphraseRecipient(passphrase: string, workFactor: number): Recipient {
  return {
    wrapFileKey: async (fileKey) => {
      const salt = systemRandom.bytes(SALT_BYTES)
      const work = { N: 2 ** workFactor, r: 8, p: 1, dkLen: 32, asyncTick: TURN_MS }
      const key = await scryptAsync(passphrase, concatBytes(LABEL, salt), work)
      // The key is used once, so the nonce may be zero.
      const wrapped = chacha20poly1305(key, new Uint8Array(12)).encrypt(fileKey)
      const saltText = btoa(String.fromCharCode(...salt)).replaceAll('=', '')
      return [new Stanza(['scrypt', saltText, String(workFactor)], wrapped)]
    },
  }
}
