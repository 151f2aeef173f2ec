import { accountIdToH160, agreementOn, legsOf, proposalHash, type ProvenLeg } from '../../app/index.ts'
import type { EventId, EventOf, Member, PlacedEvent, PotFold } from '../../domain/index.ts'

/** How far a settlement has come. */
export type SettlementStage =
  /** Members are asked to agree. */
  | { readonly type: 'proposed' }
  /** Everybody asked has agreed; in a tied pot the chain comes next. */
  | { readonly type: 'agreed' }
  /** Final on the chain in this block; payments are open. */
  | { readonly type: 'final'; readonly blockNumber: number | null }
  /** Final or agreed, and every payment is done. */
  | { readonly type: 'done'; readonly blockNumber: number | null }
  /** Another settlement was final first, or the pot has moved on: it cannot become final any more. */
  | { readonly type: 'outdated' }
  /** Final on the chain, but not what this device computes (EP3), or what it computes from is missing. */
  | { readonly type: 'void' }
  | { readonly type: 'waiting' }

/** Where a settlement stands, from the log and the chain alone. */
export function settlementStage(fold: PotFold, checkpoint: EventId, placed: readonly PlacedEvent[]): SettlementStage {
  const anchor = fold.anchors.find(({ finalized }) => finalized.checkpoint === checkpoint)
  const isDone = legsOfSettlement(fold, checkpoint, placed).every(({ status }) => status.type !== 'open')
  if (anchor?.verdict.type === 'void') return { type: 'void' }
  if (anchor?.verdict.type === 'waiting') return { type: 'waiting' }
  if (anchor?.verdict.type === 'superseded') return { type: 'outdated' }
  if (anchor) {
    const blockNumber =
      placed.find(({ event }) => event.kind === 'Finalized' && event.seq === anchor.finalized.seq)?.at.blockNumber ??
      null
    return { type: isDone ? 'done' : 'final', blockNumber }
  }
  const body = bodyOf(fold, checkpoint)
  if (!body || body.base !== fold.base.event) return { type: 'outdated' }
  const { isAgreed } = agreementOn(fold, checkpoint)
  if (!fold.open.tie) return isAgreed ? { type: isDone ? 'done' : 'agreed', blockNumber: null } : { type: 'proposed' }
  // AN2: votes count at the head that the proposal names; once the group has moved on, it takes a new proposal.
  if (fold.open.group && body.seq !== fold.open.group.seq) return { type: 'outdated' }
  return { type: isAgreed ? 'agreed' : 'proposed' }
}

/** A settlement's payments with how each stands. */
export function legsOfSettlement(
  fold: PotFold,
  checkpoint: EventId,
  placed: readonly PlacedEvent[],
): readonly ProvenLeg[] {
  const body = bodyOf(fold, checkpoint)
  return body ? legsOf(body, checkpoint, fold.open, placed) : []
}

/** Members who attested a settlement on the chain, and everybody in the roster who has not. Names by wallet binding. */
export function attestationsOf(
  fold: PotFold,
  checkpoint: EventId,
  placed: readonly PlacedEvent[],
): { readonly given: readonly Member['id'][]; readonly awaited: readonly Member['id'][] } {
  const { tie, group, bindings } = fold.open
  const body = bodyOf(fold, checkpoint)
  if (!tie || !group || !body) return { given: [], awaited: [] }
  const { stateHash, planRoot, legs } = body
  const proposal = proposalHash(tie.group, {
    kind: 'Settlement',
    epoch: body.epoch - tie.baseEpoch,
    stateHash,
    planRoot,
    legs,
    checkpoint,
  })
  const voters = new Set(
    placed.flatMap(({ event }) => (event.kind === 'Attested' && event.proposal === proposal ? [event.by] : [])),
  )
  const members = group.members.map((address) => ({
    address,
    member: bindings.findLast((binding) => accountIdToH160(binding.wallet) === address)?.member,
  }))
  const known = members.flatMap(({ address, member }) => (member ? [{ address, member }] : []))
  return {
    given: known.filter(({ address }) => voters.has(address)).map(({ member }) => member),
    awaited: known.filter(({ address }) => !voters.has(address)).map(({ member }) => member),
  }
}

function bodyOf({ known }: PotFold, checkpoint: EventId): EventOf<'checkpoint.proposed'>['body'] | undefined {
  const event = known.eventById.get(checkpoint)
  return event?.kind === 'checkpoint.proposed' ? event.body : undefined
}
