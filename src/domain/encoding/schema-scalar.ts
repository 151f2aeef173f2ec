import { minorToText, textToMinor, type Minor } from '../money/amount.ts'
import { isCidBytes, type CborValue } from './cbor-value.ts'
import { bytesToHex, hexToBytes } from './hex.ts'
import type { Hex } from '../ids.ts'
import { ok } from '../result.ts'
import { badShape, isWithin, type Bounds, type Schema } from './schema-type.ts'

/** Exactly `length` bytes, lowercase hex in TypeScript: `hexBytes<EventId>(32)`. */
export function hexBytes<T extends string = string>(length: number): Schema<T> {
  return {
    decode: (value, path) =>
      value instanceof Uint8Array && value.length === length
        ? ok(bytesToHex(value) as T)
        : badShape(path, `expected ${length} bytes`),
    encode: (hex) => hexToBytes(hex),
  }
}

/** A content identifier (EN1): hex of its binary form in TypeScript. */
export const cid: Schema<Hex<'Cid'>> = {
  decode: (value, path) =>
    value !== null && typeof value === 'object' && 'cid' in value && isCidBytes(value.cid)
      ? ok(bytesToHex(value.cid) as Hex<'Cid'>)
      : badShape(path, 'expected a CID'),
  encode: (hex) => ({ cid: hexToBytes(hex) }),
}

/** Text of `min` (0) to `max` characters (Unicode code points). */
export function text({ min = 0, max }: Bounds): Schema<string> {
  return {
    decode: (value, path) =>
      typeof value === 'string' && isWithin(countCharacters(value, max), min, max)
        ? ok(value)
        : badShape(path, `expected text of ${min} to ${max} characters`),
    encode: (value) => value,
  }
}

/** Characters of a text; one that has more than `max` UTF-16 units twice over is not counted to its end. */
function countCharacters(value: string, max: number): number {
  return value.length > 2 * max ? value.length : Array.from(value).length
}

/** A whole number from 0 to `max`, for counts, indices and versions. Never money. */
export function uint(max: number): Schema<number> {
  return {
    decode: (value, path) =>
      typeof value === 'bigint' && value >= 0n && value <= BigInt(max)
        ? ok(Number(value))
        : badShape(path, `expected a whole number from 0 to ${max}`),
    encode: (value) => BigInt(value),
  }
}

/** An unsigned 64-bit integer: sequence numbers, epochs, Lamport times, planck never (that is 128 bits wide: `amount`). */
export const uint64: Schema<bigint> = {
  decode: (value, path) =>
    typeof value === 'bigint' && value >= 0n && value >> 64n === 0n
      ? ok(value)
      : badShape(path, 'expected an unsigned 64-bit integer'),
  encode: (value) => value,
}

/** MO1: money in minor units, as canonical decimal text within 96 bits on either side of zero. */
export const amount: Schema<Minor> = {
  decode: (value, path) => {
    const minor = textToMinor(value)
    return minor.ok ? minor : badShape(path, 'expected canonical decimal text of an amount')
  },
  encode: (value) => minorToText(value),
}

/** A token amount in planck, as canonical decimal text: unsigned, 128 bits. */
export const planck: Schema<bigint> = {
  decode: (value, path) => {
    // 2^128 has 39 digits. The bound is checked before BigInt sees the text.
    const number = typeof value === 'string' && /^(?:0|[1-9][0-9]{0,38})$/.test(value) ? BigInt(value) : -1n
    return number >= 0n && number >> 128n === 0n
      ? ok(number)
      : badShape(path, 'expected canonical decimal text of a token amount')
  },
  encode: (value) => value.toString(),
}

/** True or false. */
export const boolean: Schema<boolean> = {
  decode: (value, path) => (typeof value === 'boolean' ? ok(value) : badShape(path, 'expected true or false')),
  encode: (value) => value,
}

/** Exactly this text. */
export function literal<const T extends string>(expected: T): Schema<T> {
  return oneOf(expected)
}

/** One of these texts: a mode, a kind. */
export function oneOf<const T extends string>(...choices: readonly T[]): Schema<T> {
  return {
    decode: (value, path) => {
      const choice = choices.find((candidate) => candidate === value)
      return choice === undefined
        ? badShape(path, `expected ${choices.map((each) => `"${each}"`).join(' or ')}`)
        : ok(choice)
    },
    encode: (value) => value,
  }
}

/** EV2: any canonical value, as it is. */
export const anyValue: Schema<CborValue> = { decode: (value) => ok(value), encode: (value) => value }
