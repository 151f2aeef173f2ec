// What money is called. A name proves nothing, since anybody may give it to a token of theirs: that of the chain's own money means that money, and a listed
// one means the listed address, which means nothing else. Who reads a contract's money and who compares it with a pot's asks here.

import { ok, type Currency, type H160, type Result } from '../domain/index.ts'
import type { ChainError } from './chain-error.ts'
import type { ChainFacts } from './chain-facts.ts'
import type { ContractReader } from './chain-port.ts'
import type { ListedMoney } from './networks/network.ts'

/** What the chain calls a token, or with null its own money, and how many digits it has. Whether a pot can name it is not said. */
export async function readMoney(
  port: Pick<ContractReader, 'tokenFacts'>,
  facts: Pick<ChainFacts, 'symbol' | 'decimals'>,
  token: H160 | null,
): Promise<Result<Currency, ChainError>> {
  const said = token === null ? ok(facts) : await port.tokenFacts(token)
  if (!said.ok) return said
  // MO2: codes are in capitals, and Polkadot's USDT calls itself "USDt".
  return ok({ code: said.value.symbol.toUpperCase(), digits: said.value.decimals })
}

/** Why money is not believed to be what it is called. */
export type Misnomer =
  /** The name belongs to other money: to the token at this address or, with null, to the chain's own. */
  | { readonly type: 'OtherMoney'; readonly expected: H160 | null }
  /** The network lists this money under another name or with other digits: a node alone is not believed about how much money an amount is. */
  | { readonly type: 'OtherDescription'; readonly expected: Currency }

/** What is wrong with the name of a token, or with null of the chain's own money; null if nothing is. */
export function misnomerOf(
  { symbol }: Pick<ChainFacts, 'symbol'>,
  listed: readonly ListedMoney[],
  token: H160 | null,
  { code, digits }: Currency,
): Misnomer | null {
  const named = listed.find((each) => each.code === code)
  const meant = symbol.toUpperCase() === code ? null : named ? named.address : token
  if (meant !== token) return { type: 'OtherMoney', expected: meant }
  const known = listed.find(({ address }) => address === token)
  return known && (known.code !== code || known.digits !== digits)
    ? { type: 'OtherDescription', expected: { code: known.code, digits: known.digits } }
    : null
}
