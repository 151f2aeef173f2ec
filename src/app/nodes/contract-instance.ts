// An instance of the settlement contract serves one kind of money: the chain's own, or one token of the chain. What it is, the contract and the
// chain say; lists only tell which token is meant by a name that anybody can give to theirs.

import {
  misnomerOf,
  readMoney,
  type ChainError,
  type ChainFacts,
  type ChainPort,
  type PreflightError,
} from '../../chain/index.ts'
import { deployedContract, listedMoney } from '../../chain/networks/index.ts'
import { err, ok, parseCurrency, type Currency, type H160, type Hash32, type Result } from '../../domain/index.ts'

/** A settlement contract and what it pays in; `token` is null for the chain's own money. */
export interface ContractInstance {
  readonly contract: H160
  readonly token: H160 | null
  readonly money: Currency
}

/** Why an instance is not used; `WrongToken`: its token bears the name of one that is known there at another address. */
export type InstanceError =
  | ChainError
  | Extract<PreflightError, { readonly type: 'UnknownCode' | 'WrongToken' }>
  /** The token's name or digits cannot stand in a pot (MO2), are not those that the network lists it with, or it is called as the chain's own money is. */
  | { readonly type: 'TokenUnusable'; readonly token: H160 | null; readonly symbol: string }

type Source = Pick<ChainPort, 'facts' | 'contractFacts' | 'tokenFacts'>

/** What the contract at an address pays in. With `knownCode`, only if its code is one of these. */
export async function readInstance(
  port: Source,
  contract: H160,
  knownCode?: readonly Hash32[],
): Promise<Result<ContractInstance, InstanceError>> {
  const facts = await port.facts()
  if (!facts.ok) return facts
  const found = await port.contractFacts(contract)
  if (!found.ok) return found
  const { codeHash, token } = found.value
  if (knownCode && (codeHash === null || !knownCode.includes(codeHash)))
    return err({ type: 'UnknownCode', contract, found: codeHash, known: knownCode })
  const named = await readMoney(port, facts.value, token)
  if (!named.ok) return named
  const money = parseCurrency(named.value)
  if (!money.ok) return err({ type: 'TokenUnusable', token, symbol: named.value.code })
  const misnomer = misnomerOf(facts.value, listedMoney(facts.value), token, money.value)
  if (misnomer?.type === 'OtherMoney' && misnomer.expected !== null)
    return err({ type: 'WrongToken', contract, expected: misnomer.expected, found: token })
  return misnomer
    ? err({ type: 'TokenUnusable', token, symbol: money.value.code })
    : ok({ contract, token, money: money.value })
}

/** The instances at these addresses, the first of each kind of money, and what is wrong with the others. */
export async function listInstances(
  port: Source,
  contracts: readonly H160[],
  knownCode: readonly Hash32[],
): Promise<{ readonly instances: readonly ContractInstance[]; readonly errors: readonly InstanceError[] }> {
  const read = await Promise.all(contracts.map((contract) => readInstance(port, contract, knownCode)))
  const all = read.flatMap((each) => (each.ok ? [each.value] : []))
  return {
    instances: all.filter(({ token }, i) => all.findIndex((other) => other.token === token) === i),
    errors: read.flatMap((each) => (each.ok ? [] : [each.error])),
  }
}

/** The contracts that are known to be deployed on a node's chain, that of the chain's own money first. */
export function deployedInstances(facts: Pick<ChainFacts, 'genesis' | 'offersDev'>): readonly H160[] {
  return listedMoney(facts).flatMap(({ address }) => deployedContract(facts, address) ?? [])
}
