import { ok, type GroupHistory, type Result } from '../../domain/index.ts'
import { readChainEvent } from './read-chain-event.ts'
import { readFields, readList, type BadReplayValue } from './read-fields.ts'

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
