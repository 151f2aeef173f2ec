// The part of the fold about the chain: the group's roster, and payments as transfers of the pot (BA3).

import type { ChainEvent, Finalized } from './chain-event.ts'
import { sumEffects, transferEffect } from '../money/effect.ts'
import type { Leg } from '../events/event.ts'
import type { Draft, Group, MoveSource, Paying, Tie } from '../facts.ts'
import type { H160, MemberId } from '../ids.ts'
import { turnPairs, type PairAmount } from '../settling/pair-amount.ts'

/** What the settlement that a `Finalized` of a tie's group made final means to the pot. */
export type PayingAt = (finalized: Finalized, tie: Tie) => Paying

type LegEvent = Extract<ChainEvent, { readonly kind: 'Paid' | 'Acknowledged' }>

/** Folds the events of a tie's group after the draft's position, up to and including `upTo`. They are those of a replayed history (AN3). */
export function foldChain(
  draft: Draft,
  tie: Tie,
  events: readonly ChainEvent[],
  upTo: bigint,
  payingAt: PayingAt,
): void {
  for (const event of events) {
    if (event.kind === 'Attested' || event.seq <= draft.seq || event.seq > upTo) continue
    draft.seq = event.seq
    draft.group = nextGroup(draft.group, event)
    if (event.kind === 'Finalized') draft.paying = payingAt(event, tie)
    if (event.kind === 'Paid' || event.kind === 'Acknowledged') creditLeg(draft, tie, event)
  }
}

function nextGroup(group: Group | null, event: Exclude<ChainEvent, { readonly kind: 'Attested' }>): Group {
  const { seq, head } = event
  if (event.kind === 'GroupCreated') return { members: event.members, quorum: event.quorum, seq, head, epoch: 0n }
  if (!group) throw new Error('a history that does not start with GroupCreated was not replayed before')
  if (event.kind === 'RosterChanged') return { ...group, members: event.members, quorum: event.quorum, seq, head }
  return { ...group, seq, head, epoch: event.kind === 'Finalized' ? event.epoch : group.epoch }
}

/** BA3: a leg of the plan in force is a transfer of its pot-currency amount; EP3: of a void settlement, only the token that moved counts. */
function creditLeg(draft: Draft, tie: Tie, event: LegEvent): void {
  const { paying } = draft
  if (paying.type === 'plan') {
    const plan = draft.plans.get(paying.checkpoint)
    const leg = plan?.plan[event.index]
    if (!plan || !leg || !isLeg(event, leg)) {
      draft.chainProblems = [...draft.chainProblems, { type: 'LegNotInPlan', seq: event.seq, index: event.index }]
      return
    }
    draft.plans.set(paying.checkpoint, { ...plan, done: new Set([...plan.done, event.index]) })
    const source = { type: 'leg', seq: event.seq, checkpoint: paying.checkpoint, index: event.index } as const
    credit(draft, source, leg)
  }
  if (paying.type === 'void' && event.kind === 'Paid') {
    const [from, to] = [memberAt(draft, tie, event.payer), memberAt(draft, tie, event.payee)]
    const { token } = tie
    if (from !== undefined && to !== undefined)
      credit(draft, { type: 'void', seq: event.seq }, { from, to, currency: token, amount: event.planck })
  }
}

function isLeg(event: LegEvent, { onChain, planck }: Leg): boolean {
  const sameAddresses = event.payer === onChain?.payer && event.payee === onChain.payee
  return sameAddresses && event.memo === onChain.memo && event.planck === planck
}

/** Adds a payment from one member to another, its amount above zero, to the balances. */
export function credit(draft: Draft, source: MoveSource, payment: PairAmount): void {
  const { from, to, currency, amount } = payment
  const effect = transferEffect(from, to, currency, amount)
  const debts = turnPairs([{ from, to, currency, amount }])
  draft.moves = [...draft.moves, { source, epoch: draft.epoch, effect, debts }]
  draft.nets = sumEffects([...draft.nets, ...effect])
}

function memberAt(draft: Draft, tie: Tie, address: H160): MemberId | undefined {
  return draft.bindings.find((binding) => binding.address === address && binding.genesis === tie.genesis)?.member
}
