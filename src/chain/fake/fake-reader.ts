import { err, ok, type H160, type Hash32, type Result } from '../../domain/index.ts'
import type { ChainError } from '../chain-error.ts'
import type { BlockReader, ContractReader } from '../chain-port.ts'
import type { FakeToken } from './fake-ledger.ts'
import { bestBlock, checkOnline, finalBlock, headerOf, LOST, type FakeBlock, type FakeNode } from './fake-node.ts'

/** What the fake chain's node says about blocks, the contract and accounts, true or as scripted. */
export function fakeReader(node: FakeNode): BlockReader & ContractReader {
  const { facts, contract } = node
  const planckOf = (account: Parameters<ContractReader['balance']>[0]): bigint =>
    bestBlock(node).ledger.balances.get(account) ?? 0n
  const whileOnline = <T>(answer: () => T): Result<T, ChainError> => {
    const state = checkOnline(node)
    return state.ok ? ok(answer()) : state
  }
  return {
    facts: async () => whileOnline(() => facts),
    header: async (block) => {
      const found = find(node, block)
      return found.ok ? ok(headerOf(node, found.value)) : found
    },
    finalizedHead: async () => whileOnline(() => headerOf(node, finalBlock(node))),
    followFinalized: (listener) => {
      if (!checkOnline(node).ok) {
        listener.onLost(LOST)
        return () => {}
      }
      node.listeners.add(listener)
      listener.onHead(headerOf(node, finalBlock(node)))
      return () => node.listeners.delete(listener)
    },
    contractEvents: async (address, block) => {
      const found = find(node, block)
      if (!found.ok) return found
      const { events, header } = found.value
      const told = node.script.events?.(events, header.number) ?? events
      return ok(address === contract.address ? told : [])
    },
    contractFacts: async (address) =>
      whileOnline(() =>
        address === contract.address
          ? {
              codeHash: contract.codeHash,
              ratio: contract.token === undefined ? contract.ratio : 0n,
              version: 1,
              token: contract.token ?? null,
            }
          : { codeHash: null, ratio: null, version: null, token: null },
      ),
    headOf: async (_address, group, block) => {
      const found = find(node, block)
      if (!found.ok) return found
      const view = found.value.ledger.groups.get(group)
      const head = view === undefined ? null : { seq: view.seq, head: view.head }
      return ok(node.script.head ? node.script.head(head) : head)
    },
    groupAt: async (_address, group, block) => {
      const found = find(node, block ?? bestBlock(node).header.hash)
      if (!found.ok) return found
      const view = found.value.ledger.groups.get(group)
      if (view === undefined) return ok(null)
      const { votes: _, ...shown } = view
      return ok(shown)
    },
    votesAt: async (_address, group, block) => {
      const found = find(node, block)
      return found.ok ? ok(found.value.ledger.groups.get(group)?.votes ?? new Map()) : found
    },
    originalAccount: async (address) => whileOnline(() => bestBlock(node).ledger.mapped.get(address) ?? null),
    spendable: async (account) =>
      whileOnline(() => {
        const free = planckOf(account) - facts.existentialDeposit
        return free > 0n ? free : 0n
      }),
    balance: async (account) => whileOnline(() => planckOf(account)),
    tokenFacts: async (token) => {
      const found = findToken(node, token)
      return found.ok ? ok({ symbol: found.value.symbol, decimals: found.value.decimals }) : found
    },
    tokenBalance: async (token, account) => {
      const found = findToken(node, token)
      return found.ok ? ok(found.value.balances.get(account) ?? 0n) : found
    },
  }
}

/** A token in the newest block. */
function findToken(node: FakeNode, token: H160): Result<FakeToken, ChainError> {
  const state = checkOnline(node)
  if (!state.ok) return state
  const found = bestBlock(node).ledger.tokens.get(token)
  return found ? ok(found) : err({ type: 'UnknownToken', token })
}

function find(node: FakeNode, block: number | Hash32): Result<FakeBlock, ChainError> {
  const state = checkOnline(node)
  if (!state.ok) return state
  const found = typeof block === 'number' ? node.blocks[block] : node.blocks.find(({ header }) => header.hash === block)
  return found ? ok(found) : err({ type: 'UnknownBlock', block })
}
