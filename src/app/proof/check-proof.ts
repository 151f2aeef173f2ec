// Everything of a proof file but its blocks: the history replays and leads to the head that the contract keeps, the log is what devices signed and names this very
// group, its rulebook gives the state and plan that were attested, and each leg is in that plan.

import type { HeadView, ProvenRecord } from '../../chain/index.ts'
import {
  canonicalOrder,
  chainLeg,
  err,
  fold,
  legLeaf,
  ok,
  parseEvent,
  potOf,
  replayGroup,
  verifyLegProof,
  type EventId,
  type GroupHistory,
  type GroupState,
  type Hash32,
  type HistoryError,
  type PlacedEvent,
  type PotFold,
  type PotId,
  type Result,
} from '../../domain/index.ts'
import type { ProofFile } from '../../formats/index.ts'
import { admitEvents, createReplica, eventsOf, type RefusalReason } from '../../log/index.ts'
import { provePot, type EpochProof } from '../prove.ts'

/** What a proof proves, given its blocks. */
export interface CheckedProof {
  readonly fold: PotFold
  readonly settlement: EpochProof
  readonly head: HeadView
}

/** What differs in a proof. */
export type ProofDifference =
  /** The history is not what the blocks prove; `position` counts its events from 0. */
  | { readonly type: 'HistoryDiffers'; readonly position: number }
  | { readonly type: 'HistoryBroken'; readonly error: HistoryError }
  /** The contract at the address runs other code than this build knows. */
  | { readonly type: 'UnknownCode'; readonly found: Hash32 }
  /** The history does not lead to the head that the contract keeps: events are left out, or made up. */
  | { readonly type: 'HeadDiffers'; readonly replayed: HeadView; readonly contract: HeadView }
  | { readonly type: 'LogRefused'; readonly event: EventId; readonly reason: RefusalReason['type'] }
  | { readonly type: 'LogIncomplete'; readonly event: EventId; readonly missing: readonly EventId[] }
  | { readonly type: 'LogNotInOrder' }
  /** The log is that of a pot that is not tied to this group. */
  | { readonly type: 'ForeignPot'; readonly pot: PotId; readonly group: Hash32 }
  | { readonly type: 'SettlementNotFinal'; readonly checkpoint: EventId }
  /** What the log gives is not what was attested. */
  | { readonly type: 'SettlementDiffers'; readonly fields: readonly string[] }
  /** A leg that is not, with these terms, in the plan that the log gives. */
  | { readonly type: 'LegOfOtherPlan'; readonly index: number }
  /** A leg whose siblings do not lead to the attested plan root. */
  | { readonly type: 'LegNotUnderRoot'; readonly index: number }

/** Checks a proof. `proven`: what its blocks prove, null where nothing can be proven and the history is somebody's word. */
export async function checkProof(
  file: ProofFile,
  proven: { readonly events: readonly PlacedEvent[]; readonly record: ProvenRecord } | null,
  knownCode: readonly Hash32[],
): Promise<Result<CheckedProof, ProofDifference>> {
  const group = checkHistory(file, proven, knownCode)
  if (!group.ok) return group
  const log = await readLog(file)
  if (!log.ok) return log
  const history: GroupHistory = { ...file.chain, events: file.history.map(({ event }) => event) }
  const folded = fold(log.value.events, [history])
  const { tie } = folded.open
  const { genesis, contract, createdAt } = file.chain
  const isOurs = tie?.genesis === genesis && tie.contract === contract && tie.group === file.chain.group
  if (!isOurs || tie.block !== createdAt)
    return err({ type: 'ForeignPot', pot: log.value.pot, group: file.chain.group })
  const settlement = checkSettlement(file, folded)
  if (!settlement.ok) return settlement
  const legs = checkLegs(file, folded)
  return legs.ok ? ok({ fold: folded, settlement: settlement.value, head: group.value }) : legs
}

/** Whether two placed events are one. */
export function isSamePlaced(a: PlacedEvent | undefined, b: PlacedEvent | undefined): boolean {
  return a !== undefined && b !== undefined && textOf(a) === textOf(b)
}

