// Several nodes of one chain behind one port. Questions go to one node; when it is lost, the next one that answers for the same chain
// takes over, and a question whose state one node has pruned is put to the others. A transaction is never signed for a second node: its
// record is resent and resolved instead, which any node can do.

import { ok, type Result } from '../../domain/index.ts'
import type { ChainError } from '../chain-error.ts'
import type { ChainPort } from '../chain-port.ts'
import type { NodeHealth } from './node-health.ts'
import { askPool, closePool, createNodePool, inTurn, reachNode, type ConnectNode, type NodePool } from './node-pool.ts'
import { pooledPort } from './pooled-port.ts'
import type { AskedNode } from './read-agreed.ts'

/** A node that is asked by itself. */
export type Witness = { readonly endpoint: string; readonly port: ChainPort }

/** The nodes of one chain. */
export type ChainNodes = {
  /** Asks the node in use, and the others where that does not answer. */
  readonly port: ChainPort
  /** The endpoint in use. */
  readonly inUse: () => string
  readonly health: () => readonly NodeHealth[]
  /** Another node than the one in use that answers for the same chain; null when there is none now. */
  readonly witness: () => Promise<Witness | null>
  /** The node in use by itself; null when it does not answer. */
  readonly own: () => Promise<Witness | null>
  /** The endpoints that answered for `port` after the answer of this number, and the number of the last one. 0: since the beginning. */
  readonly spoke: (after: number) => { readonly by: readonly string[]; readonly last: number }
  /** Every node by itself, the one in use first: for what has to be said by each alone. */
  readonly each: () => Promise<readonly AskedNode[]>
}

/** Connects to the first endpoint that answers; its genesis is the one that all the others must have. An endpoint named twice counts once. */
export async function openNodes(
  connect: ConnectNode,
  endpoints: readonly string[],
): Promise<Result<ChainNodes, ChainError>> {
  const pool = createNodePool(connect, endpoints)
  const first = await askPool(pool, (port) => port.facts())
  if (!first.ok) {
    await closePool(pool)
    return first
  }
  return ok({
    port: pooledPort(pool),
    inUse: () => pool.slots[pool.current]?.endpoint ?? '',
    health: () =>
      pool.slots.map(({ endpoint, state, error }, i) => ({
        endpoint,
        state: state === 'ready' && i === pool.current ? 'in use' : state,
        error,
      })),
    witness: () => findWitness(pool),
    own: () => findOwn(pool),
    spoke: (after) => ({
      by: pool.slots.flatMap(({ endpoint, lastAnswer }) => (lastAnswer > after ? [endpoint] : [])),
      last: pool.answers,
    }),
    each: () =>
      Promise.all(inTurn(pool).map(async (slot) => ({ endpoint: slot.endpoint, port: await reachNode(pool, slot) }))),
  })
}

async function findOwn(pool: NodePool): Promise<Witness | null> {
  const slot = pool.slots[pool.current]
  const reached = slot && (await reachNode(pool, slot))
  return slot && reached?.ok ? { endpoint: slot.endpoint, port: reached.value } : null
}

async function findWitness(pool: NodePool): Promise<Witness | null> {
  for (const slot of inTurn(pool).slice(1)) {
    const reached = await reachNode(pool, slot)
    if (reached.ok && slot !== pool.slots[pool.current]) return { endpoint: slot.endpoint, port: reached.value }
  }
  return null
}
