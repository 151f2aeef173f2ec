// Reading what the Abi decoded, field by field and with every type checked: a field that is not what the interface says throws and
// becomes one error of ours in the adapter, instead of wandering on as `undefined`.

import type { H160, Hash32 } from '../../domain/index.ts'
import { from0x } from './prefixed-hex.ts'

/** A decoded struct: fields by their names, in camelCase. */
export type Fields = Readonly<Record<string, unknown>>

/** The fields of a decoded struct or enum variant. */
export function fieldsOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('expected a struct')
  return value as Fields
}

/** The name of an enum's variant, and what it holds. `toJSON` spells variants in camelCase and those without content as bare text. */
export function variantOf(value: unknown): { readonly name: string; readonly content: unknown } {
  if (typeof value === 'string') return { name: capital(value), content: null }
  const [entry, ...rest] = Object.entries(fieldsOf(value))
  if (entry === undefined || rest.length > 0) throw new TypeError('expected one variant')
  return { name: capital(entry[0]), content: entry[1] }
}

/** An identifier of exactly `bytes` bytes. */
export function hexOf(value: unknown, bytes: number): string {
  if (typeof value !== 'string' || value.length !== 2 + 2 * bytes) throw new TypeError(`expected ${bytes} bytes`)
  return from0x(value.toLowerCase())
}

/** A 32-byte hash. */
export const hash32Of = (value: unknown): Hash32 => hexOf(value, 32) as Hash32

/** A contract-side address. */
export const h160Of = (value: unknown): H160 => hexOf(value, 20) as H160

/** A list of contract-side addresses. */
export function h160sOf(value: unknown): readonly H160[] {
  if (!Array.isArray(value)) throw new TypeError('expected a list')
  return value.map(h160Of)
}

/** An integer of any width. `toJSON` gives a number up to 2^53 and 0x text above. */
export function bigOf(value: unknown): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value)
  if (typeof value === 'string' && /^(0x[0-9a-f]+|[0-9]+)$/.test(value)) return BigInt(value)
  throw new TypeError('expected an integer')
}

/** An integer of at most 32 bits. */
export function smallOf(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 32) return value
  throw new TypeError('expected a small integer')
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
