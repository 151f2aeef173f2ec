import { ed25519 } from '@noble/curves/ed25519.js'
import { expect, test } from 'vitest'
import {
  createVerifier,
  isAcceptableKey,
  verifySignature,
  verifyStrictly,
  type VerifySignature,
} from '../../src/crypto/index.ts'
import { createBoundedCache } from '../../src/crypto/bounded-cache.ts'
import { ascii, bytesToHex, hexToBytes } from '../../src/domain/index.ts'
import { acceptanceRule } from './acceptance-rule.ts'
import { honestSignature, hostileSignatures, smallOrderEncodings } from './hostile-signatures.ts'

/** An engine that verifies with the cofactor, as RFC 8032 permits. */
const lenient = {
  importKey: (_format: string, key: Uint8Array) => Promise.resolve(key),
  verify: (_name: string, key: Uint8Array, signature: Uint8Array, message: Uint8Array) =>
    Promise.resolve(ed25519.verify(signature, message, key, { zip215: true })),
} as unknown as Pick<SubtleCrypto, 'importKey' | 'verify'>
/** A platform from before Ed25519. */
const ignorant = {
  ...lenient,
  importKey: () => Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError')),
} as unknown as Pick<SubtleCrypto, 'importKey' | 'verify'>

const engines: Readonly<Record<string, VerifySignature>> = {
  'this platform': verifySignature,
  WebCrypto: createVerifier(globalThis.crypto.subtle),
  'no engine': createVerifier(undefined),
  'an engine with cofactor': createVerifier(lenient),
  'an engine without Ed25519': createVerifier(ignorant),
  'plain arithmetic': async (key, message, signature) =>
    key.length % 2 === 0 && /^[0-9a-f]*$/.test(key) && verifyStrictly(hexToBytes(key), message, signature),
}

for (const [name, verify] of Object.entries(engines))
  for (const { title, assert } of acceptanceRule) test(`${name} ${title}`, () => assert(verify, expect))

test('the hostile signatures are hostile: a verifier with cofactor accepts many of them', () => {
  const taken = new Set(
    hostileSignatures
      .filter(
        ({ key, message, signature }) =>
          key.length === 64 &&
          /^[0-9a-f]+$/.test(key) &&
          signature.length === 64 &&
          ed25519.verify(signature, message, hexToBytes(key), { zip215: true }),
      )
      .map(({ why }) => why),
  )
  expect([...taken].sort()).toEqual([
    'a key of mixed order',
    'a key of small order',
    'an R of small order',
    'an R with a torsion part',
  ])
})

test('a key of small order is refused however it is written', () => {
  expect(smallOrderEncodings.length).toBe(14)
  for (const key of smallOrderEncodings) expect(isAcceptableKey(key)).toBe(false)
})

test('one bit anywhere makes a signature another one', async () => {
  const seed = new Uint8Array(32).fill(9)
  const message = ascii('quits')
  const key = bytesToHex(ed25519.getPublicKey(seed))
  const signature = ed25519.sign(message, seed)
  expect(await verifySignature(key, message, signature)).toBe(true)
  for (let bit = 0; bit < 512; bit++) {
    const changed = Uint8Array.from(signature)
    changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7))
    expect(await verifySignature(key, message, changed)).toBe(false)
  }
})

test('an engine that keeps the rule does the work, each key imported once; one that does not is asked for the probe only', async () => {
  const counting = (
    engine: Pick<SubtleCrypto, 'importKey' | 'verify'>,
  ): { readonly calls: string[]; readonly engine: Pick<SubtleCrypto, 'importKey' | 'verify'> } => {
    const calls: string[] = []
    const importKey = (...args: unknown[]): unknown => (
      calls.push('import'),
      (engine.importKey as (...all: unknown[]) => unknown).apply(engine, args)
    )
    const verify = (...args: unknown[]): unknown => (
      calls.push('verify'),
      (engine.verify as (...all: unknown[]) => unknown).apply(engine, args)
    )
    return { calls, engine: { importKey, verify } as unknown as Pick<SubtleCrypto, 'importKey' | 'verify'> }
  }
  const { key, message, signature } = honestSignature
  const strict = counting(crypto.subtle)
  const verifyWithStrict = createVerifier(strict.engine)
  for (let i = 0; i < 3; i++) expect(await verifyWithStrict(key, message, signature)).toBe(true)
  expect(strict.calls).toEqual(['import', 'verify', 'verify', 'verify', 'import', 'verify', 'verify', 'verify'])
  const cofactored = counting(lenient)
  const verifyWithCofactored = createVerifier(cofactored.engine)
  for (let i = 0; i < 3; i++) expect(await verifyWithCofactored(key, message, signature)).toBe(true)
  expect(cofactored.calls).toEqual(['import', 'verify', 'verify', 'verify'])
})

test('keys are forgotten when there are too many, and imported again', () => {
  const made: string[] = []
  const cache = createBoundedCache(2, (key) => (made.push(key), key))
  for (const key of ['a', 'b', 'a', 'c', 'a', 'c']) expect(cache(key)).toBe(key)
  expect(made).toEqual(['a', 'b', 'c', 'a'])
})
