import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { ascii, bytesToHex, type Hex } from '../domain/index.ts'
import { createSeedSigner, publicKeyOf } from './ed25519-key.ts'

/** What whoever has an invitation's link can do: sign as invited, and open its mailbox. */
export interface InvitationKey {
  readonly key: Hex<'InvitationKey'>
  readonly mailbox: Hex<'MailboxKey'>
  /** The 64-byte Ed25519 signature of `message` by the invitation. */
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>
}

/** The keys of an invitation's seed (32 bytes; throws on another length). The mailbox key is HKDF-SHA-256 (RFC 5869) of it with info "quits/mailbox/v1". */
export function createInvitationKey(seed: Uint8Array): InvitationKey {
  return {
    key: publicKeyOf(seed) as Hex<'InvitationKey'>,
    mailbox: bytesToHex(hkdf(sha256, seed, undefined, ascii('quits/mailbox/v1'), 32)) as Hex<'MailboxKey'>,
    sign: createSeedSigner(seed),
  }
}
