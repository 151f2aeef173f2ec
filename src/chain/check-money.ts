import { compareCurrencies, err, ok, type Currency, type H160, type Result } from '../domain/index.ts'
import type { ChainError } from './chain-error.ts'
import type { ChainFacts } from './chain-facts.ts'
import type { ChainPort } from './chain-port.ts'
import type { ChainCall } from './contract-call.ts'
import { misnomerOf, readMoney } from './money-name.ts'
import type { ListedMoney } from './networks/network.ts'

/** What is known of the money before a call is signed. */
export type KnownMoney = {
  /** What the contract says that it takes. */
  readonly token: H160 | null
  /** What the pot counts its legs in. */
  readonly currency: Currency | undefined
  readonly listed: ((facts: ChainFacts) => readonly ListedMoney[]) | undefined
}

/** The contract's money is not the pot's. Nothing was signed. */
export type MoneyError =
  /**
   * The contract pays in another token than this: than the one that the network lists under the pot's currency, whose name an impostor may bear,
   * or than the call names. Null: the chain's own money.
   */
  | {
      readonly type: 'WrongToken'
      readonly contract: H160
      readonly expected: H160 | null
      readonly found: H160 | null
    }
  /**
   * The pot counts legs in another currency than the contract pays in, so amounts would be wrong. Or the node describes money that the network
   * lists (`expected`) otherwise: it lies, or an issuer has renamed a token.
   */
  | {
      readonly type: 'WrongCurrency'
      readonly contract: H160
      readonly expected: Currency
      readonly found: Currency
    }

/** Whether the contract pays in what the pot counts in. A payment that names no token, for a pot that names no currency, is one in the chain's own money. */
export async function checkMoney(
  port: Pick<ChainPort, 'tokenFacts'>,
  facts: ChainFacts,
  { contract, call }: Extract<ChainCall, { readonly to: 'contract' }>,
  { token, currency, listed }: KnownMoney,
): Promise<Result<null, MoneyError | ChainError>> {
  const named = call.kind === 'pay' && !(call.token === undefined && currency) ? (call.token ?? null) : token
  if (named !== token) return err({ type: 'WrongToken', contract, expected: named, found: token })
  if (!currency) return ok(null)
  const found = await readMoney(port, facts, token)
  if (!found.ok) return found
  const fault = moneyFault(contract, token, found.value, { facts, currency, listed: listed?.(facts) ?? [] })
  return fault ? err(fault) : ok(null)
}

/** What is wrong with money that a contract pays in, of which the chain says `found`, for a pot that counts in `currency`; null if it is the same. */
export function moneyFault(
  contract: H160,
  token: H160 | null,
  found: Currency,
  {
    facts,
    currency,
    listed,
  }: { readonly facts: ChainFacts; readonly currency: Currency; readonly listed: readonly ListedMoney[] },
): MoneyError | null {
  if (compareCurrencies(found, currency) !== 0) return { type: 'WrongCurrency', contract, expected: currency, found }
  const misnomer = misnomerOf(facts, listed, token, found)
  if (misnomer?.type === 'OtherMoney')
    return { type: 'WrongToken', contract, expected: misnomer.expected, found: token }
  return misnomer && { type: 'WrongCurrency', contract, expected: misnomer.expected, found }
}
