// Keys that everybody knows (//Alice, //Bob, ...), for development chains. The app reaches this module in development builds only.

import { Keyring } from '@polkadot/keyring'
import type { KeyringPair } from '@polkadot/keyring/types'
import { hexToU8a, u8aToHex } from '@polkadot/util'
import { cryptoWaitReady } from '@polkadot/util-crypto'
import { bytesToHex, err, ok, type AccountId, type Result } from '../../domain/index.ts'
import type { WalletAccount, WalletError, WalletPort } from '../wallet-port.ts'
import { wrapBytes } from '../wrap-bytes.ts'

/** The wallet's id. */
export const DEVELOPMENT_WALLET = 'development'

/** The people of the embedded chain, as derivation paths without the slashes. */
export const DEVELOPMENT_NAMES: readonly string[] = [
  'Alice',
  'Bob',
  'Charlie',
  'Dave',
  'Eve',
  'Ferdie',
  'Grace',
  'Heidi',
  'Ivan',
  'Judy',
  'Kim',
  'Leo',
]

/** A wallet of development accounts, one sr25519 key per name. It never asks and never refuses. */
export function createDevelopmentWallet(names: readonly string[] = DEVELOPMENT_NAMES): WalletPort {
  const wallet = DEVELOPMENT_WALLET
  const pairs = derivePairs(names)
  const find = async ({ account }: WalletAccount): Promise<Result<KeyringPair, WalletError>> => {
    const pair = (await pairs).get(account)
    return pair ? ok(pair) : err({ type: 'UnknownAccount', wallet, account })
  }
  return {
    list: async () => [
      {
        id: wallet,
        name: 'Development accounts',
        version: null,
        status: { kind: 'connected', accounts: names.length },
        link: null,
      },
    ],
    connect: async (asked) => {
      if (asked !== wallet) return err({ type: 'NotInstalled', wallet: asked })
      const accounts = [...(await pairs).keys()]
      return ok(accounts.map((account, i) => ({ account, keyType: 'sr25519', name: names[i] ?? null, wallet })))
    },
    signBytes: async (account, bytes) => {
      const pair = await find(account)
      return pair.ok ? ok(pair.value.sign(wrapBytes(bytes))) : pair
    },
    signer: async (account) => {
      const pair = await find(account)
      if (!pair.ok) return pair
      const sign = (data: string) => ({
        id: 0,
        signature: u8aToHex(pair.value.sign(hexToU8a(data), { withType: true })),
      })
      return ok({ account: account.account, custody: 'development key', signRaw: async ({ data }) => sign(data) })
    },
  }
}

/** The account of a development name. */
export async function developmentAccount(name: string): Promise<AccountId> {
  const [account] = (await derivePairs([name])).keys()
  if (account === undefined) throw new Error(`no key for ${name}`)
  return account
}

async function derivePairs(names: readonly string[]): Promise<ReadonlyMap<AccountId, KeyringPair>> {
  await cryptoWaitReady()
  const keyring = new Keyring({ type: 'sr25519' })
  const pairs = names.map((name) => keyring.addFromUri(`//${name}`, { name }))
  return new Map(pairs.map((pair) => [bytesToHex(pair.publicKey) as AccountId, pair]))
}
