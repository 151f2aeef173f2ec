import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import {
  checkCall,
  isSettled,
  resumePending,
  sendCall,
  settlePending,
  type ChainPort,
  type PendingTransaction,
  type PreparedCall,
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
  const watched = new Set<string>()
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
      if ('pending' in last && !isSettled(last)) watch(last.pending, port)
    } finally {
      sending.delete(key)
    }
  }
  /** Takes up the transactions that were signed before this page was opened. */
  async function resume(port: ChainPort): Promise<void> {
    const pending = await store.quits().ports.storage.pending.list()
    if (!pending.ok) return
    for (const each of pending.value) {
      const key = callKey(each.call)
      if (views.has(key) || watched.has(each.hash)) continue
      views.set(key, { kind: 'resumed', pending: each })
      watch(each, port, resumePending)
    }
  }
  /** Asks after every finalized block what became of a sent transaction, until the chain says it. */
  function watch(pending: PendingTransaction, port: ChainPort, first = settlePending): void {
    if (watched.has(pending.hash)) return
    watched.add(pending.hash)
    const key = callKey(pending.call)
    let isBusy = false
    let settle = first
    const look = async (): Promise<void> => {
      if (isBusy) return
      isBusy = true
      const found = await settle(store.quits().ports, port, pending)
      settle = settlePending
      isBusy = false
      if (!found.ok || found.value === null) return
      unsubscribe()
      watched.delete(pending.hash)
      const { value } = found
      if (value.kind !== 'finalized') views.set(key, { kind: `resumed ${value.kind}`, pending })
      else if (value.failure === null) views.set(key, { kind: 'resumed ok', at: value.at, pending })
      else views.set(key, { kind: 'resumed failed', at: value.at, failure: value.failure, pending })
    }
    const unsubscribe = port.followFinalized({ onHead: () => void look(), onLost: () => watched.delete(pending.hash) })
  }
  function forget(key: string): void {
    views.delete(key)
  }
  return { views, estimate, send, resume, forget }
})
