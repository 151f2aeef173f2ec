import { err, ok } from '../../domain/index.ts'
import type { ChainPort } from '../chain-port.ts'
import { askPool, closePool, loseNode, NO_ENDPOINT, reachNode, type NodePool } from './node-pool.ts'

/** Asks the node in use, and the others where that does not answer. */
export function pooledPort(pool: NodePool): ChainPort {
  return {
    facts: () => askPool(pool, (port) => port.facts()),
    header: (block) => askPool(pool, (port) => port.header(block)),
    finalizedHead: () => askPool(pool, (port) => port.finalizedHead()),
    followFinalized: (listener) => {
      let isOver = false
      let stop: (() => void) | undefined
      const start = async (): Promise<void> => {
        const slot = pool.slots[pool.current]
        const reached = slot ? await reachNode(pool, slot) : err(NO_ENDPOINT)
        if (isOver) return
        if (!slot || !reached.ok) {
          if (!reached.ok) listener.onLost(reached.error)
          return
        }
        stop = reached.value.followFinalized({
          onHead: listener.onHead,
          onLost: (error) => {
            loseNode(slot, error)
            listener.onLost(error)
          },
        })
      }
      void start()
      return () => {
        isOver = true
        stop?.()
      }
    },
    contractEvents: (contract, block) => askPool(pool, (port) => port.contractEvents(contract, block)),
    contractFacts: (contract, block) => askPool(pool, (port) => port.contractFacts(contract, block)),
    headOf: (contract, group, block) => askPool(pool, (port) => port.headOf(contract, group, block)),
    groupAt: (contract, group, block) => askPool(pool, (port) => port.groupAt(contract, group, block)),
    votesAt: (contract, group, block) => askPool(pool, (port) => port.votesAt(contract, group, block)),
    originalAccount: (address) => askPool(pool, (port) => port.originalAccount(address)),
    spendable: (account) => askPool(pool, (port) => port.spendable(account)),
    balance: (account) => askPool(pool, (port) => port.balance(account)),
    tokenFacts: (token) => askPool(pool, (port) => port.tokenFacts(token)),
    tokenBalance: (token, account) => askPool(pool, (port) => port.tokenBalance(token, account)),
    estimate: (call, caller) => askPool(pool, (port) => port.estimate(call, caller)),
    submit: async (call, estimate, signer, onSignal, keep) => {
      const reached = await askPool(pool, async (port) => {
        const facts = await port.facts()
        return facts.ok ? ok(port) : facts
      })
      if (reached.ok) return reached.value.submit(call, estimate, signer, onSignal, keep)
      onSignal({ kind: 'signature asked' })
      onSignal({ kind: 'refused', detail: 'no node can be reached' })
    },
    resend: (pending) => askPool(pool, (port) => port.resend(pending)),
    resolve: (pending) => askPool(pool, (port) => port.resolve(pending)),
    close: () => closePool(pool),
  }
}
