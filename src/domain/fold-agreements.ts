// The part of the fold about what members promise each other in the log: checkpoints, their signatures, and money received outside the chain.

import { credit } from './fold-chain.ts'
import { transferEffect } from './effect.ts'
import type { EventOf, PotEvent } from './event.ts'
import { legKey, memberOf, type Draft, type NotCounting } from './facts.ts'

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
function sign(draft: Draft, event: EventOf<'checkpoint.proposed'> | EventOf<'checkpoint.signed'>): NotCounting | undefined {
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
  const body = draft.checkpoints.get(checkpoint)?.event.body
  const leg = body?.plan[index]
  if (!body || !leg) return { type: 'UnknownEvent', event: checkpoint }
  if (memberOf(draft, event.device) !== leg.to) return { type: 'NotPayee' }
  if (draft.confirmed.has(legKey(checkpoint, index)) || !mayConfirm(draft, checkpoint, index, body.legs)) return { type: 'AlreadyDone' }
  draft.confirmed.set(legKey(checkpoint, index), { checkpoint, index, event: event.id })
  credit(draft, transferEffect(leg.from, leg.to, leg.currency, leg.amount))
  return undefined
}

function mayConfirm(draft: Draft, checkpoint: string, index: number, legs: number): boolean {
  if (index >= legs) return true
  const plan = [...draft.plans.values()].find((known) => known.checkpoint === checkpoint)
  return plan !== undefined && !plan.done.has(index) && plan.epoch < draft.epoch
}
