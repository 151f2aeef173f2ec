import { x25519 } from '@noble/curves/ed25519.js'
import { expect, test } from 'vitest'
import {
  createAccountKey,
  sealingSecretOf,
  systemRandom,
  unwrapKey,
  wrapBoundBytes,
  wrapKey,
  WRAPPED_KEY_BYTES,
} from '../../src/crypto/index.ts'
import { ascii, bytesToHex, type DeviceId, type EventId, type Hex, type PotId } from '../../src/domain/index.ts'

const seed = new Uint8Array(32).fill(3)
const { sealing } = createAccountKey(seed)
const secret = sealingSecretOf(seed)
const potKey = new Uint8Array(32).fill(9)
const bound = ascii('pot and event')

test('a wrapped key opens for its owner alone, in its place alone', () => {
  const wrapped = wrapKey(potKey, sealing, bound, systemRandom)
  expect(wrapped).toHaveLength(WRAPPED_KEY_BYTES)
  expect(unwrapKey(wrapped, secret, bound)).toEqual({ ok: true, value: potKey })
  expect(unwrapKey(wrapped, sealingSecretOf(new Uint8Array(32).fill(4)), bound)).toEqual({
    ok: false,
    error: { type: 'NotForThisKey' },
  })
  expect(unwrapKey(wrapped, secret, ascii('another pot'))).toEqual({ ok: false, error: { type: 'NotForThisKey' } })
})

test('every altered byte and every other length is refused', () => {
  const wrapped = wrapKey(potKey, sealing, bound, systemRandom)
  for (let at = 0; at < wrapped.length; at++) {
    const altered = wrapped.slice()
    altered[at] = (altered[at] as number) ^ 1
    expect(unwrapKey(altered, secret, bound).ok).toBe(false)
  }
  for (const length of [0, 32, 79]) expect(unwrapKey(wrapped.subarray(0, length), secret, bound).ok).toBe(false)
  expect(unwrapKey(new Uint8Array(81), secret, bound)).toEqual({ ok: false, error: { type: 'BadWrap' } })
})

test('an ephemeral key of small order is refused', () => {
  expect(unwrapKey(new Uint8Array(80), secret, bound)).toEqual({ ok: false, error: { type: 'NotForThisKey' } })
})

test('what is wrapped to a sealing key of small order opens for nobody', () => {
  const nobody = '00'.repeat(32) as Hex<'SealingKey'>
  const wrapped = wrapKey(potKey, nobody, bound, systemRandom)
  expect(wrapped).toEqual(new Uint8Array(WRAPPED_KEY_BYTES))
  expect(unwrapKey(wrapped, secret, bound).ok).toBe(false)
})

test('a wrapped key has the bytes it always had', () => {
  const fixed = { bytes: (length: number) => new Uint8Array(length).fill(5) }
  const wrapped = wrapKey(potKey, sealing, bound, fixed)
  expect(bytesToHex(wrapped.subarray(0, 32))).toBe(bytesToHex(x25519.getPublicKey(new Uint8Array(32).fill(5))))
  expect(bytesToHex(wrapped.subarray(32))).toMatchInlineSnapshot(
    `"71c49f47211f74135288634fda4090611a387ee340ce99e6326ab7a9ff209da3575560945d0cdb29eb621f774a183707"`,
  )
})

test('what a key of a pot is bound to names the pot, where it comes from and whom it is for', () => {
  const [pot, from, to] = ['a1', 'b2', 'c3'].map((byte) => byte.repeat(32)) as [PotId, EventId, DeviceId]
  expect(bytesToHex(wrapBoundBytes({ pot, from, to }))).toBe(`${bytesToHex(ascii('quits/key/v1'))}${pot}${from}${to}`)
})
