// The payload of an age v1 file (C2SP age, "Payload"): a nonce of 16 bytes, then chunks of 64 KiB, each sealed with ChaCha20-Poly1305 under its number.
// The age package gives a file or nothing. A chunk opens without its neighbours, so what is not damaged is given here, and the gaps are named.

import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { ascii } from '../../domain/index.ts'

/** What of a payload could be opened. */
export interface AgeContent {
  /** The content; zeros stand where it is lost. */
  readonly bytes: Uint8Array
  /** Places that are lost, in order. */
  readonly lost: readonly { readonly from: number; readonly to: number }[]
  /** Whether the end is not there: bytes beyond `bytes` may be lost as well. */
  readonly isCut: boolean
}

const NONCE_BYTES = 16
const TAG_BYTES = 16
const CHUNK_BYTES = 65_536
const SEALED_BYTES = CHUNK_BYTES + TAG_BYTES

/** Opens every chunk that is as it was sealed. The payload is everything after the header. */
export function openAgePayload(payload: Uint8Array, fileKey: Uint8Array): AgeContent {
  const key = hkdf(sha256, fileKey, payload.subarray(0, NONCE_BYTES), ascii('payload'), 32)
  const sealed = payload.subarray(NONCE_BYTES)
  const count = Math.ceil(sealed.length / SEALED_BYTES)
  const rest = sealed.length - (count - 1) * SEALED_BYTES
  const bytes = new Uint8Array(count === 0 ? 0 : (count - 1) * CHUNK_BYTES + Math.max(0, rest - TAG_BYTES))
  const lost: { from: number; to: number }[] = []
  let isCut = true
  for (let index = 0; index < count; index++) {
    const chunk = sealed.subarray(index * SEALED_BYTES, (index + 1) * SEALED_BYTES)
    const from = index * CHUNK_BYTES
    const isEnd = index === count - 1
    const likely = openChunk(chunk, key, index, isEnd)
    const content = likely ?? openChunk(chunk, key, index, !isEnd)
    // Marked as the last one when it was sealed: what follows it, if anything, was added later.
    if (content && isEnd === (likely !== null)) isCut = false
    if (content) bytes.set(content, from)
    else if (chunk.length > TAG_BYTES) lost.push({ from, to: from + chunk.length - TAG_BYTES })
  }
  return { bytes, lost, isCut }
}

function openChunk(chunk: Uint8Array, key: Uint8Array, index: number, isLast: boolean): Uint8Array | null {
  const nonce = new Uint8Array(12)
  // 11 bytes of counter, big-endian; a file that fits in memory needs four of them.
  new DataView(nonce.buffer).setUint32(7, index)
  nonce[11] = isLast ? 1 : 0
  // The library throws on a chunk that is too short and on a wrong tag: both mean that it is not what was sealed.
  try {
    return chacha20poly1305(key, nonce).decrypt(chunk)
  } catch {
    return null
  }
}
