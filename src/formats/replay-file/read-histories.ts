import { err, isHex, ok, type ChainEvent, type GroupHistory, type Result } from '../../domain/index.ts'
import { CHAIN_EVENT_FIELDS, type FieldForm } from './chain-event-fields.ts'

/** A value of a replay file that is not what stands there: where, and what was expected. */
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

/** The groups' histories of a replay file. Their heads and votes are checked by `replayGroup`. */
export function readHistories(input: unknown): Result<readonly GroupHistory[], BadReplayValue> {
  return readList(input, 'histories', (each, path) => {
    const fields = readFields(
      each,
      { genesis: 'hash', contract: 'address', group: 'hash', createdAt: 'hash' },
      ['events'],
      path,
    )
    if (!fields.ok) return fields
    const events = readList((each as { readonly events: unknown }).events, `${path}.events`, (item, at) =>
      readChainEvent(item, at),
    )
    return events.ok ? ok({ ...fields.value, events: events.value } as unknown as GroupHistory) : events
  })
}

/** A list whose items are read one by one. */
export function readList<T>(
  input: unknown,
  path: string,
  read: (item: unknown, path: string) => Result<T, BadReplayValue>,
): Result<readonly T[], BadReplayValue> {
  if (!Array.isArray(input)) return bad(path, 'a list')
  const items: T[] = []
  for (const [index, item] of input.entries()) {
    const result = read(item, `${path}[${index}]`)
    if (!result.ok) return result
    items.push(result.value)
  }
  return ok(items)
}

/** An event of the contract; `beside` names fields that somebody else reads. */
export function readChainEvent(
  input: unknown,
  path: string,
  beside: readonly string[] = [],
): Result<ChainEvent, BadReplayValue> {
  const kind = isRecord(input) ? input['kind'] : undefined
  const names = Object.keys(CHAIN_EVENT_FIELDS)
  if (typeof kind !== 'string' || !names.includes(kind)) return bad(`${path}.kind`, `one of ${names.join(', ')}`)
  const fields = readFields(input, CHAIN_EVENT_FIELDS[kind as ChainEvent['kind']], ['kind', ...beside], path)
  return fields.ok ? ok({ ...fields.value, kind } as unknown as ChainEvent) : fields
}

/** The fields of an object, each of its form; no other but those in `beside`. */
export function readFields(
  input: unknown,
  forms: Readonly<Record<string, FieldForm>>,
  beside: readonly string[],
  path: string,
): Result<Readonly<Record<string, unknown>>, BadReplayValue> {
  if (!isRecord(input)) return bad(path, 'an object')
  const unknown = Object.keys(input).find((name) => !Object.hasOwn(forms, name) && !beside.includes(name))
  if (unknown !== undefined) return bad(`${path}.${unknown}`, 'no such field')
  const read: Record<string, unknown> = {}
  for (const [name, form] of Object.entries(forms)) {
    const value = readField(input[name], form)
    if (value === undefined) return bad(`${path}.${name}`, EXPECTED[form])
    read[name] = value
  }
  return ok(read)
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

function bad(path: string, expected: string): { readonly ok: false; readonly error: BadReplayValue } {
  return err({ type: 'BadReplayValue', path, expected })
}
