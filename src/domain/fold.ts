import type { Finalized, GroupHistory } from './group/chain-event.ts'
import type { Anchor, Anchors } from './epochs/anchor.ts'
import { positionsOf } from './epochs/cut.ts'
import { isEntryVersion } from './entries/entry-version.ts'
import { isBaseOf, type EpochBase } from './epochs/epoch-base.ts'
import { RULEBOOK_VERSION, type PotEvent } from './events/event.ts'
import type { Facts, Paying, Tie } from './facts.ts'
import { foldEpoch } from './epochs/fold-epoch.ts'
import { versionOf } from './people/fold-upgrades.ts'
import { historyOfTie } from './group/history-of-tie.ts'
import type { EventId } from './ids.ts'
import { judgeAnchors } from './epochs/judge-anchors.ts'
import { createKnowledge, type PotKnowledge } from './epochs/pot-knowledge.ts'

/** A pot as its events and its group's events make it. */
export interface PotFold {
  readonly known: PotKnowledge
  /** Every settlement that is final on the chain, with what it means here, in chain order. */
  readonly anchors: readonly Anchor[]
  /** Where the open epoch starts: the last final settlement, or the genesis. */
  readonly base: EpochBase
  /** The open epoch: everything known now. */
  readonly open: Facts
  /** EP2: entries of the open epoch whose authors had not seen the settlement that closed the one before. */
  readonly late: ReadonlySet<EventId>
  /** EV2: the version that the pot has moved on to and that this software does not know, null while it knows it. Nothing may be written then. */
  readonly needsUpdate: number | null
}

/** The rulebook: a pot's state from a set of valid events and the replayed histories of its groups, in any order of arrival (OR2). */
export function fold(events: Iterable<PotEvent>, histories: readonly GroupHistory[]): PotFold {
  const known = createKnowledge(events, histories)
  return foldOver(known, judgeAnchors(known))
}

/** The pot over anchors that were judged: folds the open epoch. */
export function foldOver(known: PotKnowledge, { anchors, base }: Anchors): PotFold {
  const openEvents = known.events.filter(({ id }) => !base.inside.has(id))
  const open = foldEpoch({
    base: base.facts,
    events: openEvents,
    causality: known.causality,
    positions: positionsOf(base.cut),
    historyOf: (tie) => historyOfTie(tie, known.histories),
    upTo: 2n ** 64n,
    payingAt: (finalized, tie) => payingOf(finalized, tie, anchors, base),
  })
  const isLate = (event: PotEvent): boolean => isEntryVersion(event) && !known.causality.sees(event.id, base.event)
  const version = versionOf(open)
  return {
    known,
    anchors,
    base,
    open,
    needsUpdate: version > RULEBOOK_VERSION ? version : null,
    late: new Set([...base.facts.unheard, ...openEvents].filter(isLate).map(({ id }) => id)),
  }
}

function payingOf(finalized: Finalized, tie: Tie, anchors: readonly Anchor[], base: EpochBase): Paying {
  if (isBaseOf(base, finalized, tie)) return { type: 'plan', checkpoint: base.event }
  const anchor = anchors.find((each) => each.finalized === finalized)
  return { type: anchor?.verdict.type === 'waiting' ? 'waiting' : 'void' }
}
