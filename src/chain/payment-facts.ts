import { ok, type Currency, type H160, type Hash32, type Result } from '../domain/index.ts'
import type { ChainError } from './chain-error.ts'
import type { ChainFacts } from './chain-facts.ts'
import type { BlockReader, ContractReader } from './chain-port.ts'
import { moneyFault, type MoneyError } from './check-money.ts'
import { ratioFault, type RatioError } from './check-ratio.ts'
import type { ContractFacts } from './group-view.ts'
import { readMoney } from './money-name.ts'
import type { ListedMoney } from './networks/network.ts'

/** What a contract pays in and how, as one node says. */
export type PaymentFacts = {
  readonly chain: ChainFacts
  readonly contract: ContractFacts
  /** What that money is called there; null where the chain knows no such token, or not any more. */
  readonly money: Currency | null
}

/** Why a contract does not pay in what a pot counts in. */
export type PaymentFault = MoneyError | RatioError | Extract<ChainError, { readonly type: 'UnknownToken' }>

/** What is asked for them. */
export type PaymentSource = Pick<BlockReader, 'facts'> & Pick<ContractReader, 'contractFacts' | 'tokenFacts'>

/** Reads what the contract says of itself at a block, and what the chain calls its money by now. */
export async function readPayment(
  port: PaymentSource,
  contract: H160,
  block?: Hash32,
): Promise<Result<PaymentFacts, ChainError>> {
  const chain = await port.facts()
  if (!chain.ok) return chain
  const found = await port.contractFacts(contract, block)
  if (!found.ok) return found
  const money = await readMoney(port, chain.value, found.value.token)
  if (!money.ok && money.error.type !== 'UnknownToken') return money
  return ok({ chain: chain.value, contract: found.value, money: money.ok ? money.value : null })
}

/** What is wrong with them for a pot whose tie names `currency`; null if its amounts are what they say. */
export function paymentFault(
  { chain, contract: found, money }: PaymentFacts,
  contract: H160,
  currency: Currency,
  listed: (facts: ChainFacts) => readonly ListedMoney[],
): PaymentFault | null {
  if (money === null) return { type: 'UnknownToken', token: found.token as H160 }
  return (
    moneyFault(contract, found.token, money, { facts: chain, currency, listed: listed(chain) }) ??
    ratioFault(found, chain)
  )
}

/** Whether two nodes say the same of a contract and its money. */
export function isSamePayment(one: PaymentFacts, other: PaymentFacts): boolean {
  return keyOf(one) === keyOf(other)
}

function keyOf({ chain, contract, money }: PaymentFacts): string {
  const { codeHash, ratio, token } = contract
  return [codeHash, ratio, chain.nativeToEthRatio, token, money?.code, money?.digits].join('/')
}
