// pallet-system's storage, typed by hand as far as it is read here.

import type { ApiDecoration } from '@polkadot/api/types'
import type { EventRecord } from '@polkadot/types/interfaces'
import type { AccountId } from '../../domain/index.ts'
import { to0x } from './prefixed-hex.ts'

type At = Pick<ApiDecoration<'promise'>, 'query'>

type Integer = { readonly toBigInt: () => bigint }
type RawAccount = {
  readonly nonce: Integer
  readonly data: { readonly free: Integer; readonly reserved: Integer; readonly frozen: Integer }
}

/** Nonce and planck of an account. */
export type AccountState = {
  readonly nonce: number
  readonly free: bigint
  readonly reserved: bigint
  readonly frozen: bigint
}

/** An account in a block's state. */
export async function readAccount(at: At, account: AccountId): Promise<AccountState> {
  const { nonce, data } = (await entry(at, 'account')(to0x(account))) as unknown as RawAccount
  return {
    nonce: Number(nonce.toBigInt()),
    free: data.free.toBigInt(),
    reserved: data.reserved.toBigInt(),
    frozen: data.frozen.toBigInt(),
  }
}

/** All events of a block, with its number. */
export async function readEventRecords(
  at: At,
): Promise<{ readonly number: number; readonly records: readonly EventRecord[] }> {
  const [records, number] = await Promise.all([entry(at, 'events')(), entry(at, 'number')()])
  return { number: Number(number.toString()), records: records as unknown as readonly EventRecord[] }
}

function entry(at: At, name: string): NonNullable<At['query'][string]>[string] {
  const found = at.query['system']?.[name]
  if (!found) throw new Error(`the chain has no system.${name}`)
  return found
}
