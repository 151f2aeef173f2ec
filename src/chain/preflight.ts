// What is checked before anything is signed. A signature cannot be taken back, so everything that can be known to go wrong is asked
// first: a wrong chain, a contract that is not ours, a ratio that would pay a fraction, a payee whom the money would not reach.

import { err, ok, type AccountId, type Currency, type H160, type Hash32, type Result } from '../domain/index.ts'
import type { CallEstimate, EstimateError } from './call-estimate.ts'
import type { ChainFacts } from './chain-facts.ts'
import type { ChainPort } from './chain-port.ts'
import { checkChain, type ChainRefusal } from './check-chain.ts'
import { paidIn, type ChainCall } from './contract-call.ts'
import { checkMoney, type MoneyError } from './check-money.ts'
import { ratioFault, type RatioError } from './check-ratio.ts'
import type { ContractFacts } from './group-view.ts'
import type { ListedMoney } from './networks/network.ts'
import type { Custody } from './transaction-signer.ts'

/** Somebody who gets money or will: the address in the leg, and the account that the pot has bound to it. */
export type ExpectedPayee = { readonly address: H160; readonly account: AccountId }

/** A call, who signs it, and what must hold for it. */
export type PreflightRequest = {
  readonly call: ChainCall
  readonly caller: AccountId
  readonly custody: Custody
  /** The chain that the pot is tied to. */
  readonly genesis: Hash32
  /** Hashes of contract code that this build knows. */
  readonly knownCode: readonly Hash32[]
  /** Payees of the plan that is attested, or of the leg that is paid. */
  readonly payees: readonly ExpectedPayee[]
  /** What the pot counts its legs in: the contract must pay in the same. Without it a payment that names no token is one in the chain's own money. */
  readonly currency?: Currency
  /** Money that the network is known for: one of these codes means that money and no other, and that money has no other code or digits. */
  readonly listed?: (facts: ChainFacts) => readonly ListedMoney[]
}

/** Why nothing is signed, with the facts that explain it. No money moved. */
export type PreflightError =
  | ChainRefusal
  /** No contract stands at the address (`found` null), or one whose code this build does not know. */
  | {
      readonly type: 'UnknownCode'
      readonly contract: H160
      readonly found: Hash32 | null
      readonly known: readonly Hash32[]
    }
  | RatioError
  /** Money sent to `address` would land on a fallback account: `account` must be mapped first, once, by its owner. */
  | { readonly type: 'PayeeNotMapped'; readonly address: H160; readonly account: AccountId }
  /** The address belongs to another account than the pot has bound. */
  | { readonly type: 'PayeeIsAnother'; readonly address: H160; readonly expected: AccountId; readonly found: AccountId }
  | MoneyError
  | EstimateError

const ETHEREUM_SUFFIX = 'ee'.repeat(12)

/** Checks everything that can be known before signing and estimates the call; the first thing that is wrong is the error. */
export async function preflight(
  port: ChainPort,
  request: PreflightRequest,
): Promise<Result<CallEstimate, PreflightError>> {
  const facts = await port.facts()
  if (!facts.ok) return facts
  const chain = checkChain(facts.value, request)
  if (!chain.ok) return chain
  let { call } = request
  if (call.to === 'contract') {
    const contract = await checkContract(port, call.contract, facts.value, request.knownCode)
    if (!contract.ok) return contract
    const { token } = contract.value
    const { currency, listed } = request
    // That money came another way can be said whatever became of the token: it may be called otherwise by now, or be gone.
    const money =
      call.call.kind === 'acknowledge'
        ? ok(null)
        : await checkMoney(port, facts.value, call, { token, currency, listed })
    if (!money.ok) return money
    call = paidIn(call, token)
  }
  for (const payee of request.payees) {
    const reached = await checkPayee(port, payee)
    if (!reached.ok) return reached
  }
  return port.estimate(call, request.caller)
}

/** Whether the contract is one of ours and, unless it takes a token, converts amounts as its chain does. */
export async function checkContract(
  port: Pick<ChainPort, 'contractFacts'>,
  contract: H160,
  facts: ChainFacts,
  knownCode: readonly Hash32[],
): Promise<Result<ContractFacts, PreflightError>> {
  const found = await port.contractFacts(contract)
  if (!found.ok) return found
  const { codeHash } = found.value
  if (codeHash === null || !knownCode.includes(codeHash))
    return err({ type: 'UnknownCode', contract, found: codeHash, known: knownCode })
  const ratio = ratioFault(found.value, facts)
  return ratio ? err(ratio) : found
}

/** Whether money sent to the payee's address reaches the account that the pot has bound. Accounts of Ethereum wallets need no mapping. */
export async function checkPayee(
  port: Pick<ChainPort, 'originalAccount'>,
  payee: ExpectedPayee,
): Promise<Result<null, PreflightError>> {
  const { address, account } = payee
  if (account === `${address}${ETHEREUM_SUFFIX}`) return ok(null)
  const found = await port.originalAccount(address)
  if (!found.ok) return found
  if (found.value === null) return err({ type: 'PayeeNotMapped', address, account })
  return found.value === account
    ? ok(null)
    : err({ type: 'PayeeIsAnother', address, expected: account, found: found.value })
}
