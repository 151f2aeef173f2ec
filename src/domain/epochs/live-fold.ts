// The fold of a pot that is open: what arrives is added to what is known instead of folding everything again. Equal to `fold` of the same set.

import { judgeAnchors, type AnchorMemo } from './judge-anchors.ts'
import type { GroupHistory } from '../group/chain-event.ts'
import { entryStepsFrom } from '../entries/entry-steps.ts'
import type { PotEvent } from '../events/event.ts'
import { foldOver, type PotFold } from '../fold.ts'
import { canonicalOrder } from './order.ts'
import { canonicalHistories, createKnowledge, growKnowledge, type PotKnowledge } from './pot-knowledge.ts'

/** A pot that goes on. */
export interface LiveFold {
  /** The pot now. Every change makes a new object; earlier ones stay as they are. */
  readonly now: () => PotFold
  /** Takes more events, in any order; with those taken before they hold each one's past. What is here already changes nothing. */
  readonly add: (events: Iterable<PotEvent>) => PotFold
  /** Takes what is known of the groups now, in place of what was. */
  readonly follow: (histories: readonly GroupHistory[]) => PotFold
}

/** Starts with a set of events, the genesis event among them, and histories that replay. Throws as `fold` does when there is no genesis event. */
export function createLiveFold(events: Iterable<PotEvent>, histories: readonly GroupHistory[]): LiveFold {
  const memo: AnchorMemo = new Map()
  const foldAll = (known: PotKnowledge): PotFold => foldOver(known, judgeAnchors(known, memo))
  let found = foldAll(createKnowledge(events, histories))
  let step = entryStepsFrom(found)

  const refold = (known: PotKnowledge): PotFold => {
    found = foldAll(known)
    step = entryStepsFrom(found)
    return found
  }
  return {
    now: () => found,
    add: (more) => {
      const fresh = canonicalOrder(more).filter(({ id }) => !found.known.eventById.has(id))
      if (fresh.length === 0) return found
      const known = growKnowledge(found.known, fresh)
      found = step(found, known, fresh) ?? refold(known)
      return found
    },
    follow: (next) => {
      // What one group's end means may depend on how far another was read (EP9).
      memo.clear()
      return refold({ ...found.known, histories: canonicalHistories(next) })
    },
  }
}