function checkHistory(
  { chain, history, blocks }: ProofFile,
  proven: { readonly events: readonly PlacedEvent[]; readonly record: ProvenRecord } | null,
  knownCode: readonly Hash32[],
): Result<GroupState, ProofDifference> {
  const hashes = new Set(blocks.map(({ number, hash }) => `${number}/${hash}`))
  const length = Math.max(history.length, proven?.events.length ?? 0)
  for (let position = 0; position < length; position++) {
    const stated = history[position]
    const isListed = stated && hashes.has(`${stated.at.blockNumber}/${stated.at.blockHash}`)
    if (!isListed || (proven && !isSamePlaced(stated, proven.events[position])))
      return err({ type: 'HistoryDiffers', position })
  }
  const group = replayGroup({ ...chain, events: history.map(({ event }) => event) })
  if (!group.ok) return err({ type: 'HistoryBroken', error: group.error })
  if (history[0]?.at.blockHash !== chain.createdAt) return err({ type: 'HistoryDiffers', position: 0 })
  if (!proven) return group
  const { codeHash, head } = proven.record
  if (!knownCode.includes(codeHash)) return err({ type: 'UnknownCode', found: codeHash })
  const { seq, head: replayed } = group.value
  return head.seq === seq && head.head === replayed
    ? group
    : err({ type: 'HeadDiffers', replayed: { seq, head: replayed }, contract: head })
}

async function readLog({
  events,
}: ProofFile): Promise<Result<{ readonly pot: PotId; readonly events: ReturnType<typeof eventsOf> }, ProofDifference>> {
  const first = events[0]
  const genesis = first && parseEvent(first.bytes)
  if (!first || !genesis?.ok)
    return err({ type: 'LogRefused', event: (first?.id ?? '') as EventId, reason: 'Malformed' })
  const replica = createReplica(potOf(genesis.value))
  const { refused, waiting } = await admitEvents(replica, events)
  if (refused[0]) return err({ type: 'LogRefused', event: refused[0].id, reason: refused[0].reason.type })
  if (waiting[0]) return err({ type: 'LogIncomplete', event: waiting[0].id, missing: waiting[0].missing })
  const admitted = eventsOf(replica)
  const ordered = canonicalOrder(admitted)
  const isInOrder = ordered.length === events.length && ordered.every(({ id }, i) => id === events[i]?.id)
  return isInOrder ? ok({ pot: replica.pot, events: admitted }) : err({ type: 'LogNotInOrder' })
}

function checkSettlement({ history, settlement }: ProofFile, folded: PotFold): Result<EpochProof, ProofDifference> {
  const { checkpoint, epoch } = settlement
  const anchor = folded.anchors.find(
    ({ finalized }) => finalized.checkpoint === checkpoint && finalized.epoch === epoch,
  )
  const found = provePot(folded, history).epochs.find((each) => each.checkpoint === checkpoint)
  if (!anchor || !found) return err({ type: 'SettlementNotFinal', checkpoint })
  return found.verdict === 'final' ? ok(found) : err({ type: 'SettlementDiffers', fields: found.differs })
}

function checkLegs({ chain, settlement, legs }: ProofFile, folded: PotFold): Result<null, ProofDifference> {
  const { checkpoint, epoch } = settlement
  const plan = folded.open.plans.get(checkpoint)?.plan ?? []
  const onChain = plan.flatMap((leg, index) => chainLeg(leg, index) ?? [])
  const anchor = folded.anchors.find(({ finalized }) => finalized.checkpoint === checkpoint)
  for (const [at, { leg, proof }] of legs.entries()) {
    if (!isSameLeg(leg, onChain[at])) return err({ type: 'LegOfOtherPlan', index: leg.index })
    const { planRoot, legs: count } = anchor?.finalized ?? { planRoot: '' as Hash32, legs: 0 }
    if (!verifyLegProof(planRoot, count, leg.index, legLeaf(chain.group, epoch, leg), proof))
      return err({ type: 'LegNotUnderRoot', index: leg.index })
  }
  return legs.length === onChain.length ? ok(null) : err({ type: 'LegOfOtherPlan', index: legs.length })
}

function isSameLeg(a: ProofFile['legs'][number]['leg'], b: typeof a | undefined): boolean {
  return b !== undefined && textOf(a) === textOf(b)
}

/** Fields in alphabetical order, so that two objects of the same content have one text. */
function textOf(value: object): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'bigint') return `${part}n`
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1)))
  })
}
