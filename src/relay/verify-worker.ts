// A thread that checks signatures: one message with many envelopes in, one message with a verdict for each out. The rule is that of every other
// engine (crypto/verify-signature.ts); the platform's verifier is called directly, which on a thread of its own costs less than WebCrypto's queue.

import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { createVerifier, parseEnvelope, verifyEnvelope, type Envelope } from '../sync/relay/index.ts'
import { sha256Hex } from './sha256-hex.ts'

/** Keys that have signed something here: the last of so many. */
const MAX_KNOWN = 10_000
const known = new Set<string>()

type Engine = NonNullable<Parameters<typeof createVerifier>[0]>

const engine = {
  importKey: async (_format: string, key: Uint8Array): Promise<KeyObject> => {
    const x = Buffer.from(key).toString('base64url')
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  },
  verify: async (_name: string, key: KeyObject, signature: Uint8Array, message: Uint8Array): Promise<boolean> =>
    verify(null, message, key, signature),
}
const verifySignature = createVerifier(engine as unknown as Engine)

parentPort?.on('message', (bytes: Uint8Array) => void judge(bytes))

async function judge(bytes: Uint8Array): Promise<void> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const verdicts: boolean[] = []
  for (let at = 0; at < bytes.length;) {
    const length = view.getUint32(at, true)
    const envelope = parseEnvelope(bytes.subarray(at + 4, at + 4 + length), sha256Hex)
    verdicts.push(envelope.ok && (await isSigned(envelope.value)))
    at += 4 + length
  }
  const answer = Uint8Array.from(verdicts, Number)
  parentPort?.postMessage(answer, [answer.buffer])
}

/** The rule looks at each new key for a millisecond. Whoever invents keys by the thousand has to sign with them before that. */
async function isSigned(envelope: Envelope): Promise<boolean> {
  if (!known.has(envelope.device) && !(await verifyEnvelope(envelope, verifyByPlatform))) return false
  if (!(await verifyEnvelope(envelope, verifySignature))) return false
  known.add(envelope.device)
  if (known.size > MAX_KNOWN) known.delete(known.values().next().value as string)
  return true
}

async function verifyByPlatform(hex: string, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  try {
    return await engine.verify('Ed25519', await engine.importKey('raw', Buffer.from(hex, 'hex')), signature, message)
  } catch {
    return false // the platform takes it for no key
  }
}
