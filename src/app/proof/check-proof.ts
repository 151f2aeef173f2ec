// Everything of a proof file but its blocks: the history replays and leads to the head that the contract keeps, the log is what devices signed and names this very
// group, its rulebook gives the state and plan that were attested, and each leg is in that plan.

import type { HeadView, ProvenRecord } from '../../chain/index.ts'
import {
  chainLeg,
  err,
  fold,
  legLeaf,
  ok,
  replayGroup,
  verifyLegProof,
  type Currency,
  type GroupHistory,
  type GroupState,
  type Hash32,
  type PlacedEvent,
  type PotFold,
  type Result,
} from '../../domain/index.ts'
import type { ProofFile } from '../../formats/index.ts'
import { provePot, type EpochProof } from '../prove.ts'
import type { ProofDifference } from './proof-difference.ts'
import { readProofLog } from './read-proof-log.ts'

/** What a proof proves, given its blocks. */
export interface CheckedProof {
  readonly fold: PotFold
  readonly settlement: EpochProof
  readonly head: HeadView
  /** What the pot's tie names as what the contract pays in. No block of the proof shows the contract's own word on that; a node does. */
  readonly token: Currency
}

/** Checks a proof. `proven`: what its blocks prove, null where nothing can be proven and the history is somebody's word. */
export async function checkProof(
  file: ProofFile,
  proven: { readonly events: readonly PlacedEvent[]; readonly record: ProvenRecord } | null,
  knownCode: readonly Hash32[],
): Promise<Result<CheckedProof, ProofDifference>> {
  const group = checkHistory(file, proven, knownCode)
  if (!group.ok) return group
  const log = await readProofLog(file)
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
  return legs.ok ? ok({ fold: folded, settlement: settlement.value, head: group.value, token: tie.token }) : legs
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
