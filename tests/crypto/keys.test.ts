import { hkdfSync as nodeHkdf } from 'node:crypto'
import { x25519, ed25519 } from '@noble/curves/ed25519.js'
import { expect, test } from 'vitest'
import {
  createAccountKey,
  createInvitationKey,
  createKeptDeviceKey,
  createSeedDeviceKey,
  createSigner,
  deviceCertificateBytes,
  eventMessage,
  sealingSecretOf,
  seedDeviceKey,
  systemRandom,
  verifyDeviceCertificate,
  verifySignature,
} from '../../src/crypto/index.ts'
import { createSeedSigner } from '../../src/crypto/ed25519-key.ts'
import { ascii, bytesToHex, type MemberId, type PotId } from '../../src/domain/index.ts'

const seed = new Uint8Array(32).fill(1)

test('a key that the platform keeps signs and cannot be read', async () => {
  const key = await createKeptDeviceKey()
  if (key?.kind !== 'kept') throw new Error('this platform keeps keys')
  expect(key.privateKey.extractable).toBe(false)
  const signer = createSigner(key)
  expect(signer.device).toBe(key.device)
  const signature = await signer.sign(ascii('hello'))
  expect(await verifySignature(signer.device, ascii('hello'), signature)).toBe(true)
  await expect(crypto.subtle.exportKey('pkcs8', key.privateKey)).rejects.toThrow('not extractable')
})

test('a seed gives the same key and the same signature every time, with and without the platform', async () => {
  const key = seedDeviceKey(seed)
  expect(key.device).toBe('8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c')
  const signature = await createSigner(key).sign(ascii('hello'))
  expect(signature).toEqual(ed25519.sign(ascii('hello'), seed))
  expect(await createSeedSigner(seed, undefined)(ascii('hello'))).toEqual(signature)
  const ignorant = {
    importKey: () => Promise.reject(new Error('no Ed25519')),
    sign: () => Promise.reject(new Error('never')),
  }
  expect(await createSeedSigner(seed, ignorant as unknown as SubtleCrypto)(ascii('hello'))).toEqual(signature)
})

test('new seeds come from the random source', () => {
  const key = createSeedDeviceKey({ bytes: (length) => new Uint8Array(length).fill(1) })
  expect(key).toEqual(seedDeviceKey(seed))
  expect(createSeedDeviceKey(systemRandom).device).not.toBe(createSeedDeviceKey(systemRandom).device)
})

test('an account has an Ed25519 key from its seed and a sealing key apart from it', () => {
  const { account, sealing } = createAccountKey(seed)
  expect(account).toBe('8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c')
  expect(sealing).toBe(bytesToHex(x25519.getPublicKey(sealingSecretOf(seed))))
  expect(bytesToHex(sealingSecretOf(seed))).toMatchInlineSnapshot(
    `"e88f51296015baf36a68a00e70f37a94507dce5e8fb4b87f4cff8e10016b169d"`,
  )
  expect(sealing).toMatchInlineSnapshot(`"862fd6eeb7cb95901b8ad10437713d4cd267ea5a536cb49be7e536e11365b246"`)
})

test('what a device signs of an event begins with its purpose', () => {
  expect(eventMessage(Uint8Array.of(0xa0))).toEqual(Uint8Array.of(...ascii('quits/event/v1'), 0xa0))
})

test('[ME1] a certificate holds for its pot, member, device and sealing key and for nothing else', async () => {
  const { account, sealing, sign } = createAccountKey(seed)
  const certificate = {
    pot: '11'.repeat(32) as PotId,
    member: '22'.repeat(32) as MemberId,
    device: seedDeviceKey(seed).device,
    sealing,
  }
  expect(bytesToHex(deviceCertificateBytes(certificate))).toBe(
    `${bytesToHex(ascii('quits/device/v1'))}${certificate.pot}${certificate.member}${certificate.device}${sealing}`,
  )
  const signature = await sign(deviceCertificateBytes(certificate))
  expect(await verifyDeviceCertificate(certificate, account, signature)).toBe(true)
  for (const field of ['pot', 'member', 'device', 'sealing'] as const) {
    expect(await verifyDeviceCertificate({ ...certificate, [field]: '33'.repeat(32) }, account, signature)).toBe(false)
  }
  const other = createAccountKey(new Uint8Array(32).fill(2)).account
  expect(await verifyDeviceCertificate(certificate, other, signature)).toBe(false)
})

test('an invitation’s seed gives its signing key and the key of its mailbox, neither of which gives the other', async () => {
  const invitation = createInvitationKey(seed)
  expect(invitation.key).toBe('8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c')
  expect(invitation.mailbox).toBe(bytesToHex(new Uint8Array(nodeHkdf('sha256', seed, '', 'quits/mailbox/v1', 32))))
  expect(await verifySignature(invitation.key, ascii('me'), await invitation.sign(ascii('me')))).toBe(true)
})
