import { err, ok, type Hash32, type Result } from '../../domain/index.ts'
import type { ChainError } from '../chain-error.ts'
import type { ChainPort } from '../chain-port.ts'
import type { NodeHealth } from './node-health.ts'

/** Opens a connection to one node. */
export type ConnectNode = (endpoint: string) => Promise<Result<ChainPort, ChainError>>

/** One endpoint of a pool. */
export type NodeSlot = {
  readonly endpoint: string
  port: ChainPort | null
  opening: Promise<Result<ChainPort, ChainError>> | null
  state: Exclude<NodeHealth['state'], 'in use'>
  error: ChainError | null
  /** Which of the pool's answers was the last of this node; 0 before the first. */
  lastAnswer: number
}

/** The nodes of one chain, and which one is in use. The genesis is that of the first one that answered. */
export type NodePool = {
  readonly connect: ConnectNode
  readonly slots: readonly NodeSlot[]
  current: number
  genesis: Hash32 | null
  isClosed: boolean
  /** How many questions were answered. */
  answers: number
}

/** Why nothing can be asked of a pool without endpoints. */
export const NO_ENDPOINT: ChainError = { type: 'Disconnected', endpoint: '', detail: 'no endpoint is given' }

/** A pool that nobody has asked yet. An endpoint named twice counts once. */
export function createNodePool(connect: ConnectNode, endpoints: readonly string[]): NodePool {
  const slots = [...new Set(endpoints)].map((endpoint): NodeSlot => ({
    endpoint,
    port: null,
    opening: null,
    state: 'untried',
    error: null,
    lastAnswer: 0,
  }))
  return { connect, slots, current: 0, genesis: null, isClosed: false, answers: 0 }
}

/** Puts a question to the node in use, then to the others in turn. A node that has pruned what was asked for stays in use. */
export async function askPool<T, E extends { readonly type: string }>(
  pool: NodePool,
  question: (port: ChainPort) => Promise<Result<T, E | ChainError>>,
): Promise<Result<T, E | ChainError>> {
  let refused: Result<T, E | ChainError> = err(NO_ENDPOINT)
  let isPruned = false
  for (const slot of inTurn(pool)) {
    const reached = await reachNode(pool, slot)
    if (!reached.ok) {
      if (!isPruned) refused = reached
      continue
    }
    const answer = await question(reached.value)
    if (answer.ok || (answer.error.type !== 'Disconnected' && answer.error.type !== 'StatePruned')) {
      if (!isPruned) pool.current = pool.slots.indexOf(slot)
      slot.lastAnswer = ++pool.answers
      return answer
    }
    if (answer.error.type === 'Disconnected') loseNode(slot, answer.error as ChainError)
    if (!isPruned) refused = answer
    isPruned ||= answer.error.type === 'StatePruned'
  }
  return refused
}

/** The slots, that of the node in use first. */
export function inTurn({ slots, current }: NodePool): readonly NodeSlot[] {
  return [...slots.slice(current), ...slots.slice(0, current)]
}

/** The connection to a node, made or found well again. */
export async function reachNode(pool: NodePool, slot: NodeSlot): Promise<Result<ChainPort, ChainError>> {
  if (pool.isClosed) return err({ type: 'Disconnected', endpoint: slot.endpoint, detail: 'the connection was closed' })
  if (slot.port !== null && slot.state === 'ready') return ok(slot.port)
  slot.opening ??= open(pool, slot).finally(() => {
    slot.opening = null
  })
  return slot.opening
}

/** A node does not answer. */
export function loseNode(slot: NodeSlot, error: ChainError): Result<never, ChainError> {
  slot.state = 'lost'
  slot.error = error
  return err(error)
}

/** Ends every connection. */
export async function closePool(pool: NodePool): Promise<void> {
  pool.isClosed = true
  await Promise.all(pool.slots.flatMap(({ port }) => port?.close() ?? []))
}

async function open(pool: NodePool, slot: NodeSlot): Promise<Result<ChainPort, ChainError>> {
  if (slot.port === null) {
    const connected = await pool.connect(slot.endpoint)
    if (!connected.ok) return loseNode(slot, connected.error)
    slot.port = connected.value
  }
  const facts = await slot.port.facts()
  if (!facts.ok) return loseNode(slot, facts.error)
  pool.genesis ??= facts.value.genesis
  if (facts.value.genesis !== pool.genesis) {
    const detail = `this node is on another chain: ${facts.value.name}, genesis ${facts.value.genesis}`
    loseNode(slot, { type: 'Disconnected', endpoint: slot.endpoint, detail })
    slot.state = 'other chain'
    return err({ type: 'Disconnected', endpoint: slot.endpoint, detail })
  }
  slot.state = 'ready'
  slot.error = null
  return ok(slot.port)
}
