import { Keyring } from '@polkadot/keyring'
import { blake2AsU8a, cryptoWaitReady, decodeAddress } from '@polkadot/util-crypto'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { beforeAll, expect, test } from 'vitest'
import {
  accountBindingBytes,
  createAccountKey,
  verifyAccountBinding,
  verifyWalletBinding,
  verifyWalletSignature,
  walletBindingBytes,
  walletBindingText,
} from '../../src/crypto/index.ts'
import {
  ascii,
  bytesToHex,
  concatBytes,
  uintLe,
  type AccountId,
  type Hash32,
  type MemberId,
  type PotId,
  type WalletScheme,
} from '../../src/domain/index.ts'

const person = createAccountKey(new Uint8Array(32).fill(1))
const binding = {
  pot: '11'.repeat(32) as PotId,
  member: '22'.repeat(32) as MemberId,
  account: person.account,
  genesis: '45'.repeat(32) as Hash32,
}
const schemes: readonly WalletScheme[] = ['sr25519', 'ed25519', 'ecdsa']
const bytes = walletBindingBytes(binding)

/** A wallet as polkadot-js makes it, signing as wallets do. */
const walletOf = (
  scheme: WalletScheme,
  uri: string,
): { readonly wallet: AccountId; readonly sign: (message: Uint8Array) => Uint8Array } => {
  const pair = new Keyring({ type: scheme }).addFromUri(uri)
  return { wallet: bytesToHex(decodeAddress(pair.address)) as AccountId, sign: (message) => pair.sign(message) }
}

beforeAll(() => cryptoWaitReady())

test('[ME7] the text of a binding is readable and names everything it holds for', () => {
  expect(walletBindingText(binding)).toBe(
    [
      'quits/bind/v1',
      'I am this member of this Quits pot. Signing moves no money and gives no access to my funds.',
      'pot: 1111111111111111111111111111111111111111111111111111111111111111',
      'member: 2222222222222222222222222222222222222222222222222222222222222222',
      'account: 8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c',
      'genesis: 4545454545454545454545454545454545454545454545454545454545454545',
    ].join('\n'),
  )
  expect(bytes).toEqual(ascii(`<Bytes>${walletBindingText(binding)}</Bytes>`))
})

for (const scheme of schemes) {
  test(`[ME7] a binding signed by a polkadot-js ${scheme} wallet holds`, async () => {
    const { wallet, sign } = walletOf(scheme, '//Alice')
    const signature = sign(bytes)
    expect(signature.length).toBe(scheme === 'ecdsa' ? 65 : 64)
    expect(await verifyWalletBinding(binding, { wallet, scheme, signature })).toBe(true)
  })

  test(`[ME7] a ${scheme} binding holds for nothing else`, async () => {
    const { wallet, sign } = walletOf(scheme, '//Alice')
    const signature = sign(bytes)
    for (const field of ['pot', 'member', 'account', 'genesis'] as const) {
      expect(await verifyWalletBinding({ ...binding, [field]: '33'.repeat(32) }, { wallet, scheme, signature })).toBe(
        false,
      )
    }
    const bob = walletOf(scheme, '//Bob')
    expect(await verifyWalletBinding(binding, { wallet: bob.wallet, scheme, signature })).toBe(false)
    expect(await verifyWalletBinding(binding, { wallet, scheme, signature: bob.sign(bytes) })).toBe(false)
    const unwrapped = sign(ascii(walletBindingText(binding)))
    expect(await verifyWalletBinding(binding, { wallet, scheme, signature: unwrapped })).toBe(false)
    for (const other of schemes.filter((each) => each !== scheme)) {
      expect(await verifyWalletBinding(binding, { wallet, scheme: other, signature })).toBe(false)
    }
  })

  test(`a ${scheme} signature with one byte changed, cut off or of zeros does not hold`, async () => {
    const { wallet, sign } = walletOf(scheme, '//Alice')
    const signature = sign(bytes)
    for (let at = 0; at < signature.length; at++) {
      const changed = Uint8Array.from(signature)
      changed[at] = (changed[at] as number) ^ 1
      expect(await verifyWalletSignature(bytes, { wallet, scheme, signature: changed })).toBe(false)
    }
    for (const length of [0, 1, 63, 64, 65, 66].filter((each) => each !== signature.length)) {
      const other = concatBytes(signature, signature).slice(0, length)
      expect(await verifyWalletSignature(bytes, { wallet, scheme, signature: other })).toBe(false)
    }
    expect(await verifyWalletSignature(bytes, { wallet, scheme, signature: new Uint8Array(signature.length) })).toBe(
      false,
    )
    expect(await verifyWalletSignature(bytes, { wallet: 'ff'.repeat(32) as AccountId, scheme, signature })).toBe(false)
  })
}

test('[threat: replay, foreign pot, foreign chain] [ME7] what binds a wallet in one pot on one chain binds it nowhere else', async () => {
  const wallets = schemes.map((scheme) => ({ scheme, ...walletOf(scheme, '//Alice') }))
  for (const { scheme, wallet, sign } of wallets) {
    const signed = { wallet, scheme, signature: sign(bytes) }
    const back = { pot: binding.pot, member: binding.member, wallet, genesis: binding.genesis }
    const signedBack = await person.sign(accountBindingBytes(back))
    for (const field of ['pot', 'genesis'] as const) {
      const elsewhere = { [field]: '33'.repeat(32) }
      expect(await verifyWalletBinding({ ...binding, ...elsewhere }, signed)).toBe(false)
      expect(await verifyAccountBinding({ ...back, ...elsewhere }, person.account, signedBack)).toBe(false)
    }
  }
})

test('an ecdsa account is the BLAKE2b-256 of its compressed key', async () => {
  const secret = new Uint8Array(32).fill(5)
  const wallet = bytesToHex(blake2AsU8a(secp256k1.getPublicKey(secret, true), 256)) as AccountId
  const signature = secp256k1.sign(blake2AsU8a(bytes, 256), secret, { prehash: false, format: 'recovered' })
  const rsv = concatBytes(signature.slice(1), signature.slice(0, 1))
  expect(await verifyWalletSignature(bytes, { wallet, scheme: 'ecdsa', signature: rsv })).toBe(true)
  // The mirrored S with the other recovery bit recovers the same key: one of the two is not a signature.
  const n = secp256k1.Point.Fn.ORDER
  const s = BigInt(`0x${bytesToHex(rsv.slice(32, 64))}`)
  const mirrored = concatBytes(rsv.slice(0, 32), uintLe(n - s, 32).reverse(), Uint8Array.of((rsv[64] as number) ^ 1))
  expect(await verifyWalletSignature(bytes, { wallet, scheme: 'ecdsa', signature: mirrored })).toBe(false)
})

test('[ME7] the account key names the wallet back', async () => {
  const wallet = '44'.repeat(32) as AccountId
  const { pot, member, genesis } = binding
  const back = { pot, member, wallet, genesis }
  expect(bytesToHex(accountBindingBytes(back))).toBe(
    `${bytesToHex(ascii('quits/bind-back/v1'))}${pot}${member}${wallet}${genesis}`,
  )
  const signature = await person.sign(accountBindingBytes(back))
  expect(await verifyAccountBinding(back, person.account, signature)).toBe(true)
  for (const field of ['pot', 'member', 'wallet', 'genesis'] as const) {
    expect(await verifyAccountBinding({ ...back, [field]: '33'.repeat(32) }, person.account, signature)).toBe(false)
  }
})
