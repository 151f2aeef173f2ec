// The independent check of a pot: every final settlement recomputed from the log and compared with what the chain attests.

import type { Anchor, EventId, Hash32, PlacedEvent, PotFold, PotId, StateHash, StatePart } from '../domain/index.ts'
import { legsOf, type ProvenLeg } from './proven-legs.ts'

/** One settlement that the chain calls final, beside its recomputation. */
export interface EpochProof {
  readonly epoch: bigint
  readonly checkpoint: EventId
  /** Where `Finalized` stands on the chain. */
  readonly at: PlacedEvent['at'] | null
  readonly attested: { readonly stateHash: StateHash; readonly planRoot: Hash32; readonly legs: number }
  readonly recomputed: {
    readonly stateHash: StateHash
    readonly planRoot: Hash32
    readonly parts: ReadonlyMap<StatePart, Hash32>
  } | null
  readonly verdict: Anchor['verdict']['type']
  /** What differs, or which event is missing; empty when it matches. */
  readonly differs: readonly string[]
  /** Number of events in the epoch, and of those people's entries. */
  readonly events: number
  readonly entries: number
  readonly legs: readonly ProvenLeg[]
}

/** What was recomputed and how it compares. */
export interface PotProof {
  readonly pot: PotId
  readonly events: number
  readonly epochs: readonly EpochProof[]
  /** Chain events that no honest node can have sent. */
  readonly problems: readonly string[]
  /** Whether every final settlement matches. */
  readonly matches: boolean
  /** Settlements that wait for data. */
  readonly waiting: readonly EventId[]
}

/** Compares every final settlement of a fold with the chain's word. `placed` says where each chain event stands. */
export function provePot(fold: PotFold, placed: readonly PlacedEvent[]): PotProof {
  const epochs = fold.anchors.map((anchor) => proveEpoch(fold, anchor, placed))
  const problems = fold.open.chainProblems.map(describeProblem)
  const waiting = fold.anchors.flatMap(({ verdict }) => (verdict.type === 'waiting' ? [verdict.missing] : []))
  return {
    pot: fold.open.pot,
    events: fold.known.events.length,
    epochs,
    problems,
    matches: problems.length === 0 && epochs.every(({ verdict }) => verdict === 'final'),
    waiting,
  }
}

function describeProblem(problem: PotFold['open']['chainProblems'][number]): string {
  switch (problem.type) {
    case 'LegNotInPlan':
      return `chain event ${problem.seq} names leg ${problem.index} with terms that are not in the plan`
    case 'OldGroupBehind':
      return `the group that the pot left is not read up to event ${problem.seq}, where tie ${problem.tie} says that it ends`
    case 'OldGroupDiffers':
      return `the group that the pot left does not end at event ${problem.seq} as tie ${problem.tie} says`
  }
}

function proveEpoch(fold: PotFold, { finalized, verdict }: Anchor, placed: readonly PlacedEvent[]): EpochProof {
  const computed = verdict.type === 'final' ? verdict.computed : null
  const before = insideOf(fold, computed?.body.base)
  const checkpoint = fold.known.eventById.get(finalized.checkpoint)
  const body = checkpoint?.kind === 'checkpoint.proposed' ? checkpoint.body : null
  return {
    epoch: computed?.body.epoch ?? finalized.epoch,
    checkpoint: finalized.checkpoint,
    at: placed.find(({ event }) => event.kind === 'Finalized' && event.seq === finalized.seq)?.at ?? null,
    attested: { stateHash: finalized.stateHash, planRoot: finalized.planRoot, legs: finalized.legs },
    recomputed: computed && {
      stateHash: computed.body.stateHash,
      planRoot: computed.body.planRoot,
      parts: computed.parts,
    },
    verdict: verdict.type,
    differs: differsOf(verdict),
    events: computed ? [...computed.inside].filter((id) => !before.has(id)).length : 0,
    entries: computed?.facts.entries.size ?? 0,
    legs: body ? legsOf(body, finalized.checkpoint, fold.open, placed) : [],
  }
}

/** Events of the cut of a settlement; none for the pot's genesis. */
function insideOf(fold: PotFold, checkpoint: EventId | undefined): ReadonlySet<EventId> {
  const base = fold.anchors.find(
    ({ finalized, verdict }) => verdict.type === 'final' && finalized.checkpoint === checkpoint,
  )
  return base?.verdict.type === 'final' ? base.verdict.computed.inside : new Set()
}

function differsOf(verdict: Anchor['verdict']): readonly string[] {
  if (verdict.type === 'void') return verdict.differs
  if (verdict.type === 'waiting') return [`missing event ${verdict.missing}`]
  return verdict.type === 'superseded' ? ['superseded by a later settlement'] : []
}
