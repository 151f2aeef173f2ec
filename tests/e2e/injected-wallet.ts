// A wallet for browser tests: it puts itself into `window.injectedWeb3` as extensions do and answers with real sr25519 signatures of
// development keys, so that the app's own path through extension-dapp is what runs. The keys stay on the test's side of the browser.

import { Keyring } from '@polkadot/keyring'
import type { KeyringPair } from '@polkadot/keyring/types'
import { TypeRegistry } from '@polkadot/types'
import { hexToU8a, u8aToHex, u8aWrapBytes } from '@polkadot/util'
import { cryptoWaitReady, decodeAddress } from '@polkadot/util-crypto'
import type { SignablePayload } from '../../src/wallet/index.ts'

/** The name under which it injects itself. */
export const TEST_WALLET = 'quits-test'

/** What the wallet does when it is asked: sign, or say no as a person would. */
export type TestWalletMood = 'signs' | 'refuses to connect' | 'refuses to sign'

/** As much of Playwright's Page (or BrowserContext) as is needed. */
type Page = {
  readonly exposeFunction: (name: string, callback: (...args: never[]) => unknown) => Promise<unknown>
  readonly addInitScript: (script: (wallet: string) => void, wallet: string) => Promise<unknown>
}

/** A wallet that is installed in a page; `requests` is what it was asked to sign. */
export type InjectedTestWallet = {
  readonly setMood: (mood: TestWalletMood) => void
  readonly requests: readonly unknown[]
}

type SignRequest =
  | { readonly kind: 'payload'; readonly payload: SignablePayload }
  | { readonly kind: 'raw'; readonly address: string; readonly data: string }

/** Installs the wallet with keys such as 'Alice' and 'Bob' in a page or a whole context. Call it before the page is opened. */
export async function installInjectedWallet(page: Page, names: readonly string[]): Promise<InjectedTestWallet> {
  const keys = await createTestKeys(names)
  let mood: TestWalletMood = 'signs'
  const requests: SignRequest[] = []
  await page.exposeFunction('quitsTestAccounts', () => {
    if (mood === 'refuses to connect') return null
    return keys.accounts()
  })
  await page.exposeFunction('quitsTestSign', (request: SignRequest) => {
    requests.push(request)
    return mood === 'refuses to sign' ? null : keys.sign(request)
  })
  await page.addInitScript(injectWallet, TEST_WALLET)
  return {
    requests,
    setMood: (next) => {
      mood = next
    },
  }
}

/** The wallet's side of a test: its accounts as a wallet tells them, and its signatures as `0x…` text. */
export type TestKeys = {
  readonly accounts: () => readonly TestAccount[]
  readonly sign: (request: SignRequest) => `0x${string}`
}

type TestAccount = { readonly address: string; readonly name: string; readonly type: 'sr25519' }

/** Extensions that add nothing to what is signed; named so that no warning is printed. */
const WITHOUT_CONTENT = { EthSetOrigin: { extrinsic: {}, payload: {} } }

/** Keys that sign as the polkadot{.js} extension does. Also used without a browser. */
export async function createTestKeys(names: readonly string[]): Promise<TestKeys> {
  await cryptoWaitReady()
  const keyring = new Keyring({ type: 'sr25519', ss58Format: 42 })
  const pairs = names.map((name) => keyring.addFromUri(`//${name}`, { name }))
  const find = (address: string): KeyringPair => {
    const wanted = u8aToHex(decodeAddress(address))
    const pair = pairs.find(({ publicKey }) => u8aToHex(publicKey) === wanted)
    if (!pair) throw new Error(`no key for ${address}`)
    return pair
  }
  return {
    accounts: (): readonly TestAccount[] =>
      pairs.map(({ address, meta }) => ({ address, name: meta['name'] as string, type: 'sr25519' as const })),
    sign: (request: SignRequest): `0x${string}` => {
      if (request.kind === 'raw') return u8aToHex(find(request.address).sign(u8aWrapBytes(hexToU8a(request.data))))
      const { payload } = request
      const registry = new TypeRegistry()
      registry.setSignedExtensions(payload.signedExtensions, WITHOUT_CONTENT)
      return registry.createType('ExtrinsicPayload', payload, { version: payload.version }).sign(find(payload.address))
        .signature
    },
  }
}

/** Runs inside the page. */
function injectWallet(wallet: string): void {
  type Bridge = {
    injectedWeb3?: Record<string, unknown>
    quitsTestAccounts: () => Promise<unknown[] | null>
    quitsTestSign: (request: unknown) => Promise<string | null>
  }
  const bridge = globalThis as unknown as Bridge
  let id = 0
  const sign = async (request: unknown) => {
    const signature = await bridge.quitsTestSign(request)
    if (signature === null) throw new Error('Cancelled')
    return { id: ++id, signature }
  }
  const enable = async () => {
    if ((await bridge.quitsTestAccounts()) === null) throw new Error('Rejected')
    const get = async () => (await bridge.quitsTestAccounts()) ?? []
    return {
      accounts: {
        get,
        subscribe: (tell: (accounts: unknown[]) => void) => {
          void get().then(tell)
          return () => {}
        },
      },
      signer: {
        signPayload: (payload: unknown) => sign({ kind: 'payload', payload }),
        signRaw: ({ address, data }: { address: string; data: string }) => sign({ kind: 'raw', address, data }),
      },
    }
  }
  bridge.injectedWeb3 = { ...bridge.injectedWeb3, [wallet]: { version: '1.0.0', enable } }
}
