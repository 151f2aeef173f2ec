// The extension's own path, extension-dapp included, in a page as bare as it can be: a window with wallets in it.

import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { WalletPort } from '../../src/wallet/index.ts'
import { ascii } from '../../src/domain/index.ts'
import { failure, must } from '../chain/chain-fixture.ts'
import { installInjectedWallet, TEST_WALLET, type InjectedTestWallet } from '../e2e/injected-wallet.ts'
import { walletSuite } from './wallet-suite.ts'

const page = globalThis as unknown as {
  window: unknown
  document: unknown
  injectedWeb3: Record<string, unknown> | undefined
  [name: string]: unknown
}
let createExtensionWallet: () => WalletPort
let wallet: InjectedTestWallet

beforeAll(async () => {
  page.window = globalThis
  page.document = { readyState: 'complete' }
  ;({ createExtensionWallet } = await import('../../src/wallet/extension/index.ts'))
})

beforeEach(async () => {
  page.injectedWeb3 = undefined
  wallet = await installInjectedWallet(
    {
      exposeFunction: async (name, callback) => {
        page[name] = async (...args: never[]) => callback(...args)
      },
      addInitScript: async (script, argument) => script(argument),
    },
    ['Alice', 'Bob'],
  )
})

walletSuite('browser extensions', TEST_WALLET, async () => createExtensionWallet())

test('only the chosen wallet is asked, and the others are still there afterwards', async () => {
  const asked: string[] = []
  const others = {
    'polkadot-js': { version: '1', enable: async () => asked.push('polkadot-js') },
    late: { version: '2', connect: async () => asked.push('late') },
  }
  Object.assign(page.injectedWeb3 as object, others)
  const port = createExtensionWallet()
  must(await port.connect(TEST_WALLET))
  expect(asked).toEqual([])
  expect(Object.keys(page.injectedWeb3 as object)).toEqual([TEST_WALLET, 'polkadot-js', 'late'])
  expect((await port.list()).map(({ id, status }) => [id, status.kind])).toEqual([
    [TEST_WALLET, 'connected'],
    ['polkadot-js', 'available'],
    ['late', 'available'],
    ['talisman', 'not installed'],
    ['subwallet-js', 'not installed'],
    ['nova', 'not installed'],
  ])
})

test('a refusal to connect shows as refused, and may be taken back', async () => {
  const port = createExtensionWallet()
  wallet.setMood('refuses to connect')
  expect(failure(await port.connect(TEST_WALLET))).toEqual({ type: 'Rejected', wallet: TEST_WALLET })
  expect((await port.list())[0]?.status).toEqual({ kind: 'refused' })
  wallet.setMood('signs')
  expect(must(await port.connect(TEST_WALLET))).toHaveLength(2)
})

test('a refusal to sign is a decision, not a failure', async () => {
  const port = createExtensionWallet()
  const [first] = must(await port.connect(TEST_WALLET))
  if (!first) throw new Error('no account')
  wallet.setMood('refuses to sign')
  expect(failure(await port.signBytes(first, ascii('x')))).toEqual({ type: 'Rejected', wallet: TEST_WALLET })
})

test('nothing is signed before the wallet is connected', async () => {
  const connected = createExtensionWallet()
  const [first] = must(await connected.connect(TEST_WALLET))
  if (!first) throw new Error('no account')
  expect(failure(await createExtensionWallet().signBytes(first, ascii('x')))).toEqual({
    type: 'NotConnected',
    wallet: TEST_WALLET,
  })
})
