// EV3: the shape of a typed body, said once: from it come the TypeScript type (`Infer`), the strict reading of a decoded value and
// the writing of it. A shape has no optional field and ignores none: what is unknown or missing is refused.

import { minorToText, textToMinor, type Minor } from './amount.ts'
import { compareBytes } from './bytes.ts'
import { isCborList, isCborMap, type CborValue } from './cbor-value.ts'
import { bytesToHex, hexToBytes } from './hex.ts'
import { err, ok, type Result } from './result.ts'
import { utf8Encode } from './utf8.ts'

/** Where a value does not have its shape (`body.payers[2].amount`) and what was expected there, in plain words. */
export type SchemaError = { readonly type: 'BadShape'; readonly path: string; readonly reason: string }

/** The shape of a `T`: how to read it from a canonical value and write it back. `encode` trusts its type; the codec throws on what has no canonical form. */
export type Schema<T> = {
  /** The typed value, or where it differs; `path` names the place of `value` and begins every reported path. */
  decode(value: CborValue, path: string): Result<T, SchemaError>
  /** The canonical value. `decode(encode(t))` gives `t` back. */
  encode(value: T): CborValue
}

/** The type that a schema reads and writes. */
export type Infer<S> = S extends Schema<infer T> ? T : never

/** The error of a value without its shape. */
export function badShape(path: string, reason: string): { readonly ok: false; readonly error: SchemaError } {
  return err({ type: 'BadShape', path, reason })
}

/** Bounds of a text in characters or of a list in items, both included. */
export type Bounds = { readonly min?: number; readonly max: number }

/** Exactly `length` bytes, lowercase hex in TypeScript: `hexBytes<EventId>(32)`. */
export function hexBytes<T extends string = string>(length: number): Schema<T> {
  return {
    decode: (value, path) =>
      value instanceof Uint8Array && value.length === length ? ok(bytesToHex(value) as T) : badShape(path, `expected ${length} bytes`),
    encode: (hex) => hexToBytes(hex),
  }
}

/** Text of `min` (0) to `max` characters (Unicode code points). */
export function text({ min = 0, max }: Bounds): Schema<string> {
  return {
    decode: (value, path) =>
      typeof value === 'string' && isWithin(countCharacters(value, max), min, max) ? ok(value) : badShape(path, `expected text of ${min} to ${max} characters`),
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
      typeof value === 'bigint' && value >= 0n && value <= BigInt(max) ? ok(Number(value)) : badShape(path, `expected a whole number from 0 to ${max}`),
    encode: (value) => BigInt(value),
  }
}

/** An unsigned 64-bit integer: sequence numbers, epochs, Lamport times, planck never (that is 128 bits wide: `amount`). */
export const uint64: Schema<bigint> = {
  decode: (value, path) =>
    typeof value === 'bigint' && value >= 0n && value >> 64n === 0n ? ok(value) : badShape(path, 'expected an unsigned 64-bit integer'),
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
    return number >= 0n && number >> 128n === 0n ? ok(number) : badShape(path, 'expected canonical decimal text of a token amount')
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
      return choice === undefined ? badShape(path, `expected ${choices.map((each) => `"${each}"`).join(' or ')}`) : ok(choice)
    },
    encode: (value) => value,
  }
}

/** The value, or null where there is none. */
export function nullable<T>(schema: Schema<T>): Schema<T | null> {
  return {
    decode: (value, path) => (value === null ? ok(null) : schema.decode(value, path)),
    encode: (value) => (value === null ? null : schema.encode(value)),
  }
}

/** A list of `min` (0) to `max` items in an order that means something. */
export function list<T>(item: Schema<T>, { min = 0, max }: Bounds): Schema<readonly T[]> {
  return {
    decode: (value, path) => {
      if (!isCborList(value) || !isWithin(value.length, min, max)) return badShape(path, `expected a list of ${min} to ${max} items`)
      const items: T[] = []
      for (const [index, each] of value.entries()) {
        const decoded = item.decode(each, `${path}[${index}]`)
        if (!decoded.ok) return decoded
        items.push(decoded.value)
      }
      return ok(items)
    },
    encode: (items) => items.map((each) => item.encode(each)),
  }
}

