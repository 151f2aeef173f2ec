import { decodeAddress, encodeAddress } from '@polkadot/util-crypto'
import { hexToU8a, u8aToHex } from '@polkadot/util'
import { bytesToHex, err, hexToBytes, ok, type AccountId, type Result } from '../../domain/index.ts'
import type { KeyType, WalletAccount, WalletError, WalletInfo, WalletPort, WalletStatus } from '../wallet-port.ts'
import { wrapBytes } from '../wrap-bytes.ts'
import { enableOne, injectedWallets, isRefusal, type InjectedAccount, type InjectedExtension } from './enable-one.ts'
import { KNOWN_WALLETS } from './known-wallets.ts'

/** The wallets that browser extensions put into the page. `origin` is the app's name as wallets show it. */
export function createExtensionWallet(origin = 'Quits'): WalletPort {
  const statuses = new Map<string, WalletStatus>()
  const extensions = new Map<string, InjectedExtension>()
  const find = ({ wallet }: WalletAccount): Result<InjectedExtension, WalletError> => {
    const extension = extensions.get(wallet)
    return extension ? ok(extension) : err({ type: 'NotConnected', wallet })
  }
  return {
    list: async () => {
      const injected = injectedWallets()
      const ids = new Set([...Object.keys(injected), ...KNOWN_WALLETS.map(({ id }) => id)])
      return [...ids].map((id): WalletInfo => {
        const known = KNOWN_WALLETS.find((wallet) => wallet.id === id)
        const status: WalletStatus = injected[id]
          ? (statuses.get(id) ?? { kind: 'available' })
          : { kind: 'not installed' }
        return {
          id,
          name: known?.name ?? id,
          version: injected[id]?.version ?? null,
          status,
          link: known?.link ?? null,
        }
      })
    },
    connect: async (wallet) => {
      statuses.set(wallet, { kind: 'waiting' })
      const accounts = await readAccounts(wallet, origin)
      if (!accounts.ok) {
        statuses.set(wallet, accounts.error.type === 'Rejected' ? { kind: 'refused' } : { kind: 'available' })
        return accounts
      }
      extensions.set(wallet, accounts.value.extension)
      statuses.set(wallet, { kind: 'connected', accounts: accounts.value.accounts.length })
      return ok(accounts.value.accounts)
    },
    signBytes: async (account, bytes) => {
      const extension = find(account)
      if (!extension.ok) return extension
      const { wallet } = account
      const { signRaw } = extension.value.signer
      if (!signRaw) return err({ type: 'Unsupported', wallet, what: 'signing of free bytes' })
      try {
        const { signature } = await signRaw({
          address: addressOf(account),
          data: u8aToHex(wrapBytes(bytes)),
          type: 'bytes',
        })
        return ok(bareSignature(hexToU8a(signature), account.keyType))
      } catch (thrown) {
        return err(
          isRefusal(thrown) ? { type: 'Rejected', wallet } : { type: 'WalletFailed', wallet, detail: String(thrown) },
        )
      }
    },
    signer: async (account) => {
      const extension = find(account)
      if (!extension.ok) return extension
      const { signPayload, signRaw } = extension.value.signer
      return ok({
        account: account.account,
        custody: 'browser wallet',
        ...(signPayload && { signPayload }),
        ...(signRaw && { signRaw }),
      })
    },
  }
}

type Connected = { readonly extension: InjectedExtension; readonly accounts: readonly WalletAccount[] }

async function readAccounts(wallet: string, origin: string): Promise<Result<Connected, WalletError>> {
  const extension = await enableOne(wallet, origin)
  if (!extension.ok) return extension
  try {
    // Some wallets list a key once per address prefix.
    const byAccount = new Map((await extension.value.accounts.get(true)).map((injected) => toEntry(injected, wallet)))
    const accounts = [...byAccount.values()]
    return accounts.length > 0 ? ok({ extension: extension.value, accounts }) : err({ type: 'NoAccounts', wallet })
  } catch (thrown) {
    return err({ type: 'WalletFailed', wallet, detail: String(thrown) })
  }
}

function toEntry({ address, name, type }: InjectedAccount, wallet: string): readonly [AccountId, WalletAccount] {
  const keyType: KeyType = type === 'ethereum' || address.length === 42 ? 'ethereum' : (type ?? 'sr25519')
  const account = (
    keyType === 'ethereum' ? `${address.slice(2).toLowerCase()}${'ee'.repeat(12)}` : bytesToHex(decodeAddress(address))
  ) as AccountId
  return [account, { account, keyType, name: name ?? null, wallet }]
}

function addressOf({ account, keyType }: WalletAccount): string {
  return keyType === 'ethereum' ? `0x${account.slice(0, 40)}` : encodeAddress(hexToBytes(account))
}

/** Wallets differ in whether they put the key type's byte in front. */
function bareSignature(signature: Uint8Array, keyType: KeyType): Uint8Array {
  const length = keyType === 'ecdsa' || keyType === 'ethereum' ? 65 : 64
  return signature.length === length + 1 ? signature.subarray(1) : signature
}
