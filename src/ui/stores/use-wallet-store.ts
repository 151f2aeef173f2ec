import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { WalletAccount, WalletError, WalletInfo, WalletPort, WalletSigner } from '../../app/index.ts'
import type { AccountId, Result } from '../../domain/index.ts'
import { useQuitsStore } from './use-quits-store.ts'

/** A wallet in the list, with the kind it belongs to. */
export interface ListedWallet extends WalletInfo {
  readonly port: WalletPort
}

const rank = ({ status }: ListedWallet): number => (status.kind === 'not installed' ? 1 : 0)
const remembered = (account: AccountId): string => `wallet/${account}`

/** Wallets of this browser. Nothing is asked of any of them unless a person presses a button. */
export const useWalletStore = defineStore('wallet', () => {
  const { quits } = useQuitsStore()
  const wallets = shallowRef<readonly ListedWallet[]>([])
  const accounts = shallowRef<readonly WalletAccount[]>([])
  // Kept: a kind of wallet knows which of its wallets are connected.
  let kinds: Promise<readonly WalletPort[]> | null = null

  /** Reads which wallets there are, installed ones first. */
  async function refresh(): Promise<void> {
    kinds ??= quits().ports.wallets()
    const ports = await kinds.catch(notLoaded)
    const lists = await Promise.all(
      ports.map(async (port) => (await port.list()).map((info): ListedWallet => ({ ...info, port }))),
    )
    wallets.value = lists.flat().sort((a, b) => rank(a) - rank(b))
  }
  /** What could not be loaded is loaded again when wallets are asked for the next time. */
  function notLoaded(cause: unknown): never {
    kinds = null
    throw cause
  }
  /** Asks a wallet for its accounts; a key that two wallets hold is listed once for each. */
  async function connect(wallet: ListedWallet): Promise<Result<readonly WalletAccount[], WalletError>> {
    const asking = wallet.port.connect(wallet.id)
    await refresh()
    const found = await asking
    await refresh()
    if (found.ok) accounts.value = [...accounts.value.filter((account) => account.wallet !== wallet.id), ...found.value]
    return found
  }
  /** Remembers which wallet holds an account, so that it can be asked again without a list. */
  async function remember({ account, wallet }: WalletAccount): Promise<void> {
    await quits().ports.storage.settings.set(remembered(account), wallet)
  }
  function portOf(account: WalletAccount): WalletPort {
    const found = wallets.value.find(({ id }) => id === account.wallet)
    if (!found) throw new Error(`account of a wallet that is not listed: ${account.wallet}`)
    return found.port
  }
  /** The signer of an account: of a connected wallet, or of the remembered one, which is asked to connect. Null: people must choose a wallet. */
  async function signerOf(account: AccountId): Promise<Result<WalletSigner, WalletError> | null> {
    const known = accounts.value.find((each) => each.account === account)
    if (known) return portOf(known).signer(known)
    await refresh()
    const stored = await quits().ports.storage.settings.get(remembered(account))
    const wallet = wallets.value.find(({ id }) => stored.ok && id === stored.value)
    if (!wallet || wallet.status.kind === 'not installed') return null
    const connected = await connect(wallet)
    if (!connected.ok) return connected
    const found = connected.value.find((each) => each.account === account)
    return found ? wallet.port.signer(found) : null
  }
  return { wallets, accounts, refresh, connect, remember, portOf, signerOf }
})
