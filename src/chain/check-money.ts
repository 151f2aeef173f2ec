import { err, ok, type Currency, type H160, type Result } from '../domain/index.ts'
import type { ChainError } from './chain-error.ts'
import type { ChainFacts } from './chain-facts.ts'
import type { ChainPort } from './chain-port.ts'
import type { ChainCall } from './contract-call.ts'
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

/**
 * Whether the contract pays in what the pot counts in. A name proves nothing, since anybody may give it to a token of theirs: that of the chain's own
 * money means that money, and a listed one means the listed address, which means nothing else. A payment that names no token, for a pot that names no currency, is one
 * in the chain's own money.
 */
export async function checkMoney(
  port: Pick<ChainPort, 'tokenFacts'>,
  facts: ChainFacts,
  { contract, call }: Extract<ChainCall, { readonly to: 'contract' }>,
  { token, currency, listed }: KnownMoney,
): Promise<Result<null, MoneyError | ChainError>> {
  const wrongToken = (expected: H160 | null): Result<never, MoneyError> =>
    err({ type: 'WrongToken', contract, expected, found: token })
  const named = call.kind === 'pay' && !(call.token === undefined && currency) ? (call.token ?? null) : token
  if (named !== token) return wrongToken(named)
  if (!currency) return ok(null)
  const said = token === null ? ok(facts) : await port.tokenFacts(token)
  if (!said.ok) return said
  // MO2: codes are in capitals, and Polkadot's USDT calls itself "USDt".
  const found = { code: said.value.symbol.toUpperCase(), digits: said.value.decimals }
  if (found.code !== currency.code || found.digits !== currency.digits)
    return err({ type: 'WrongCurrency', contract, expected: currency, found })
  const money = listed?.(facts) ?? []
  const known = money.find(({ code }) => code === found.code)?.address
  const meant = facts.symbol.toUpperCase() === found.code ? null : known === undefined ? token : known
  if (meant !== token) return wrongToken(meant)
  const expected = listedOtherwise(money, token, found)
  return expected ? err({ type: 'WrongCurrency', contract, expected, found }) : ok(null)
}

/** What a network lists money as, where that is not what a node says of it: a node alone is not believed about how many digits an amount has. */
export function listedOtherwise(
  listed: readonly ListedMoney[],
  token: H160 | null,
  { code, digits }: Currency,
): Currency | null {
  const known = listed.find(({ address }) => address === token)
  return known && (known.code !== code || known.digits !== digits) ? { code: known.code, digits: known.digits } : null
}
