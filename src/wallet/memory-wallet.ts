import { bytesToHex, err, hexToBytes, ok, type AccountId } from '../domain/index.ts'
import type { KeyType, RawSignature, WalletAccount, WalletPort } from './wallet-port.ts'
import { wrapBytes } from './wrap-bytes.ts'

/** A key in memory. `sign` returns the bare signature; transactions are signed with the key type's byte in front. */
export type MemoryKey = {
  readonly account: AccountId
  readonly keyType: Exclude<KeyType, 'ethereum'>
  readonly name: string
  readonly sign: (bytes: Uint8Array) => Uint8Array
}

/** A wallet for tests: keys that the test made, and a switch for a person who refuses everything. */
export type MemoryWallet = WalletPort & { readonly refuse: (refuses: boolean) => void }

const TYPE_BYTE: Readonly<Record<MemoryKey['keyType'], number>> = { ed25519: 0, sr25519: 1, ecdsa: 2 }

/** One installed wallet named `id` that holds `keys`. */
export function createMemoryWallet(id: string, keys: readonly MemoryKey[]): MemoryWallet {
  let isConnected = false
  let refuses = false
  const rejected = err({ type: 'Rejected', wallet: id } as const)
  const find = (account: WalletAccount) => {
    if (!isConnected) return err({ type: 'NotConnected', wallet: id })
    const key = keys.find((candidate) => candidate.account === account.account)
    return key ? ok(key) : err({ type: 'UnknownAccount', wallet: id, account: account.account })
  }
  return {
    refuse: (refusing) => {
      refuses = refusing
    },
    list: async () => {
      const status = refuses
        ? ({ kind: 'refused' } as const)
        : isConnected
          ? ({ kind: 'connected', accounts: keys.length } as const)
          : ({ kind: 'available' } as const)
      return [{ id, name: id, version: null, status, link: null }]
    },
    connect: async (wallet) => {
      if (wallet !== id) return err({ type: 'NotInstalled', wallet })
      if (refuses) return rejected
      if (keys.length === 0) return err({ type: 'NoAccounts', wallet })
      isConnected = true
      return ok(keys.map(({ account, keyType, name }) => ({ account, keyType, name, wallet: id })))
    },
    signBytes: async (account, bytes) => {
      const key = find(account)
      if (!key.ok) return key
      return refuses ? rejected : ok(key.value.sign(wrapBytes(bytes)))
    },
    signer: async (account) => {
      const key = find(account)
      if (!key.ok) return key
      const { sign, keyType } = key.value
      const signRaw = async ({ data }: { readonly data: string }): Promise<RawSignature> => {
        if (refuses) throw new Error('Cancelled')
        const signature = bytesToHex(Uint8Array.of(TYPE_BYTE[keyType], ...sign(hexToBytes(data.slice(2)))))
        return { id: 0, signature: `0x${signature}` }
      }
      return ok({ account: account.account, custody: 'development key', signRaw })
    },
  }
}
