// The part of the fold about what members promise each other in the log: checkpoints, their signatures, and money received outside the chain.

import { credit } from '../group/fold-chain.ts'
import type { EventOf, PotEvent } from '../events/event.ts'
import { legKey, memberOf, type Draft, type Facts, type NotCounting } from '../facts.ts'
import type { EventId } from '../ids.ts'
import { mergedMember } from '../people/merged-members.ts'

/** Folds checkpoints, their signatures and confirmed legs out of the counting events of an epoch, in canonical order. */
export function foldAgreements(draft: Draft, events: readonly PotEvent[]): void {
  for (const event of events) {
    const reason =
      event.kind === 'checkpoint.proposed' || event.kind === 'checkpoint.signed'
        ? sign(draft, event)
        : event.kind === 'leg.confirmed'
          ? confirmLeg(draft, event)
          : undefined
    if (reason) draft.notCounting.set(event.id, reason)
  }
}

/** EP8: proposing a checkpoint signs it. */
function sign(
  draft: Draft,
  event: EventOf<'checkpoint.proposed'> | EventOf<'checkpoint.signed'>,
): NotCounting | undefined {
  if (memberOf(draft, event.device) === undefined) return { type: 'DeviceUnknown' }
  if (event.kind === 'checkpoint.proposed') {
    draft.checkpoints.set(event.id, { event, signers: new Set([event.device]) })
    return undefined
  }
  const known = draft.checkpoints.get(event.body.checkpoint)
  if (!known) return { type: 'UnknownEvent', event: event.body.checkpoint }
  draft.checkpoints.set(known.event.id, { ...known, signers: new Set([...known.signers, event.device]) })
  return undefined
}

/** BA5: once per leg, by the payee; a leg of the chain only if its settlement was superseded while the leg was open. */
function confirmLeg(draft: Draft, event: EventOf<'leg.confirmed'>): NotCounting | undefined {
  const { checkpoint, index } = event.body
  const member = memberOf(draft, event.device)
  if (member === undefined) return { type: 'DeviceUnknown' }
  const body = draft.checkpoints.get(checkpoint)?.event.body
  const leg = body?.plan[index]
  if (!body || !leg) return { type: 'UnknownEvent', event: checkpoint }
  if (member !== mergedMember(draft, leg.to)) return { type: 'NotPayee' }
  if (!draft.members.has(leg.from)) return { type: 'UnknownMember', member: leg.from }
  if (!canConfirmLeg(draft, checkpoint, index)) return { type: 'AlreadyDone' }
  draft.confirmed.set(legKey(checkpoint, index), { checkpoint, index, event: event.id })
  credit(draft, { type: 'confirmed', event }, leg)
  return undefined
}

/**
 * BA5: whether a confirmation of this leg would count: once, for money that was received (whoever proposed the checkpoint may have written any
 * amount), and for a leg of the chain only if its settlement was superseded, or the pot left its group (EP9), while it was open.
 */
export function canConfirmLeg(
  facts: Pick<Facts, 'confirmed' | 'checkpoints' | 'plans' | 'epoch' | 'tie'>,
  checkpoint: EventId,
  index: number,
): boolean {
  const body = facts.checkpoints.get(checkpoint)?.event.body
  const leg = body?.plan[index]
  if (!body || !leg || leg.amount <= 0n || facts.confirmed.has(legKey(checkpoint, index))) return false
  if (index >= body.legs) return true
  const plan = facts.plans.get(checkpoint)
  return plan !== undefined && !plan.done.has(index) && (plan.epoch < facts.epoch || plan.tie !== facts.tie?.event)
}
