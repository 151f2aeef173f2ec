// Anchors: what each `Finalized` of a pot's group means to the pot (EP1, EP3, EP4).

import type { Finalized, GroupHistory } from './chain-event.ts'
import {
  computeCheckpoint,
  differingFields,
  type CheckpointError,
  type CheckpointField,
  type ComputedCheckpoint,
} from './checkpoint.ts'
import { genesisBase, type EpochBase } from './epoch-base.ts'
import type { CheckpointProposed } from './event.ts'
import type { Tie } from './facts.ts'
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
  /** The base that each correct settlement makes, whether or not another one replaces it. */
  const bases = new Map<EventId, EpochBase>([[genesis.event, genesis]])
  const judged: Anchor[] = []
  for (const history of known.histories) {
    for (const finalized of history.events) {
      if (finalized.kind === 'Finalized')
        judged.push({ finalized, verdict: judge(known, history, finalized, bases, judged) })
    }
  }
  // EP4: the last correct settlement decides. What it stands on stands, whatever else came before it is replaced.
  const last = judged.findLast(({ verdict }) => verdict.type === 'final')
  if (!last) return { anchors: judged, base: genesis }
  const standing = basesUnder(last, judged)
  const history = known.histories.find(({ events }) => events.includes(last.finalized)) as GroupHistory
  const anchors = judged.map((anchor): Anchor => {
    const isReplaced =
      anchor.verdict.type === 'final'
        ? !standing.has(anchor)
        : anchor.verdict.type === 'waiting' && isBefore(anchor, last, history)
    return isReplaced ? { ...anchor, verdict: { type: 'superseded' } } : anchor
  })
  return { anchors, base: bases.get(last.finalized.checkpoint) as EpochBase }
}

function isBefore({ finalized }: Anchor, last: Anchor, history: GroupHistory): boolean {
  return finalized.seq < last.finalized.seq && history.events.includes(finalized)
}

/** The settlements from the last one back over their bases. */
function basesUnder(last: Anchor, judged: readonly Anchor[]): ReadonlySet<Anchor> {
  const standing = new Set<Anchor>()
  for (let anchor: Anchor | undefined = last; anchor?.verdict.type === 'final';) {
    standing.add(anchor)
    const { base }: CheckpointProposed = anchor.verdict.computed.body
    anchor = judged.find(({ finalized, verdict }) => verdict.type === 'final' && finalized.checkpoint === base)
  }
  return standing
}

function judge(
  known: PotKnowledge,
  history: GroupHistory,
  finalized: Finalized,
  bases: Map<EventId, EpochBase>,
  earlier: readonly Anchor[],
): AnchorVerdict {
  const checkpoint = known.eventById.get(finalized.checkpoint)
  if (!checkpoint) return { type: 'waiting', missing: finalized.checkpoint }
  if (checkpoint.kind !== 'checkpoint.proposed') return { type: 'void', differs: ['finalized'] }
  const { body } = checkpoint
  if (body.seq + 1n !== finalized.seq) return { type: 'void', differs: ['seq'] }
  const base = bases.get(body.base)
  if (!base) {
    const awaited = earlier.find((anchor) => anchor.finalized.checkpoint === body.base)?.verdict
    return awaited?.type === 'waiting' ? awaited : { type: 'void', differs: ['base'] }
  }
  const computed = computeCheckpoint(known, base, body)
  if (!computed.ok) return verdictOn(computed.error)
  const differs = differingFields(body, computed.value.body)
  if (differs.length > 0) return { type: 'void', differs }
  const { tie } = computed.value.facts
  if (!tie || historyOfTie(tie, known.histories) !== history) return { type: 'void', differs: ['group'] }
  if (!isAttested(body, finalized, tie)) return { type: 'void', differs: ['finalized'] }
  bases.set(checkpoint.id, closedBase(computed.value, finalized))
  return { type: 'final', computed: computed.value }
}

/** What a checkpoint that cannot be computed is: without data that may still come it waits, otherwise no data will make it correct. */
function verdictOn(error: CheckpointError): AnchorVerdict {
  switch (error.type) {
    case 'CutEventMissing':
      return { type: 'waiting', missing: error.event }
    case 'CutHeadWrong':
    case 'CutNotClosed':
    case 'CutForgetsBase':
      return { type: 'void', differs: ['cut'] }
    // Its position was read with `Finalized`, so its cut ties the pot to another group.
    case 'ChainBehind':
      return { type: 'void', differs: ['group'] }
    default:
      return { type: 'void', differs: ['plan'] }
  }
}

/** AN1: the tuple on the chain is the checkpoint's own. Group, head and sequence number were compared before. */
function isAttested(body: CheckpointProposed, finalized: Finalized, tie: Tie): boolean {
  return (
    finalized.epoch + tie.baseEpoch === body.epoch &&
    finalized.stateHash === body.stateHash &&
    finalized.planRoot === body.planRoot &&
    finalized.legs === body.legs
  )
}

function closedBase({ body, facts, inside }: ComputedCheckpoint, { checkpoint, epoch, seq }: Finalized): EpochBase {
  const plan = {
    checkpoint,
    epoch: body.epoch,
    groupEpoch: epoch,
    plan: body.plan,
    legs: body.legs,
    done: new Set<number>(),
  }
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
    finalizedSeq: seq,
  }
}
