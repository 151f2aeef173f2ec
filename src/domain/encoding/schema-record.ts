import { compareCborKeys } from './cbor-key-order.ts'
import { isCborMap, type CborValue } from './cbor-value.ts'
import { ok, type Result } from '../result.ts'
import { literal, oneOf } from './schema-scalar.ts'
import { badShape, type Infer, type Schema, type SchemaError } from './schema-type.ts'

/** The fields of a record, by name. */
export type Fields = Readonly<Record<string, Schema<unknown>>>

/** The typed record that fields describe. */
export type RecordOf<F extends Fields> = { readonly [K in keyof F]: Infer<F[K]> }

/** A record's schema; its fields are open so that a union can put its tag beside them. */
export type RecordSchema<F extends Fields> = Schema<RecordOf<F>> & { readonly fields: F }

/** EV3: a map with exactly these fields. */
export function record<const F extends Fields>(fields: F): RecordSchema<F> {
  const schemas = new Map(Object.entries(fields).toSorted(([a], [b]) => compareCborKeys(a, b)))
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
export type TaggedOf<K extends string, V extends Variants> = {
  [N in keyof V & string]: { readonly [P in K]: N } & RecordOf<V[N]['fields']>
}[keyof V & string]

/** A union of records told apart by the text in field `tag`: `tagged('kind', { even: record({}), shares: record({ weights }) })`. */
export function tagged<const K extends string, const V extends Variants>(tag: K, variants: V): Schema<TaggedOf<K, V>> {
  const names = Object.keys(variants).toSorted(compareCborKeys)
  const schemas = new Map(
    Object.entries(variants).map(([name, { fields }]) => [
      name,
      record({ ...fields, [tag]: literal(name) }) as Schema<unknown>,
    ]),
  )
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

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}
