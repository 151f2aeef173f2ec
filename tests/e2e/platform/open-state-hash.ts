import { computeCheckpoint, cutOf, fold, type StateHash } from '../../../src/domain/index.ts'
import { eventsOf, type LogIndex } from '../../../src/log/index.ts'

/** The state hash of everything in a log without a group, were it settled now. */
export function openStateHash(log: LogIndex): StateHash {
  const { known, base, open } = fold(eventsOf(log), [])
  const computed = computeCheckpoint(known, base, {
    cut: cutOf({ known, base, open }),
    seq: 0n,
    mode: { type: 'fewest' },
    conversion: null,
    rates: [],
  })
  if (!computed.ok) throw new Error(`no checkpoint: ${computed.error.type}`)
  return computed.value.body.stateHash
}
