import * as fc from 'fast-check'
import { MINOR_LIMIT, minor, type Minor } from '../../../src/domain/money/amount.ts'
import type { MemberId } from '../../../src/domain/ids.ts'
import type { Net } from '../../../src/domain/money/net.ts'

/** The id of a test member: its number as 32 bytes. */
export const member = (number: number | bigint): MemberId => number.toString(16).padStart(64, '0') as MemberId

/** Alice, Bob, Carol and Dave, in order of id. */
export const [alice, bob, carol, dave] = [member(0xa), member(0xb), member(0xc), member(0xd)] as const

/** Any amount of MO1, small ones as often as huge ones. */
export const anyMinor: fc.Arbitrary<Minor> = fc
  .oneof(fc.bigInt(-1000n, 1000n), fc.bigInt(1n - MINOR_LIMIT, MINOR_LIMIT - 1n))
  .map(minor)

/** Different members in no order. */
export const members = (minLength: number, maxLength: number): fc.Arbitrary<MemberId[]> =>
  fc.uniqueArray(fc.bigInt(0n, 2n ** 256n - 1n).map(member), { minLength, maxLength, size: 'max' })

/** Nets of up to `maxLength` people that sum to zero; `bound` small makes many zero-sum groups, zeros among them. */
export const balancedNets = (maxLength: number, bound: bigint): fc.Arbitrary<readonly Net[]> =>
  members(1, maxLength).chain((ids) =>
    fc
      .array(fc.bigInt(-bound, bound), { minLength: ids.length - 1, maxLength: ids.length - 1 })
      .map((amounts) => ids.map((id, index) => ({ member: id, amount: amounts[index] ?? -sum(amounts) }))),
  )

/** The sum of bigints. */
export const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n)
