// What every kind of wallet does. Signatures are checked with the keys' public halves, not with the wallet's own word.

import { sr25519Verify } from '@polkadot/util-crypto'
import { describe, expect, test } from 'vitest'
import { ascii, concatBytes, hexToBytes, type AccountId } from '../../src/domain/index.ts'
import type { WalletAccount, WalletPort } from '../../src/wallet/index.ts'
import { failure, must } from '../chain/chain-fixture.ts'

/** Registers the suite for one kind of wallet; `wallet` is the id of one that is installed and holds sr25519 keys. */
export function walletSuite(name: string, wallet: string, start: () => Promise<WalletPort>): void {
  describe(`wallet: ${name}`, () => {
    const connected = async (): Promise<{ readonly port: WalletPort; readonly first: WalletAccount }> => {
      const port = await start()
      const [first] = must(await port.connect(wallet))
      if (!first) throw new Error('no account')
      return { port, first }
    }

    test('lists its wallets, installed ones first, without asking anybody', async () => {
      const port = await start()
      const listed = await port.list()
      expect(listed.find(({ id }) => id === wallet)?.status.kind).toMatch(/available|connected/)
      const kinds = listed.map(({ status }) => status.kind === 'not installed')
      expect(kinds).toEqual(kinds.toSorted((a, b) => Number(a) - Number(b)))
      for (const { status, link } of listed) if (status.kind === 'not installed') expect(link).toMatch(/^https:/)
    })

    test('connecting gives accounts by their public key, each once', async () => {
      const { port } = await connected()
      const accounts = must(await port.connect(wallet))
      expect(new Set(accounts.map(({ account }) => account)).size).toBe(accounts.length)
      for (const account of accounts) expect(account).toMatchObject({ wallet, keyType: 'sr25519' })
      for (const { account } of accounts) expect(account).toMatch(/^[0-9a-f]{64}$/)
      const status = (await port.list()).find(({ id }) => id === wallet)?.status
      expect(status).toEqual({ kind: 'connected', accounts: accounts.length })
    })

    test('a wallet that is not there is named', async () => {
      expect(failure(await (await start()).connect('nowhere'))).toEqual({ type: 'NotInstalled', wallet: 'nowhere' })
    })

    test('free bytes are signed wrapped, once, with 64 bytes of signature', async () => {
      const { port, first } = await connected()
      const text = ascii('quits/bind/v1')
      const wrapped = concatBytes(ascii('<Bytes>'), text, ascii('</Bytes>'))
      for (const bytes of [text, wrapped]) {
        const signature = must(await port.signBytes(first, bytes))
        expect(signature).toHaveLength(64)
        expect(sr25519Verify(wrapped, signature, hexToBytes(first.account))).toBe(true)
        expect(sr25519Verify(text, signature, hexToBytes(first.account))).toBe(false)
      }
    })

    test('an account of somebody else is not signed for', async () => {
      const { port, first } = await connected()
      const stranger: WalletAccount = { ...first, account: '99'.repeat(32) as AccountId }
      expect((await port.signBytes(stranger, ascii('x'))).ok).toBe(false)
    })

    test('the signer names its account and has a way to sign', async () => {
      const { port, first } = await connected()
      const signer = must(await port.signer(first))
      expect(signer.account).toBe(first.account)
      expect(signer.signPayload ?? signer.signRaw).toBeTypeOf('function')
    })
  })
}
