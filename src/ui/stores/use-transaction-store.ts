import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import {
  checkCall,
  isSettled,
  sendCall,
  watchPending,
  type ChainPort,
  type PendingTransaction,
  type PreparedCall,
  type TransactionEnd,
} from '../../app/index.ts'
import type { AccountId } from '../../domain/index.ts'
import { callKey } from './call-key.ts'
import { useNetworkStore } from './use-network-store.ts'
import { useQuitsStore } from './use-quits-store.ts'
import { useWalletStore } from './use-wallet-store.ts'
import type { TransactionView } from './transaction-view.ts'

/** Transactions of this page and those that were on their way when it was last closed, by what they are about. */
export const useTransactionStore = defineStore('transactions', () => {
  const store = useQuitsStore()
  const network = useNetworkStore()
  const wallet = useWalletStore()
  const views = shallowReactive(new Map<string, TransactionView>())
  /** Transactions whose end is waited for, by hash: through which nodes, and how to stop. */
  const watched = new Map<string, { readonly port: ChainPort; readonly stop: () => void }>()
  /** Calls between the press of a button and the word of the wallet: pressing twice asks once. */
  const sending = new Set<string>()

  /** Checks a call and estimates it; nothing is signed. */
  async function estimate(prepared: PreparedCall, account: AccountId): Promise<void> {
    const key = callKey(prepared.call)
    views.set(key, { kind: 'estimating' })
    const connection = await network.connect()
    if (!connection.ok) return void views.set(key, { kind: 'would fail', error: connection.error })
    const signer = await wallet.signerOf(account)
    if (signer === null) return void views.set(key, { kind: 'no wallet', account })
    if (!signer.ok) return void views.set(key, { kind: 'wallet failed', error: signer.error })
    const checked = await checkCall(store.quits().ports, connection.value.port, prepared, account, signer.value.custody)
    views.set(
      key,
      checked.ok ? { kind: 'estimated', estimate: checked.value } : { kind: 'would fail', error: checked.error },
    )
  }
  /** Has the account's wallet sign an estimated call and sends it. */
  async function send(prepared: PreparedCall, account: AccountId): Promise<void> {
    const key = callKey(prepared.call)
    const view = views.get(key)
    if (view?.kind !== 'estimated' || sending.has(key)) return
    sending.add(key)
    const { estimate: shown } = view
    const show = (state: TransactionView): void => void views.set(key, state)
    try {
      const connection = await network.connect()
      if (!connection.ok) return show({ kind: 'held back', estimate: shown, error: connection.error })
      const signer = await wallet.signerOf(account)
      if (signer === null) return show({ kind: 'no wallet', account })
      if (!signer.ok) return show({ kind: 'wallet failed', error: signer.error })
      const { port } = connection.value
      const last = await sendCall(store.quits().ports, port, prepared, shown, signer.value, show)
      show(last)
      if ('pending' in last && !isSettled(last)) watch(last.pending, port, false)
    } finally {
      sending.delete(key)
    }
  }
  /** Takes up the transactions that were signed before this page was opened, or whose nodes are others now. */
  async function resume(port: ChainPort): Promise<void> {
    const pending = await store.quits().ports.storage.pending.list()
    if (!pending.ok) return
    for (const each of pending.value) {
      const key = callKey(each.call)
      if (sending.has(key)) continue
      if (!views.has(key)) views.set(key, { kind: 'resumed', pending: each })
      watch(each, port, true)
    }
  }
  /** Waits for the end of a transaction on record. */
  function watch(pending: PendingTransaction, port: ChainPort, mayBeUnsent: boolean): void {
    const before = watched.get(pending.hash)
    if (before?.port === port) return
    before?.stop()
    const key = callKey(pending.call)
    const tell = (end: TransactionEnd): void => {
      watched.delete(pending.hash)
      if (end.kind !== 'finalized') views.set(key, { kind: `resumed ${end.kind}`, pending })
      else if (end.failure === null) views.set(key, { kind: 'resumed ok', at: end.at, pending })
      else views.set(key, { kind: 'resumed failed', at: end.at, failure: end.failure, pending })
    }
    watched.set(pending.hash, { port, stop: watchPending(store.quits().ports, port, pending, tell, { mayBeUnsent }) })
  }
  function forget(key: string): void {
    views.delete(key)
  }
  return { views, estimate, send, resume, forget }
})
