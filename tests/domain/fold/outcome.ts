import {
  computeCheckpoint,
  cutOf,
  type CheckpointError,
  type CheckpointProposed,
  type EventId,
  type PotFold,
  type Result,
} from '../../../src/domain/index.ts'
import { rates } from './tied-pot.ts'

/** What two replicas compare: everything a fold says, and the checkpoint it would propose. */
export interface Outcome {
  readonly order: readonly EventId[]
  readonly base: EventId
  readonly anchors: readonly unknown[]
  readonly late: PotFold['late']
  readonly open: PotFold['open']
  readonly checkpoint: Result<CheckpointProposed, CheckpointError>
}

/** The outcome of a fold. */
export const outcomeOf = (found: PotFold): Outcome => ({
  order: found.known.events.map(({ id }) => id),
  base: found.base.event,
  anchors: found.anchors.map(({ finalized, verdict }) => ({
    finalized,
    ...verdict,
    computed: verdict.type === 'final' ? verdict.computed.body : null,
  })),
  late: found.late,
  open: found.open,
  checkpoint: checkpointOf(found),
})

/** The checkpoint of all that a fold knows, or why there is none. */
export const checkpointOf = ({ known, base, open }: PotFold): Result<CheckpointProposed, CheckpointError> => {
  const seq = open.tie ? (open.seq < 0n ? 0n : open.seq) : 0n
  const computed = computeCheckpoint(known, base, {
    cut: cutOf({ known, base, open }),
    seq,
    mode: { type: 'fewest' },
    conversion: null,
    rates,
  })
  return computed.ok ? { ok: true, value: computed.value.body } : computed
}
