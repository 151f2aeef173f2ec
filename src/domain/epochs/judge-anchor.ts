// One `Finalized`: whether its checkpoint is here, and correct over its base (EP3, EP4).

import type { AnchorVerdict } from './anchor.ts'
import type { Finalized, GroupHistory } from '../group/chain-event.ts'
import { computeCheckpoint, differingFields, type CheckpointError, type ComputedCheckpoint } from './checkpoint.ts'
import type { EpochBase } from './epoch-base.ts'
import type { CheckpointProposed } from '../events/event.ts'
import type { FinalPlan, Tie } from '../facts.ts'
import { historyOfTie } from '../group/history-of-tie.ts'
import type { EventId } from '../ids.ts'
import type { PotKnowledge } from './pot-knowledge.ts'
import { settledFacts } from './settled-facts.ts'

/** A verdict on a settlement by itself, without those that replace it. */
export type OwnVerdict = Exclude<AnchorVerdict, { readonly type: 'superseded' }>

/** Judges a settlement over the bases that are known; null as long as its own is not among them. */
export function judgeAnchor(
  known: PotKnowledge,
  history: GroupHistory,
  finalized: Finalized,
  bases: ReadonlyMap<EventId, EpochBase>,
): OwnVerdict | null {
  const checkpoint = known.eventById.get(finalized.checkpoint)
  if (!checkpoint) return { type: 'waiting', missing: finalized.checkpoint }
  if (checkpoint.kind !== 'checkpoint.proposed') return { type: 'void', differs: ['finalized'] }
  const { body } = checkpoint
  if (body.seq + 1n !== finalized.seq) return { type: 'void', differs: ['seq'] }
  // A correct base is always earlier: its head is a hash over all that its group had settled before.
  const base = bases.get(body.base)
  if (!base) return null
  const computed = computeCheckpoint(known, base, body)
  if (!computed.ok) return verdictOn(computed.error)
  const { tie } = computed.value.facts
  if (!tie || historyOfTie(tie, known.histories) !== history) return { type: 'void', differs: ['group'] }
  const differs = differingFields(body, computed.value.body)
  if (differs.length > 0) return { type: 'void', differs }
  if (!isAttested(body, finalized, tie)) return { type: 'void', differs: ['finalized'] }
  return { type: 'final', computed: computed.value }
}

/** The base that a correct settlement makes. */
export function closedBase(
  { body, facts, inside, converted }: ComputedCheckpoint,
  { checkpoint, epoch, seq }: Finalized,
): EpochBase {
  const plan: FinalPlan = {
    checkpoint,
    tie: (facts.tie as Tie).event,
    epoch: body.epoch,
    groupEpoch: epoch,
    plan: body.plan,
    legs: body.legs,
    done: new Set<number>(),
  }
  return {
    event: checkpoint,
    before: body.base,
    facts: {
      ...facts,
      ...settledFacts(facts, checkpoint, body.conversion, converted),
      epoch: body.epoch,
      stateHash: body.stateHash,
      plans: new Map([...facts.plans, [checkpoint, plan]]),
    },
    cut: body.cut,
    inside,
    finalizedSeq: seq,
  }
}

/** What a checkpoint that cannot be computed is: without data that may still come it waits, otherwise no data will make it correct. */
function verdictOn(error: CheckpointError): OwnVerdict {
  switch (error.type) {
    case 'CutEventMissing':
      return { type: 'waiting', missing: error.event }
    case 'OldGroupBehind':
      return { type: 'waiting', missing: error.tie }
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
