// Transactions on the fake chain: nonces, mortality and the pool as real nodes have them; nothing is really signed.

import { ascii, keccak, ok, u64le } from '../../domain/index.ts'
import type { ChainCaller } from '../chain-port.ts'
import type { PendingTransaction, TransactionSignal } from '../transaction.ts'
import { estimateFake } from './fake-estimate.ts'
import { bestBlock, checkOnline, finalBlock, nonceAt, type FakeNode, type FakeTransaction } from './fake-node.ts'

/** How many blocks a transaction stays valid. */
const MORTALITY = 64

/** The calls of the fake chain's port. `onSent` runs after a transaction has entered the pool. */
export function fakeCaller(node: FakeNode, onSent: () => void): ChainCaller {
  return {
    estimate: (call, caller) => estimateFake(node, call, caller),
    submit: async (call, { before }, signer, onSignal, keep) => {
      onSignal({ kind: 'signature asked' })
      const sending = node.script.sending ?? 'normal'
      if (sending === 'rejected by signer') return onSignal({ kind: 'signature rejected' })
      const pending = sign(node, { call, account: signer.account })
      node.steps.set(pending.hash, before)
      const kept = await keep(pending)
      if (!kept.ok) return onSignal({ kind: 'held back', error: kept.error })
      const refusal = sending === 'refused' ? 'the node refused it' : refusalOf(node, pending)
      if (refusal !== null) return onSignal({ kind: 'refused', detail: refusal })
      onSignal({ kind: 'sent', pending })
      if (sending === 'dropped') return onSignal({ kind: 'dropped' })
      if (sending === 'invalid') return onSignal({ kind: 'invalid', detail: 'the node says it is invalid' })
      const ended = Promise.withResolvers<void>()
      let isHeard = sending !== 'connection lost'
      const tell = (signal: TransactionSignal): void => {
        if (isHeard) onSignal(signal)
      }
      enter(node, { pending, before, tell, end: ended.resolve })
      if (!isHeard) onSignal({ kind: 'connection lost' })
      onSent()
      if (isHeard) await ended.promise
      isHeard = false
    },
    resend: async (pending) => {
      const state = checkOnline(node)
      if (!state.ok || refusalOf(node, pending) !== null) return state
      enter(node, { pending, before: node.steps.get(pending.hash) ?? [], tell: () => {}, end: () => {} })
      onSent()
      return ok(null)
    },
    resolve: async (pending) => {
      const state = checkOnline(node)
      if (!state.ok) return state
      if (nonceAt(finalBlock(node), pending.account) <= pending.nonce)
        return ok(node.finalized >= pending.validUntil ? { kind: 'expired' } : null)
      for (const { included } of node.blocks.slice(0, node.finalized + 1)) {
        const found = included.find(({ sent }) => sent.pending.hash === pending.hash)
        if (found) return ok({ kind: 'finalized', at: found.at, failure: found.failure })
      }
      return ok({ kind: 'replaced' })
    },
  }
}

/** What a wallet would sign now: the account's next nonce, counting what waits in the pool, over the newest finalized block. */
function sign(node: FakeNode, what: Pick<PendingTransaction, 'call' | 'account'>): PendingTransaction {
  const { number, hash } = finalBlock(node).header
  let nonce = nonceAt(bestBlock(node), what.account)
  while (node.pool.some(({ pending }) => pending.account === what.account && pending.nonce === nonce)) nonce++
  const id = keccak(ascii('fake transaction'), u64le(BigInt(node.signed++)))
  return {
    ...what,
    hash: id,
    genesis: node.facts.genesis,
    nonce,
    validFrom: { number, hash },
    validUntil: number + MORTALITY,
    extrinsic: `0x${id}`,
  }
}

/** Why the pool does not take a transaction, in the words of real nodes. */
function refusalOf(node: FakeNode, { hash, account, nonce, validUntil }: PendingTransaction): string | null {
  const best = bestBlock(node)
  if (node.pool.some(({ pending }) => pending.hash === hash)) return '1013: Transaction Already Imported'
  if (nonce < nonceAt(best, account)) return '1010: Invalid Transaction: Transaction is outdated'
  if (best.header.number >= validUntil) return '1010: Invalid Transaction: Transaction has an ancient birth block'
  return node.pool.some(({ pending }) => pending.account === account && pending.nonce === nonce)
    ? '1014: Priority is too low'
    : null
}

function enter(node: FakeNode, sent: FakeTransaction): void {
  node.pool = [...node.pool, sent]
}
