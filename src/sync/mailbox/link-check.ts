// Six digits that a person compares on both of their devices. Somebody who changed the request on its way (a text pasted through a chat) could try
// a million accounts until the digits of both sides agree, if either side could still choose after it saw what the other had said. So the request
// commits to a secret; the other device says its account and a nonce of its own; only then the new device says the secret, once and to nobody else.
// From there nobody chooses any more, and a guess is right once in a million.

import { sha256 } from '../../crypto/index.ts'
import { ascii, bytesToHex, type Hash32, type Hex, hexToBytes } from '../../domain/index.ts'
import { type LinkRequest, linkRequestToBytes } from './link-request.ts'

/** What a request says about a secret of 32 bytes that it keeps: SHA-256 of "quits/link-secret/v1" ++ secret. */
export function linkCommitmentOf(secret: Hash32): Hash32 {
  return bytesToHex(sha256(ascii('quits/link-secret/v1'), hexToBytes(secret))) as Hash32
}

/** What both devices know once the secret is told. */
export interface LinkCheck {
  readonly request: LinkRequest
  readonly account: Hex<'AccountKey'>
  readonly nonce: Hash32
  readonly secret: Hash32
}

/**
 * The six digits: SHA-256 of "quits/link/v1" ++ request ++ account ++ nonce ++ secret, its first 4 bytes as a big-endian number, modulo 1,000,000. Null
 * where the secret is not the one that the request is committed to: somebody is between the two.
 */
export function linkCheckCode({ request, account, nonce, secret }: LinkCheck): string | null {
  if (linkCommitmentOf(secret) !== request.commitment) return null
  const parts = [account, nonce, secret].map(hexToBytes)
  const digest = sha256(ascii('quits/link/v1'), linkRequestToBytes(request), ...parts)
  const number = new DataView(digest.buffer, digest.byteOffset).getUint32(0) % 1_000_000
  return number.toString().padStart(6, '0')
}
