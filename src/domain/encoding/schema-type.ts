import type { CborValue } from './cbor-value.ts'
import { err, ok, type Result } from '../result.ts'

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

/** Whether a size lies within bounds that are both included. */
export function isWithin(size: number, min: number, max: number): boolean {
  return size >= min && size <= max
}

/** The value, or null where there is none. */
export function nullable<T>(schema: Schema<T>): Schema<T | null> {
  return {
    decode: (value, path) => (value === null ? ok(null) : schema.decode(value, path)),
    encode: (value) => (value === null ? null : schema.encode(value)),
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
