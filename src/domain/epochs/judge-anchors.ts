// All `Finalized` of all groups together: which of the correct ones stand, and which epoch is open (EP4, EP9).

import type { Anchor, Anchors, AnchorVerdict } from './anchor.ts'
import type { Finalized, GroupHistory } from '../group/chain-event.ts'
import { genesisBase, type EpochBase } from './epoch-base.ts'
import type { EventOf } from '../events/event.ts'
import { tiesSince } from '../group/fold-tie.ts'
import { historyOfTie } from '../group/history-of-tie.ts'
import type { EventId } from '../ids.ts'
import { closedBase, judgeAnchor, type OwnVerdict } from './judge-anchor.ts'
import type { PotKnowledge } from './pot-knowledge.ts'

/** Correct settlements, which stay correct whatever arrives, by the head to which each moved its group, and the bases that they made. */
export type AnchorMemo = Map<string, { readonly verdict: OwnVerdict; readonly base: EpochBase }>

/** A `Finalized` under judgement; no verdict yet as long as nothing is known of its base. */
interface Candidate {
  readonly history: GroupHistory
  readonly finalized: Finalized
  verdict: OwnVerdict | null
}

/**
 * Judges every `Finalized` of the known histories: a function of the set of events and the histories alone. A base may be of another group (EP9),
 * so they are gone through until nothing new is known. `memo` keeps verdicts from one call to the next.
 */
export function judgeAnchors(known: PotKnowledge, memo: AnchorMemo = new Map()): Anchors {
  const genesis = genesisBase(known.genesis)
  /** The base that each correct settlement makes, whether or not another one replaces it. */
  const bases = new Map<EventId, EpochBase>([[genesis.event, genesis]])
  const candidates = known.histories.flatMap((history) =>
    history.events.flatMap((finalized): readonly Candidate[] =>
      finalized.kind === 'Finalized' ? [{ history, finalized, verdict: null }] : [],
    ),
  )
  for (let count = 0; count < bases.size;) {
    count = bases.size
    for (const candidate of candidates) if (candidate.verdict === null) judgeOnce(known, candidate, bases, memo)
  }
  while (candidates.some((candidate) => judgeBaseless(known, candidate, candidates)));
  return standing(known, candidates, bases, genesis)
}

function judgeOnce(known: PotKnowledge, candidate: Candidate, bases: Map<EventId, EpochBase>, memo: AnchorMemo): void {
  const { history, finalized } = candidate
  const key = `${history.genesis}.${history.contract}.${history.createdAt}.${finalized.head}`
  const kept = memo.get(key)
  const verdict = kept?.verdict ?? judgeAnchor(known, history, finalized, bases)
  const base = kept?.base ?? (verdict?.type === 'final' ? closedBase(verdict.computed, finalized) : null)
  candidate.verdict = verdict
  if (!verdict || !base) return
  bases.set(base.event, base)
  memo.set(key, { verdict, base })
}

/** EP4: what stands on a settlement that waits, waits for the same. Whether this found a verdict for one that had none. */
function judgeBaseless(known: PotKnowledge, candidate: Candidate, all: readonly Candidate[]): boolean {
  if (candidate.verdict !== null) return false
  const { history, finalized } = candidate
  // Whose base is sought has a checkpoint that is here.
  const { base } = (known.eventById.get(finalized.checkpoint) as EventOf<'checkpoint.proposed'>).body
  const awaited = all
    .filter(({ finalized: { checkpoint: id, seq }, history: other }) => {
      return id === base && (other !== history || seq < finalized.seq)
    })
    .map(({ verdict }) => verdict)
  if (awaited.includes(null)) return false
  const waiting = awaited.find((verdict) => verdict?.type === 'waiting')
  const isElsewhere = awaited.length === 0 && isOfOldGroup(known, history, base)
  candidate.verdict =
    waiting ?? (isElsewhere ? { type: 'waiting', missing: base } : { type: 'void', differs: ['base'] })
  return true
}

/** EP9: whether this checkpoint may be final in a group that the pot left for the one of `history`; that group's history is not here as far. */
function isOfOldGroup({ eventById, events }: PotKnowledge, history: GroupHistory, id: EventId): boolean {
  const checkpoint = eventById.get(id)
  if (checkpoint?.kind !== 'checkpoint.proposed' || checkpoint.body.group === history.group) return false
  return events.some(
    (event) =>
      event.kind === 'pot.tied' && event.body.previous !== null && historyOfTie(event.body, [history]) !== undefined,
  )
}

/**
 * EP4: the last correct settlement decides. What it stands on stands, whatever else came before it is replaced. EP9: of correct settlements of a
 * group and of one that the pot moved on to, the latter come later.
 */
function standing(
  known: PotKnowledge,
  candidates: readonly Candidate[],
  bases: ReadonlyMap<EventId, EpochBase>,
  genesis: EpochBase,
): Anchors {
  const [last] = candidates
    .flatMap(({ history, finalized, verdict }) =>
      verdict?.type === 'final' ? [{ history, finalized, ties: tiesSince(verdict.computed.facts, null) }] : [],
    )
    .toReversed()
    .toSorted((a, b) => b.ties.length - a.ties.length)
  const chosen = last && (bases.get(last.finalized.checkpoint) as EpochBase)
  const left = last?.ties.slice(0, -1) ?? []
  const leftHistories = new Set(left.map((tie) => historyOfTie(tie, known.histories)))
  const under = basesUnder(chosen, bases)
  const anchors = candidates.map(({ history, finalized, verdict }): Anchor => {
    const isBefore = history === last?.history ? finalized.seq < last.finalized.seq : leftHistories.has(history)
    const isReplaced =
      verdict?.type === 'final' ? !under.has(finalized.checkpoint) : verdict?.type === 'waiting' && isBefore
    return { finalized, verdict: isReplaced ? { type: 'superseded' } : (verdict as AnchorVerdict) }
  })
  return { anchors, base: chosen ?? genesis }
}

/** The checkpoints from the last base back to the first. */
function basesUnder(last: EpochBase | undefined, bases: ReadonlyMap<EventId, EpochBase>): ReadonlySet<EventId> {
  const under = new Set<EventId>()
  for (let base = last; base; base = base.before === null ? undefined : bases.get(base.before)) under.add(base.event)
  return under
}
