// Verifying is what a replica does most. WebCrypto is some twenty times faster than plain arithmetic, but the standard leaves each platform its
// own acceptance rule, so a platform is used only after it refused what the rule refuses, and only for keys that were checked here.

import { bytesToHex, hexToBytes } from '../domain/index.ts'
import { createBoundedCache } from './bounded-cache.ts'
import { isSignatureEncoding } from './edwards-encoding.ts'
import { isAcceptableKey, verifyStrictly } from './verify-strictly.ts'

/** Whether `signature` is the Ed25519 signature of `message` by `key` (32 bytes of lowercase hex). Never rejects. */
export type VerifySignature = (key: string, message: Uint8Array, signature: Uint8Array) => Promise<boolean>

/** Keys of this many authors are kept ready. */
const CACHED_KEYS = 1024

// One honest signature, and two under which the R carries a point of order 8 and of order 2: equal with the cofactor, different without.
const PROBE = {
  key: hexToBytes('ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c'),
  message: hexToBytes('71756974732f70726f62652f7631'),
  accepted:
    '51c8c6af635431cd6881746ef440c9bf8a2230cef656ff136270f847f1da6012139885d26fa120af626af0849472b4721de447d5e9389346d3a135fd8e378a09',
  refused: [
    '6492ed73c5f79afaab4537d2c660773871c2fe11d41168d9e2e915137257bfd4b5424e30624831a4f771985c0f8e9396598f3afb35bbdec662e808851e193a0d',
    '94e8718d2bde55baf5018c202d157991e54a1da16d26830fc0a143d9e8924e823789b57d87210215f950b5183ca4465ba9c8bced344dea12d4487dfdd1656301',
  ],
}

/** The part of `SubtleCrypto` that verifies. */
export type VerifyingEngine = Pick<SubtleCrypto, 'importKey' | 'verify'>

/** A verifier on `engine`, or in plain arithmetic where there is none or it does not keep the rule. */
export function createVerifier(engine: VerifyingEngine | undefined): VerifySignature {
  const trusted = engine === undefined ? Promise.resolve(false) : keepsTheRule(engine)
  const keys = createBoundedCache(CACHED_KEYS, (hex) => {
    const key = bytesOf(hex)
    return engine !== undefined && key !== null && isAcceptableKey(key) ? importKey(engine, key) : Promise.resolve(null)
  })
  let isTrusted: boolean | undefined
  return async (hex, message, signature) => {
    if (!isSignatureEncoding(signature)) return false
    isTrusted ??= await trusted
    if (isTrusted && engine !== undefined) {
      const key = await keys(hex)
      return key !== null && engine.verify('Ed25519', key, signature as BufferSource, message as BufferSource)
    }
    const key = bytesOf(hex)
    return key !== null && verifyStrictly(key, message, signature)
  }
}

/** The verifier of this platform. */
export const verifySignature: VerifySignature = createVerifier(globalThis.crypto?.subtle)

async function keepsTheRule(engine: VerifyingEngine): Promise<boolean> {
  try {
    const key = await importKey(engine, PROBE.key)
    const verdicts = await Promise.all(
      [PROBE.accepted, ...PROBE.refused].map((hex) =>
        engine.verify('Ed25519', key, hexToBytes(hex) as BufferSource, PROBE.message as BufferSource),
      ),
    )
    return bytesToHex(Uint8Array.from(verdicts, Number)) === '010000'
  } catch {
    return false // a platform without Ed25519 throws
  }
}

function importKey(engine: VerifyingEngine, key: Uint8Array): Promise<CryptoKey> {
  return engine.importKey('raw', key as BufferSource, 'Ed25519', true, ['verify'])
}

function bytesOf(hex: string): Uint8Array | null {
  return /^[0-9a-f]{64}$/.test(hex) ? hexToBytes(hex) : null
}