/** A set: a list whose items are strictly ascending by `compare` (no duplicates), so that one set has one encoding. `encode` sorts. */
export function sortedList<T>(item: Schema<T>, compare: (a: T, b: T) => number, bounds: Bounds): Schema<readonly T[]> {
  const items = list(item, bounds)
  return {
    decode: (value, path) => {
      const decoded = items.decode(value, path)
      if (!decoded.ok) return decoded
      const index = decoded.value.findIndex((each, i, all) => i > 0 && compare(all[i - 1] as T, each) >= 0)
      return index < 0 ? decoded : badShape(`${path}[${index}]`, 'expected strictly ascending items')
    },
    encode: (values) => items.encode(values.toSorted(compare)),
  }
}

/** The fields of a record, by name. */
export type Fields = Readonly<Record<string, Schema<unknown>>>

/** The typed record that fields describe. */
export type RecordOf<F extends Fields> = { readonly [K in keyof F]: Infer<F[K]> }

/** A record's schema; its fields are open so that a union can put its tag beside them. */
export type RecordSchema<F extends Fields> = Schema<RecordOf<F>> & { readonly fields: F }

/** EV3: a map with exactly these fields. */
export function record<const F extends Fields>(fields: F): RecordSchema<F> {
  const schemas = new Map(Object.entries(fields).toSorted(([a], [b]) => compareKeys(a, b)))
  return {
    fields,
    decode: (value, path) => {
      if (!isCborMap(value)) return badShape(path, 'expected a map')
      const decoded: Record<string, unknown> = {}
      for (const [name, schema] of schemas) {
        const field = value.get(name)
        if (field === undefined) return badShape(join(path, name), 'missing field')
        const result = schema.decode(field, join(path, name))
        if (!result.ok) return result
        decoded[name] = result.value
      }
      if (value.size === schemas.size) return ok(decoded as RecordOf<F>)
      const unknown = Array.from(value.keys()).find((name) => !schemas.has(name)) as string
      return badShape(join(path, unknown), 'unknown field')
    },
    encode: (value) => {
      const map = new Map<string, CborValue>()
      for (const [name, schema] of schemas) map.set(name, schema.encode(value[name]))
      return map
    },
  }
}

/** The variants of a union, by tag. */
export type Variants = Readonly<Record<string, RecordSchema<Fields>>>

/** The typed union that variants describe: each record with its tag beside its fields. */
export type TaggedOf<K extends string, V extends Variants> = { [N in keyof V & string]: { readonly [P in K]: N } & RecordOf<V[N]['fields']> }[keyof V & string]

/** A union of records told apart by the text in field `tag`: `tagged('kind', { even: record({}), shares: record({ weights }) })`. */
export function tagged<const K extends string, const V extends Variants>(tag: K, variants: V): Schema<TaggedOf<K, V>> {
  const names = Object.keys(variants).toSorted(compareKeys)
  const schemas = new Map(Object.entries(variants).map(([name, { fields }]) => [name, record({ ...fields, [tag]: literal(name) }) as Schema<unknown>]))
  const tags = oneOf(...names)
  return {
    decode: (value, path) => {
      if (!isCborMap(value)) return badShape(path, 'expected a map')
      const name = tags.decode(value.get(tag) ?? null, join(path, tag))
      if (!name.ok) return name
      return (schemas.get(name.value) as Schema<unknown>).decode(value, path) as Result<TaggedOf<K, V>, SchemaError>
    },
    encode: (value) => {
      const schema = schemas.get((value as Readonly<Record<string, unknown>>)[tag] as string)
      if (schema === undefined) throw new TypeError(`No variant of this name in "${tag}"`)
      return schema.encode(value)
    },
  }
}

/** The same shape with one more condition, named by `reason` in plain words. */
export function refine<T>(schema: Schema<T>, holds: (value: T) => boolean, reason: string): Schema<T> {
  return {
    decode: (value, path) => {
      const decoded = schema.decode(value, path)
      return decoded.ok && !holds(decoded.value) ? badShape(path, reason) : decoded
    },
    encode: (value) => schema.encode(value),
  }
}

function isWithin(size: number, min: number, max: number): boolean {
  return size >= min && size <= max
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

/** EN1: the order of map keys, by (length, bytes). */
function compareKeys(a: string, b: string): number {
  const left = utf8Encode(a)
  const right = utf8Encode(b)
  return left.length - right.length || compareBytes(left, right)
}
