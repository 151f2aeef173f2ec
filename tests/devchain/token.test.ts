import type { ApiPromise } from '@polkadot/api'
import type { SubmittableExtrinsic } from '@polkadot/api/types'
import { bnToHex } from '@polkadot/util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DevChain, type DevelopmentAccount, developmentToken, startDevChain } from '../../src/devchain/index.ts'
import { finalize } from './finalize.ts'
import { openApi } from './open-api.ts'

// The token of the genesis as contracts and wallets see one on Asset Hub: behind the ERC-20 precompile's address.
const word = (value: bigint | string): string =>
  typeof value === 'string' ? value.padStart(64, '0') : bnToHex(value, { bitLength: 256 }).slice(2)
const transfer = (to: DevelopmentAccount, amount: bigint): string => `0xa9059cbb${word(to.h160)}${word(amount)}`
const approve = (spender: DevelopmentAccount, amount: bigint): string =>
  `0x095ea7b3${word(spender.h160)}${word(amount)}`
const transferFrom = (from: DevelopmentAccount, to: DevelopmentAccount, amount: bigint): string =>
  `0x23b872dd${word(from.h160)}${word(to.h160)}${word(amount)}`
const yes = word(1n)
/** `assets.BalanceLow`, which the call itself fails with. */
const balanceLow = '{"module":{"index":7,"error":"0x00000000"}}'
const each = BigInt(developmentToken.each)

let chain: DevChain
let api: ApiPromise
beforeAll(async () => {
  chain = await startDevChain()
  api = await openApi(chain.url)
})
afterAll(async () => {
  await api.disconnect()
  await chain.close()
})

const person = (name: string): DevelopmentAccount => chain.accounts.find((account) => account.name === name)!

/** A call of the token, not yet signed. */
const call = (data: string): SubmittableExtrinsic<'promise'> =>
  api.tx['revive']!['call']!(
    `0x${developmentToken.h160}`,
    0,
    { refTime: 50_000_000_000n, proofSize: 3_000_000n },
    10n ** 14n,
    data,
  )

/** What the token answers to a call that is only tried: the data, or `reverted`. */
const tried = async (by: DevelopmentAccount, data: string): Promise<string> => {
  const dry = await api.call['reviveApi']!['call']!(by.address, `0x${developmentToken.h160}`, 0, null, null, data)
  const { ok, err } = (dry as unknown as { readonly result: { toJSON: () => Answer } }).result.toJSON()
  if (ok === undefined) return JSON.stringify(err)
  return ok.flags.bits === 0 ? ok.data.slice(2) : 'reverted'
}
type Answer = {
  readonly ok?: { readonly flags: { readonly bits: number }; readonly data: string }
  readonly err?: unknown
}

const tokensOf = async ({ h160 }: DevelopmentAccount): Promise<bigint> =>
  BigInt(`0x${await tried(person('Alice'), `0x70a08231${word(h160)}`)}`)

test('everybody holds the token, and the precompile tells how much of it there is', async () => {
  expect(await tried(person('Alice'), '0x18160ddd')).toBe(word(each * BigInt(chain.accounts.length)))
  expect(await tokensOf(person('Bob'))).toBe(each)
})

test('a call of the precompile pays a member in the token, to the last unit, and says yes', async () => {
  const [alice, bob] = [person('Alice'), person('Bob')]
  const before = [await tokensOf(alice), await tokensOf(bob)] as const
  expect(await tried(alice, transfer(bob, 12_345_678n))).toBe(yes)
  const { events } = await finalize(call(transfer(bob, 12_345_678n)), alice.uri)
  expect(events.map(({ event }) => `${event.section}.${event.method}`)).toContain('assets.Transferred')
  expect([await tokensOf(alice), await tokensOf(bob)]).toEqual([before[0] - 12_345_678n, before[1] + 12_345_678n])
})

test('more than one has moves nothing', async () => {
  const [grace, bob] = [person('Grace'), person('Bob')]
  expect(await tried(grace, transfer(bob, each + 1n))).toBe(balanceLow)
  await expect(finalize(call(transfer(bob, each + 1n)), grace.uri)).rejects.toThrow(balanceLow)
  expect(await tokensOf(grace)).toBe(each)
})

test('one batch lets somebody spend, who then spends that and no more', async () => {
  const [heidi, ivan, judy] = [person('Heidi'), person('Ivan'), person('Judy')]
  const batch = api.tx['utility']!['batchAll']!([call(approve(ivan, 500n)), call(transfer(judy, 7n))])
  await finalize(batch, heidi.uri)
  expect(await tried(ivan, transferFrom(heidi, judy, 501n))).not.toBe(yes)
  await finalize(call(transferFrom(heidi, judy, 500n)), ivan.uri)
  expect([await tokensOf(heidi), await tokensOf(judy)]).toEqual([each - 507n, each + 507n])
  expect(await tried(ivan, transferFrom(heidi, judy, 1n))).not.toBe(yes)
})
