// Values of a replay or proof file, read strictly: each of its form, and nothing beside them.

import { err, isHex, ok, type Result } from '../../domain/index.ts'
import type { FieldForm } from './chain-event-fields.ts'

/** A value of a file that is not what stands there: where, and what was expected. */
export interface BadReplayValue {
  readonly type: 'BadReplayValue'
  readonly path: string
  readonly expected: string
}

const EXPECTED: Readonly<Record<FieldForm, string>> = {
  hash: '64 lowercase hex digits',
  address: '40 lowercase hex digits',
  addresses: 'a list of addresses of 40 lowercase hex digits',
  count: 'a whole number below 2^32',
  decimal: 'a whole number below 2^128 as text, without leading zeros',
}

/** The fields of an object, each of its form; no other but those in `beside`. */
export function readFields(
  input: unknown,
  forms: Readonly<Record<string, FieldForm>>,
  beside: readonly string[],
  path: string,
): Result<Readonly<Record<string, unknown>>, BadReplayValue> {
  if (!isRecord(input)) return badValue(path, 'an object')
  const unknown = Object.keys(input).find((name) => !Object.hasOwn(forms, name) && !beside.includes(name))
  if (unknown !== undefined) return badValue(`${path}.${unknown}`, 'no such field')
  const read: Record<string, unknown> = {}
  for (const [name, form] of Object.entries(forms)) {
    const value = readField(input[name], form)
    if (value === undefined) return badValue(`${path}.${name}`, EXPECTED[form])
    read[name] = value
  }
  return ok(read)
}

/** A list whose items are read one by one. */
export function readList<T>(
  input: unknown,
  path: string,
  read: (item: unknown, path: string) => Result<T, BadReplayValue>,
): Result<readonly T[], BadReplayValue> {
  if (!Array.isArray(input)) return badValue(path, 'a list')
  const items: T[] = []
  for (const [index, item] of input.entries()) {
    const result = read(item, `${path}[${index}]`)
    if (!result.ok) return result
    items.push(result.value)
  }
  return ok(items)
}

function readField(value: unknown, form: FieldForm): unknown {
  switch (form) {
    case 'hash':
      return isHex(value, 32) ? value : undefined
    case 'address':
      return isHex(value, 20) ? value : undefined
    case 'addresses':
      return Array.isArray(value) && value.every((each) => isHex(each, 20)) ? value : undefined
    case 'count':
      return Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 32 ? value : undefined
    case 'decimal':
      return typeof value === 'string' && /^(?:0|[1-9][0-9]{0,38})$/.test(value) && BigInt(value) >> 128n === 0n
        ? BigInt(value)
        : undefined
  }
}

/** Whether a JSON value is an object. */
export function isRecord(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null && !Array.isArray(input)
}

/** A value that is not what was expected there. */
export function badValue(path: string, expected: string): { readonly ok: false; readonly error: BadReplayValue } {
  return err({ type: 'BadReplayValue', path, expected })
}
