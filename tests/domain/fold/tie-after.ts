import type { Hash32, PotFold, PotTied } from '../../../src/domain/index.ts'
import type { GroupStory } from '../group-story.ts'
import { tieTo } from './tied-pot.ts'

/** What follows the tie to `old` that is in effect in `found`: the pot moves on to `next`. */
export function tieAfter(found: PotFold, old: GroupStory, next: GroupStory, change: Partial<PotTied> = {}): PotTied {
  const { events } = old.history()
  const last = events.findLast(({ kind }) => kind !== 'Attested')
  const epoch = events.filter(({ kind }) => kind === 'Finalized').length
  return {
    ...tieTo(next),
    baseEpoch: found.open.epoch,
    previous: found.open.tie?.event ?? null,
    last: { epoch: BigInt(epoch), seq: old.seq(), head: last?.head as Hash32 },
    ...change,
  }
}
