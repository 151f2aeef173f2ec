// EP1, EP3: a checkpoint's fields are all functions of its cut, its chain position, its mode and its rates. Whoever proposes computes them here, and
// whoever checks recomputes them here.

import { equalBytes } from '../encoding/bytes.ts'
import { encodeCbor } from '../encoding/cbor.ts'
import { eventsOfCut, positionsOf, type CutError } from './cut.ts'
import { isBaseOf, type EpochBase } from './epoch-base.ts'
import { checkpointSchema } from '../events/event-schema.ts'
import type { Effect } from '../money/effect.ts'
import type { CheckpointProposed } from '../events/event.ts'
import type { ChainProblem, Facts, Tie } from '../facts.ts'
import { foldEpoch } from './fold-epoch.ts'
import { historyOfTie } from '../group/history-of-tie.ts'
import type { EventId, Hash32 } from '../ids.ts'
import { ZERO_HASH } from '../encoding/keccak.ts'
import { planOf, type LegExplanation, type PlanError } from '../settling/plan.ts'
import type { PotKnowledge } from './pot-knowledge.ts'
import { err, ok, type Result } from '../result.ts'
import { hashState } from './state-hash.ts'
import type { StatePart } from './state.ts'

/** What a checkpoint's author chooses. Everything else follows. */
export type CheckpointTerms = Pick<CheckpointProposed, 'cut' | 'seq' | 'mode' | 'conversion' | 'rates'>

/** A checkpoint with what it was computed from. */
export interface ComputedCheckpoint {
  readonly body: CheckpointProposed
  readonly facts: Facts
  /** Ids of the events in the cut. */
  readonly inside: ReadonlySet<EventId>
  /** SH3: hashes of the state's parts. */
  readonly parts: ReadonlyMap<StatePart, Hash32>
  /** BA4: for each leg of the plan, at its index, why it is there. */
  readonly reasons: readonly LegExplanation[]
  /** ST6: the balances from here on, null without a conversion. */
  readonly converted: Effect | null
}

/** The most heads that a cut may have: a checkpoint has room for no more. */
export const MAX_CUT_HEADS = 256

/** Why a checkpoint cannot be computed here. `ChainBehind`: the chain has not been read up to `seq` yet. */
export type CheckpointError =
  | CutError
  | PlanError
  | { readonly type: 'TooManyHeads'; readonly heads: number; readonly most: number }
  | { readonly type: 'ChainBehind'; readonly seq: bigint }
  | Extract<ChainProblem, { readonly type: 'OldGroupBehind' }>

/** Names of a checkpoint's fields that a recomputation can contradict. */
export type CheckpointField = Exclude<keyof CheckpointProposed, 'mode' | 'conversion' | 'rates'>

/** Computes the checkpoint of a cut over a base. */
export function computeCheckpoint(
  known: PotKnowledge,
  base: EpochBase,
  terms: CheckpointTerms,
): Result<ComputedCheckpoint, CheckpointError> {
  const { seq, mode, conversion, rates } = terms
  const heads = terms.cut.length
  if (heads > MAX_CUT_HEADS) return err({ type: 'TooManyHeads', heads, most: MAX_CUT_HEADS })
  const inside = eventsOfCut(terms.cut, known.eventById, base.inside)
  if (!inside.ok) return inside
  const facts = factsAtCut(known, base, inside.value, seq)
  const { tie, group, chainProblems } = facts
  for (const problem of chainProblems) if (problem.type === 'OldGroupBehind') return err(problem)
  const head = tie ? headAt(known, tie, seq) : ZERO_HASH
  if (head === undefined) return err({ type: 'ChainBehind', seq })
  const groupEpoch = (group?.epoch ?? 0n) + 1n
  const epoch = tie ? tie.baseEpoch + groupEpoch : facts.epoch + 1n
  const plan = planOf(facts, terms, { base: base.event, epoch, groupEpoch })
  if (!plan.ok) return plan
  const { legs, onChain, root, reasons, converted } = plan.value
  const { stateHash, parts } = hashState(facts, { epoch, mode, conversion, rates, plan: legs, seq, head })
  const body: CheckpointProposed = {
    group: tie?.group ?? null,
    epoch,
    base: base.event,
    seq,
    head,
    cut: terms.cut,
    mode,
    conversion,
    rates,
    plan: legs,
    stateHash,
    planRoot: root,
    legs: onChain,
  }
  return ok({ body, facts, inside: inside.value, parts, reasons, converted })
}

/** EP3: the fields in which a checkpoint differs from its recomputation, in the order of their names; empty when it is correct. */
export function differingFields(found: CheckpointProposed, expected: CheckpointProposed): readonly CheckpointField[] {
  const fields: readonly CheckpointField[] = [
    'base',
    'cut',
    'epoch',
    'group',
    'head',
    'legs',
    'plan',
    'planRoot',
    'seq',
    'stateHash',
  ]
  return fields.filter((field) => !sameBytes({ ...expected, [field]: found[field] }, expected))
}

function factsAtCut(known: PotKnowledge, base: EpochBase, inside: ReadonlySet<EventId>, seq: bigint): Facts {
  return foldEpoch({
    base: base.facts,
    events: known.events.filter(({ id }) => inside.has(id) && !base.inside.has(id)),
    causality: known.causality,
    positions: positionsOf(base.cut),
    historyOf: (tie) => historyOfTie(tie, known.histories),
    upTo: seq,
    // Between a base and its successor every other settlement is void (EP3, EP4).
    payingAt: (finalized, tie) =>
      isBaseOf(base, finalized, tie) ? { type: 'plan', checkpoint: base.event } : { type: 'void' },
  })
}

function headAt(known: PotKnowledge, tie: Tie, seq: bigint): Hash32 | undefined {
  return historyOfTie(tie, known.histories)?.events.find((event) => event.kind !== 'Attested' && event.seq === seq)
    ?.head
}

function sameBytes(a: CheckpointProposed, b: CheckpointProposed): boolean {
  return equalBytes(encodeCbor(checkpointSchema.encode(a)), encodeCbor(checkpointSchema.encode(b)))
}
