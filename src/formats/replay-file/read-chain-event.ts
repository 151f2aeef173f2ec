import { ok, type ChainEvent, type Result } from '../../domain/index.ts'
import { CHAIN_EVENT_FIELDS } from './chain-event-fields.ts'
import { badValue, isRecord, readFields, type BadReplayValue } from './read-fields.ts'

/** An event of the contract; `beside` names fields that somebody else reads. */
export function readChainEvent(
  input: unknown,
  path: string,
  beside: readonly string[] = [],
): Result<ChainEvent, BadReplayValue> {
  const kind = isRecord(input) ? input['kind'] : undefined
  const names = Object.keys(CHAIN_EVENT_FIELDS)
  if (typeof kind !== 'string' || !names.includes(kind)) return badValue(`${path}.kind`, `one of ${names.join(', ')}`)
  const fields = readFields(input, CHAIN_EVENT_FIELDS[kind as ChainEvent['kind']], ['kind', ...beside], path)
  return fields.ok ? ok({ ...fields.value, kind } as unknown as ChainEvent) : fields
}
