// The plain world that the model lives in: groups, planck and a token in maps. Hex without 0x.

import type { CallOutcome, ContractCall, ContractError } from '../../../src/chain/index.ts'
import type { ChainEvent, Proposal } from '../../../src/domain/index.ts'
import { allow, allowanceKey, moveTokens, type PlainToken, type TokenCall } from './plain-token.ts'

/** A group as the model knows it. Hex without 0x. */
export type PlainGroup = {
  readonly contract: string
  readonly id: string
  readonly members: readonly string[]
  readonly quorum: number
  readonly epoch: bigint
  readonly seq: bigint
  readonly head: string
  readonly settled: Omit<Extract<Proposal, { readonly kind: 'Settlement' }>, 'kind' | 'epoch'>
  readonly done: ReadonlySet<number>
  /** Who voted for which proposal at the present head. */
  readonly votes: ReadonlyMap<string, string>
  /** The last vote of each member as it is stored, dead ones included. */
  readonly stored: ReadonlyMap<string, string>
  /** The largest number of members it ever had: what its storage is paid for. */
  readonly largest: number
}

/** Everything the model knows of the chain. Planck by address; an address that is missing has none. */
export type World = {
  readonly groups: Map<string, PlainGroup>
  readonly free: Map<string, bigint>
  readonly held: Map<string, bigint>
  /** The settlement contracts, those for the chain's own money all of its own ratio. */
  readonly contracts: ReadonlySet<string>
  /** Those of them that are paid in the token. */
  readonly inToken: ReadonlySet<string>
  readonly token: PlainToken
  /** Contracts that take no money. */
  readonly refusing: ReadonlySet<string>
  readonly prices: { readonly item: bigint; readonly byte: bigint; readonly account: bigint }
}

/** A call by somebody to one of the contracts or to the token, with its value in planck. */
export type ModelCall = {
  readonly by: string
  readonly to: string
  readonly value: bigint
  readonly call: ContractCall | TokenCall
}

/** What a call leads to: an error of the contract, a failure that the chain itself names, or its effects. The token does what it is told. */
export type Decision =
  | { readonly kind: 'error'; readonly error: ContractError }
  | { readonly kind: 'dispatch'; readonly reason: string }
  | { readonly kind: 'token'; readonly call: TokenCall }
  | {
      readonly kind: 'done'
      readonly outcome: CallOutcome
      readonly events: readonly ChainEvent[]
      readonly group: PlainGroup
      readonly deposit: bigint
      readonly payment: { readonly payee: string; readonly planck: bigint; readonly inToken: boolean } | null
    }

/** Does what was decided; `fee` is what the chain took for the extrinsic, whatever came of it. */
export function commit(world: World, { by, to }: ModelCall, decision: Decision, fee: bigint): void {
  const add = (balances: Map<string, bigint>, of: string, amount: bigint): void => {
    balances.set(of, (balances.get(of) ?? 0n) + amount)
  }
  const { token } = world
  const setAllowance = (spender: string, amount: bigint): void => {
    const deposit = allow(token, by, spender, amount)
    add(world.free, by, -deposit)
    add(world.held, by, deposit)
  }
  add(world.free, by, -fee)
  if (decision.kind === 'token') {
    const { call } = decision
    if (call.kind === 'approve') setAllowance(call.spender, call.amount)
    else moveTokens(token, by, call.payee, call.amount)
    return
  }
  if (decision.kind !== 'done') return
  const { group, deposit, payment } = decision
  world.groups.set(keyOf(to, group.id), group)
  if (deposit > 0n) {
    add(world.free, by, -deposit)
    add(world.held, to, deposit)
  }
  if (payment === null) return
  if (payment.inToken) {
    setAllowance(to, token.allowances.get(allowanceKey(by, to))! - payment.planck)
    moveTokens(token, by, payment.payee, payment.planck)
    return
  }
  if (!exists(world, payment.payee)) {
    // An account comes to life at the payer's cost.
    add(world.free, by, -world.prices.account)
    add(world.free, payment.payee, world.prices.account)
  }
  add(world.free, by, -payment.planck)
  add(world.free, payment.payee, payment.planck)
}

/** Whether an address has an account: one that holds the token lives without any planck. */
export const exists = ({ free, token }: World, address: string): boolean =>
  free.has(address) || token.balances.has(address)

/** Under what a group is known. */
export const keyOf = (contract: string, group: string): string => `${contract}/${group}`

/** What storage for so many members costs: the record, and a page for every ten, each with its key. */
export function storageCost({ prices }: World, members: number): bigint {
  const pages = Array.from({ length: Math.ceil(members / 10) }, (_, page) => 1 + 40 * Math.min(10, members - 10 * page))
  const bytes = 155 + 52 + pages.reduce((total, page) => total + page + 53, 0)
  return BigInt(1 + pages.length) * prices.item + BigInt(bytes) * prices.byte
}
