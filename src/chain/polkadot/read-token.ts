// pallet-assets, typed by hand as far as it is read here. Symbol and digits come from the chain, never from a table: a wrong number of digits
// would pay a millionth or a million times what was meant.

import { u8aToString } from '@polkadot/util'
import { err, ok, type AccountId, type H160, type Result } from '../../domain/index.ts'
import type { ChainError } from '../chain-error.ts'
import { assetOfToken } from '../token-address.ts'
import type { TokenFacts } from '../token-facts.ts'
import { ask, type Connection } from './connection.ts'
import { to0x } from './prefixed-hex.ts'

type Integer = { readonly toNumber: () => number; readonly toBigInt: () => bigint }
type RawMetadata = { readonly symbol: { readonly toU8a: (isBare: boolean) => Uint8Array }; readonly decimals: Integer }
type RawHolding = { readonly isSome: boolean; readonly unwrap: () => { readonly balance: Integer } }

/** What the chain says of a token. */
export async function readTokenFacts(connection: Connection, token: H160): Promise<Result<TokenFacts, ChainError>> {
  const asset = assetOfToken(token)
  const metadata = connection.api.query['assets']?.['metadata']
  if (asset === null || !metadata) return err({ type: 'UnknownToken', token })
  const read = await ask(connection, 'token', async () => {
    const { symbol, decimals } = (await metadata(asset)) as unknown as RawMetadata
    return { symbol: u8aToString(symbol.toU8a(true)), decimals: decimals.toNumber() }
  })
  return read.ok && read.value.symbol === '' ? err({ type: 'UnknownToken', token }) : read
}

/** How much of a token an account holds. */
export async function readTokenBalance(
  connection: Connection,
  token: H160,
  account: AccountId,
): Promise<Result<bigint, ChainError>> {
  const asset = assetOfToken(token)
  const holdings = connection.api.query['assets']?.['account']
  if (asset === null || !holdings) return err({ type: 'UnknownToken', token })
  const read = await ask(connection, 'token balance', async () => {
    const held = (await holdings(asset, to0x(account))) as unknown as RawHolding
    return held.isSome ? held.unwrap().balance.toBigInt() : 0n
  })
  return read.ok ? ok(read.value) : read
}
