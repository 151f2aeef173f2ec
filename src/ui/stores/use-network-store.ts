import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import {
  NO_EXPLORERS,
  type ChainError,
  type ChainFacts,
  type ChainNodes,
  type ChainPort,
  type Explorers,
} from '../../app/index.ts'
import type { H160, Result } from '../../domain/index.ts'
import { EMPTY_NETWORK, endpointsOf, presetNetwork, readNetwork, type NetworkChoice } from './network-choice.ts'
import { useQuitsStore } from './use-quits-store.ts'

/** Nodes of which one answered, and what it says about its chain. */
export interface Connection {
  readonly port: ChainPort
  readonly nodes: ChainNodes
  readonly facts: ChainFacts
  /** The network's explorers. */
  readonly explorers: Explorers
  /** The contracts that are known to be deployed there. */
  readonly deployed: readonly H160[]
}

/** Where the connection stands. */
export type ConnectionState =
  | { readonly kind: 'none' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected'; readonly connection: Connection }
  | { readonly kind: 'failed'; readonly error: ChainError }

const SETTING = 'network'

/** The nodes that this browser asks, and the contracts that new groups are created in. Nothing is loaded or asked before `connect`. */
export const useNetworkStore = defineStore('network', () => {
  const { quits } = useQuitsStore()
  const choice = ref<NetworkChoice>(EMPTY_NETWORK)
  const state = shallowRef<ConnectionState>({ kind: 'none' })
  let loaded: Promise<void> | null = null
  let asked: { readonly endpoints: string; readonly answer: Promise<Result<Connection, ChainError>> } | null = null

  async function read(): Promise<void> {
    const stored = await quits().ports.storage.settings.get(SETTING)
    choice.value = (stored.ok && stored.value !== null && readNetwork(stored.value)) || presetNetwork() || EMPTY_NETWORK
  }
  /** Reads the stored choice once. */
  function load(): Promise<void> {
    loaded ??= read()
    return loaded
  }
  async function choose(next: NetworkChoice): Promise<void> {
    await quits().ports.storage.settings.set(SETTING, JSON.stringify(next))
    const changed = endpointsOf(next).join(' ') !== endpointsOf(choice.value).join(' ')
    choice.value = next
    if (changed) await disconnect()
  }
  async function disconnect(): Promise<void> {
    const before = asked
    asked = null
    state.value = { kind: 'none' }
    const answer = await before?.answer
    if (answer?.ok) await answer.value.port.close()
  }
  async function ask(endpoints: readonly string[]): Promise<Result<Connection, ChainError>> {
    const { deployedInstances, explorersOf, openNodes } = await import('../../app/nodes/index.ts')
    const nodes = await openNodes(quits().ports.connect, endpoints)
    if (!nodes.ok) return nodes
    const { port } = nodes.value
    const known = await port.facts()
    if (!known.ok) return known
    const facts = known.value
    return {
      ok: true,
      value: { port, nodes: nodes.value, facts, explorers: explorersOf(facts), deployed: deployedInstances(facts) },
    }
  }
  /** What asks the nodes is loaded first, which fails where there is no network. */
  function notLoaded(cause: unknown): Result<never, ChainError> {
    return { ok: false, error: { type: 'Disconnected', endpoint: choice.value.endpoint, detail: String(cause) } }
  }
  /** The connection to the chosen nodes, made on first use; a failed one is tried again at the next call. */
  async function connect(): Promise<Result<Connection, ChainError>> {
    await load()
    const chosen = endpointsOf(choice.value)
    const endpoints = chosen.join(' ')
    if (chosen.length === 0)
      return { ok: false, error: { type: 'Disconnected', endpoint: '', detail: 'no endpoint is set' } }
    if (asked?.endpoints !== endpoints) {
      state.value = { kind: 'connecting' }
      asked = { endpoints, answer: ask(chosen).catch(notLoaded) }
    }
    const mine = asked
    const answer = await mine.answer
    if (asked !== mine) return answer
    state.value = answer.ok ? { kind: 'connected', connection: answer.value } : { kind: 'failed', error: answer.error }
    if (!answer.ok) asked = null
    return answer
  }
  function explorers(): Explorers {
    const { subscan, blockscout } = choice.value
    const known = state.value.kind === 'connected' ? state.value.connection.explorers : NO_EXPLORERS
    return { subscan: subscan || known.subscan, blockscout: blockscout || known.blockscout }
  }
  /** The contracts for new groups: the chosen ones, then those that are known to be deployed on the chain of the connected node. */
  function contracts(): readonly H160[] {
    const { contract, tokenContract } = choice.value
    const known = state.value.kind === 'connected' ? state.value.connection.deployed : []
    return [contract, tokenContract].flatMap((each) => (each === '' ? [] : [each as H160])).concat(known)
  }
  return { choice, state, load, choose, connect, explorers, contracts }
})
