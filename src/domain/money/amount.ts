import { err, ok, type Result } from '../result.ts'

declare const brand: unique symbol

/** MO1: an amount in minor units, |amount| < 2^96. Its currency stands beside it, never inside. */
export type Minor = bigint & { readonly [brand]: 'Minor' }

/** MO1: the first magnitude that is no amount any more. */
export const MINOR_LIMIT = 2n ** 96n

/** Why a value is no amount: it is too large, or its text is not the canonical one. */
export type AmountError =
  | { readonly type: 'AmountOutOfRange'; readonly amount: bigint }
  | { readonly type: 'NotMinorText' }

/** A whole number of minor units as an amount, refused with `AmountOutOfRange` beyond MO1. */
export function toMinor(amount: bigint): Result<Minor, AmountError> {
  return isMinor(amount) ? ok(amount) : err({ type: 'AmountOutOfRange', amount })
}

/** The same where the range is an invariant, for example a share of an amount: throws when it is broken. */
export function minor(amount: bigint): Minor {
  if (!isMinor(amount)) throw new RangeError(`amount out of range: ${amount}`)
  return amount
}

/** MO1: the canonical text of an amount in minor units: decimal, no leading zeros, no `-0`. */
export function minorToText(amount: Minor): string {
  return amount.toString()
}

/** The amount of a canonical text. Any other spelling of the same number is refused with `NotMinorText`. */
export function textToMinor(input: unknown): Result<Minor, AmountError> {
  // 2^96 has 29 digits. The bound is checked before BigInt sees the text, whose cost grows with its length.
  if (typeof input !== 'string' || !/^(?:0|-?[1-9][0-9]{0,28})$/.test(input)) return err({ type: 'NotMinorText' })
  return toMinor(BigInt(input))
}

function isMinor(amount: bigint): amount is Minor {
  return -MINOR_LIMIT < amount && amount < MINOR_LIMIT
}
