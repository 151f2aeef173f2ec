// Several nodes of one chain behind one port. Questions go to one node; when it is lost, the next one that answers for the same chain
// takes over, and a question whose state one node has pruned is put to the others. A transaction is never signed for a second node: its
// record is resent and resolved instead, which any node can do.

import { err, ok, type Hash32, type Result } from '../../domain/index.ts'
import type { ChainError } from '../chain-error.ts'
import type { ChainPort } from '../chain-port.ts'
import type { NodeHealth } from './node-health.ts'

/** Opens a connection to one node. */
export type ConnectNode = (endpoint: string) => Promise<Result<ChainPort, ChainError>>

/** A node that is asked beside the one in use. */
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
}

/** Connects to the first endpoint that answers; its genesis is the one that all the others must have. An endpoint named twice counts once. */
export async function openNodes(
  connect: ConnectNode,
  endpoints: readonly string[],
): Promise<Result<ChainNodes, ChainError>> {
  const slots: readonly Slot[] = [...new Set(endpoints)].map((endpoint) => ({
    endpoint,
    port: null,
    opening: null,
    state: 'untried',
    error: null,
  }))
  const pool: Pool = { connect, slots, current: 0, genesis: null, isClosed: false }
  const first = await ask(pool, (port) => port.facts())
  if (!first.ok) {
    await close(pool)
    return first
  }
  return ok({
    port: toPort(pool),
    inUse: () => slots[pool.current]?.endpoint ?? '',
    health: () =>
      slots.map(({ endpoint, state, error }, i) => ({
        endpoint,
        state: state === 'ready' && i === pool.current ? 'in use' : state,
        error,
      })),
    witness: () => findWitness(pool),
  })
}

type Slot = {
  readonly endpoint: string
  port: ChainPort | null
  opening: Promise<Result<ChainPort, ChainError>> | null
  state: Exclude<NodeHealth['state'], 'in use'>
  error: ChainError | null
}

type Pool = {
  readonly connect: ConnectNode
  readonly slots: readonly Slot[]
  current: number
  genesis: Hash32 | null
  isClosed: boolean
}

const NO_ENDPOINT: ChainError = { type: 'Disconnected', endpoint: '', detail: 'no endpoint is given' }

/** Puts a question to the node in use, then to the others in turn. */
async function ask<T, E extends { readonly type: string }>(
  pool: Pool,
  question: (port: ChainPort) => Promise<Result<T, E | ChainError>>,
): Promise<Result<T, E | ChainError>> {
  let refused: Result<T, E | ChainError> = err(NO_ENDPOINT)
  let isPruned = false
  for (const slot of inTurn(pool)) {
    const reached = await reach(pool, slot)
    if (!reached.ok) {
      if (!isPruned) refused = reached
      continue
    }
    const answer = await question(reached.value)
    if (answer.ok || (answer.error.type !== 'Disconnected' && answer.error.type !== 'StatePruned')) {
      if (!isPruned) pool.current = pool.slots.indexOf(slot)
      return answer
    }
    if (answer.error.type === 'Disconnected') lose(slot, answer.error as ChainError)
    if (!isPruned) refused = answer
    isPruned ||= answer.error.type === 'StatePruned'
  }
  return refused
}

function inTurn({ slots, current }: Pool): readonly Slot[] {
  return [...slots.slice(current), ...slots.slice(0, current)]
}

/** The connection to a node, made or found well again. */
async function reach(pool: Pool, slot: Slot): Promise<Result<ChainPort, ChainError>> {
  if (pool.isClosed) return err({ type: 'Disconnected', endpoint: slot.endpoint, detail: 'the connection was closed' })
  if (slot.port !== null && slot.state === 'ready') return ok(slot.port)
  slot.opening ??= open(pool, slot).finally(() => {
    slot.opening = null
  })
  return slot.opening
}

async function open(pool: Pool, slot: Slot): Promise<Result<ChainPort, ChainError>> {
  if (slot.port === null) {
    const connected = await pool.connect(slot.endpoint)
    if (!connected.ok) return lose(slot, connected.error)
    slot.port = connected.value
  }
  const facts = await slot.port.facts()
  if (!facts.ok) return lose(slot, facts.error)
  pool.genesis ??= facts.value.genesis
  if (facts.value.genesis !== pool.genesis) {
    const detail = `this node is on another chain: ${facts.value.name}, genesis ${facts.value.genesis}`
    lose(slot, { type: 'Disconnected', endpoint: slot.endpoint, detail })
    slot.state = 'other chain'
    return err({ type: 'Disconnected', endpoint: slot.endpoint, detail })
  }
  slot.state = 'ready'
  slot.error = null
  return ok(slot.port)
}

function lose(slot: Slot, error: ChainError): Result<never, ChainError> {
  slot.state = 'lost'
  slot.error = error
  return err(error)
}

async function findWitness(pool: Pool): Promise<Witness | null> {
  for (const slot of inTurn(pool).slice(1)) {
    const reached = await reach(pool, slot)
    if (reached.ok && slot !== pool.slots[pool.current]) return { endpoint: slot.endpoint, port: reached.value }
  }
  return null
}

async function close(pool: Pool): Promise<void> {
  pool.isClosed = true
  await Promise.all(pool.slots.flatMap(({ port }) => port?.close() ?? []))
}

function toPort(pool: Pool): ChainPort {
  return {
    facts: () => ask(pool, (port) => port.facts()),
    header: (block) => ask(pool, (port) => port.header(block)),
    finalizedHead: () => ask(pool, (port) => port.finalizedHead()),
    followFinalized: (listener) => {
      let isOver = false
      let stop: (() => void) | undefined
      const start = async (): Promise<void> => {
        const slot = pool.slots[pool.current]
        const reached = slot ? await reach(pool, slot) : err(NO_ENDPOINT)
        if (isOver) return
        if (!slot || !reached.ok) {
          if (!reached.ok) listener.onLost(reached.error)
          return
        }
        stop = reached.value.followFinalized({
          onHead: listener.onHead,
          onLost: (error) => {
            lose(slot, error)
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
    contractEvents: (contract, block) => ask(pool, (port) => port.contractEvents(contract, block)),
    contractFacts: (contract, block) => ask(pool, (port) => port.contractFacts(contract, block)),
    headOf: (contract, group, block) => ask(pool, (port) => port.headOf(contract, group, block)),
    groupAt: (contract, group, block) => ask(pool, (port) => port.groupAt(contract, group, block)),
    votesAt: (contract, group, block) => ask(pool, (port) => port.votesAt(contract, group, block)),
    originalAccount: (address) => ask(pool, (port) => port.originalAccount(address)),
    spendable: (account) => ask(pool, (port) => port.spendable(account)),
    balance: (account) => ask(pool, (port) => port.balance(account)),
    tokenFacts: (token) => ask(pool, (port) => port.tokenFacts(token)),
    tokenBalance: (token, account) => ask(pool, (port) => port.tokenBalance(token, account)),
    estimate: (call, caller) => ask(pool, (port) => port.estimate(call, caller)),
    submit: async (call, estimate, signer, onSignal, keep) => {
      const reached = await ask(pool, async (port) => {
        const facts = await port.facts()
        return facts.ok ? ok(port) : facts
      })
      if (reached.ok) return reached.value.submit(call, estimate, signer, onSignal, keep)
      onSignal({ kind: 'signature asked' })
      onSignal({ kind: 'refused', detail: 'no node can be reached' })
    },
    resend: (pending) => ask(pool, (port) => port.resend(pending)),
    resolve: (pending) => ask(pool, (port) => port.resolve(pending)),
    close: () => close(pool),
  }
}
