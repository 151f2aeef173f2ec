// The legs of a plan and how each of them stands: what the chain has done, and what people have confirmed outside it.

import {
  legKey,
  type CheckpointProposed,
  type Currency,
  type EventId,
  type Facts,
  type FinalPlan,
  type Leg,
  type MemberId,
  type PlacedEvent,
} from '../domain/index.ts'

/** How a leg stands: open, or done on the chain, or confirmed by its payee outside the chain. */
export type LegStatus =
  | { readonly type: 'open' }
  | { readonly type: 'paid' | 'acknowledged'; readonly at: PlacedEvent['at'] | null }
  | { readonly type: 'confirmed'; readonly event: EventId }

/** A leg with its place in the plan, its people by name, and where it stands. */
export interface ProvenLeg {
  readonly index: number
  readonly from: MemberId
  readonly to: MemberId
  readonly amount: bigint
  readonly currency: Currency
  readonly planck: bigint
  readonly isOnChain: boolean
  readonly status: LegStatus
}

/** Legs of a settled or proposed plan, with how each stands. */
export function legsOf(
  body: Pick<CheckpointProposed, 'plan' | 'legs'>,
  checkpoint: EventId,
  facts: Facts,
  placed: readonly PlacedEvent[],
): readonly ProvenLeg[] {
  const plan = facts.plans.get(checkpoint)
  return body.plan.map((leg, index) => ({
    index,
    from: leg.from,
    to: leg.to,
    amount: leg.amount,
    currency: leg.currency,
    planck: leg.planck,
    isOnChain: index < body.legs,
    status: statusOf(leg, index, checkpoint, plan, facts, placed),
  }))
}

function statusOf(
  leg: Leg,
  index: number,
  checkpoint: EventId,
  plan: FinalPlan | undefined,
  facts: Facts,
  placed: readonly PlacedEvent[],
): LegStatus {
  const confirmed = facts.confirmed.get(legKey(checkpoint, index))
  if (confirmed) return { type: 'confirmed', event: confirmed.event }
  if (!leg.onChain || !plan?.done.has(index)) return { type: 'open' }
  const done = placed.find(
    ({ event }) =>
      (event.kind === 'Paid' || event.kind === 'Acknowledged') &&
      event.epoch === plan.groupEpoch &&
      event.index === index,
  )
  return { type: done?.event.kind === 'Acknowledged' ? 'acknowledged' : 'paid', at: done?.at ?? null }
}
