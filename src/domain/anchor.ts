// Anchors: what each `Finalized` of a pot's group means to the pot (EP1, EP3, EP4).

import type { Finalized, GroupHistory } from './chain-event.ts'
import { computeCheckpoint, differingFields, type CheckpointField, type ComputedCheckpoint } from './checkpoint.ts'
import { genesisBase, type EpochBase } from './epoch-base.ts'
import type { EventOf } from './event.ts'
import type { Facts } from './facts.ts'
import { historyOfTie } from './history-of-tie.ts'
import type { EventId } from './ids.ts'
import type { PotKnowledge } from './pot-knowledge.ts'

/** How a final settlement on the chain stands in the pot. */
export type AnchorVerdict =
  /** Its checkpoint is correct: it closes an epoch. */
  | { readonly type: 'final'; readonly computed: ComputedCheckpoint }
  /** Incorrect in these fields, and void for everyone (EP3). `finalized`: the chain's tuple is not the checkpoint's. */
  | { readonly type: 'void'; readonly differs: readonly (CheckpointField | 'finalized')[] }
  /** A later final and correct settlement over an earlier base replaced it (EP4). */
  | { readonly type: 'superseded' }
  /** Data is missing: this event, or chain events (EP4). */
  | { readonly type: 'waiting'; readonly missing: EventId }

/** A `Finalized` with its verdict. */
export interface Anchor {
  readonly finalized: Finalized
  readonly verdict: AnchorVerdict
}

/** All anchors in chain order, and the base of the open epoch. */
export interface Anchors {
  readonly anchors: readonly Anchor[]
  readonly base: EpochBase
}

/** Judges every `Finalized` of the known histories. A function of the set of events and the histories alone. */
export function judgeAnchors(known: PotKnowledge): Anchors {
  const genesis = genesisBase(known.genesis)
  const bases = new Map<EventId, EpochBase>([[genesis.event, genesis]])
  const judged = known.histories.flatMap((history) =>
    history.events
      .filter((event) => event.kind === 'Finalized')
      .map((finalized): Anchor => ({ finalized, verdict: judge(known, history, finalized, bases) })),
  )
  const last = judged.findLast(({ verdict }) => verdict.type === 'final')
  const chain = last ? chainOf(last, judged, genesis.event) : new Set<Anchor>()
  const anchors = judged.map((anchor): Anchor => {
    const replaced = anchor.verdict.type === 'final' || (last !== undefined && isBefore(anchor, last))
    return replaced && !chain.has(anchor) && anchor.verdict.type !== 'void' ? { ...anchor, verdict: { type: 'superseded' } } : anchor
  })
  return { anchors, base: last ? (bases.get(last.finalized.checkpoint) as EpochBase) : genesis }
}

function judge(known: PotKnowledge, history: GroupHistory, finalized: Finalized, bases: Map<EventId, EpochBase>): AnchorVerdict {
  const checkpoint = known.eventById.get(finalized.checkpoint)
  if (!checkpoint) return { type: 'waiting', missing: finalized.checkpoint }
  if (checkpoint.kind !== 'checkpoint.proposed') return { type: 'void', differs: ['finalized'] }
  const base = bases.get(checkpoint.body.base)
  if (!base) return known.eventById.has(checkpoint.body.base) ? { type: 'void', differs: ['base'] } : { type: 'waiting', missing: checkpoint.body.base }
  const computed = computeCheckpoint(known, base, checkpoint.body)
  if (!computed.ok) {
    if (computed.error.type === 'CutEventMissing') return { type: 'waiting', missing: computed.error.event }
    return { type: 'void', differs: ['cut'] }
  }
  const differs = differingFields(checkpoint.body, computed.value.body)
  if (differs.length > 0) return { type: 'void', differs }
  if (!isAttested(checkpoint, finalized, computed.value.facts, history, known)) return { type: 'void', differs: ['finalized'] }
  bases.set(checkpoint.id, closedBase(checkpoint.id, computed.value, finalized))
  return { type: 'final', computed: computed.value }
}

/** AN1: the tuple on the chain is the checkpoint's own, in the group that the pot is tied to at the cut. */
function isAttested(checkpoint: EventOf<'checkpoint.proposed'>, finalized: Finalized, facts: Facts, history: GroupHistory, known: PotKnowledge): boolean {
  const { body } = checkpoint
  return (
    facts.tie !== null &&
    historyOfTie(facts.tie, known.histories) === history &&
    finalized.epoch + facts.tie.baseEpoch === body.epoch &&
    finalized.seq === body.seq + 1n &&
    finalized.stateHash === body.stateHash &&
    finalized.planRoot === body.planRoot &&
    finalized.legs === body.legs
  )
}

function closedBase(checkpoint: EventId, { body, facts, inside }: ComputedCheckpoint, finalized: Finalized): EpochBase {
  const plan = { checkpoint, epoch: body.epoch, groupEpoch: finalized.epoch, plan: body.plan, legs: body.legs, done: new Set<number>() }
  return {
    event: checkpoint,
    facts: {
      ...facts,
      epoch: body.epoch,
      stateHash: body.stateHash,
      plans: new Map([...facts.plans, [checkpoint, plan]]),
    },
    cut: body.cut,
    inside,
    finalizedSeq: finalized.seq,
  }
}

function isBefore(a: Anchor, b: Anchor): boolean {
  return a.finalized.seq < b.finalized.seq
}

/** The anchors from the last one back over their bases. */
function chainOf(last: Anchor, judged: readonly Anchor[], genesis: EventId): ReadonlySet<Anchor> {
  const chain = new Set<Anchor>()
  for (let anchor: Anchor | undefined = last; anchor; ) {
    chain.add(anchor)
    const base: EventId = anchor.verdict.type === 'final' ? anchor.verdict.computed.body.base : genesis
    anchor = judged.find(({ finalized, verdict }) => verdict.type === 'final' && finalized.checkpoint === base)
  }
  return chain
}
