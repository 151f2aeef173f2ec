// EP9: the part of the fold about ties of the pot to a group of the contract.

import type { Causality } from '../epochs/causality.ts'
import type { EventOf } from '../events/event.ts'
import { electorsKnownTo, isMajority, membersKnownTo } from '../people/electorate.ts'
import { memberOf, type Draft, type Facts, type NotCounting, type Tie } from '../facts.ts'
import type { EventId, MemberId } from '../ids.ts'

type TieEvent = EventOf<'pot.tied'>
type ProposedTie = Facts['proposedTies'] extends ReadonlyMap<EventId, infer P> ? P : never

/** A tie is proposed by a member's device, which signs it thereby. Why it does not count, if it does not. */
export function proposeTie(draft: Draft, event: TieEvent, causality: Causality): NotCounting | undefined {
  const member = memberOf(draft, event.device)
  if (member === undefined) return { type: 'DeviceUnknown' }
  if (!isNext(draft, event)) return { type: 'TieRefused' }
  draft.proposedTies.set(event.id, { tie: event, signers: new Set(hasChosen(draft, event, member) ? [] : [member]) })
  takeEffect(draft, event.id, causality)
  return undefined
}

/** EP9: of several ties that follow the same one a member co-signs one; a second signature does not count. */
export function signTie(draft: Draft, event: EventOf<'tie.signed'>, causality: Causality): NotCounting | undefined {
  const member = memberOf(draft, event.device)
  const proposed = draft.proposedTies.get(event.body.tie)
  if (member === undefined) return { type: 'DeviceUnknown' }
  if (!proposed) return { type: 'UnknownEvent', event: event.body.tie }
  if (hasChosen(draft, proposed.tie, member)) return { type: 'AlreadyDone' }
  draft.proposedTies.set(event.body.tie, { ...proposed, signers: new Set([...proposed.signers, member]) })
  takeEffect(draft, event.body.tie, causality)
  return undefined
}

/** EP9: the ties after `earlier` up to the one in effect, in their order; with `earlier` itself, if there is one. */
export function tiesSince(
  { tie, proposedTies }: Pick<Facts, 'tie' | 'proposedTies'>,
  earlier: Tie | null,
): readonly Tie[] {
  if (!tie || tie.event === earlier?.event || tie.previous === null) return tie ? [tie] : []
  // What a tie follows was in effect, so it was proposed.
  const { tie: before } = proposedTies.get(tie.previous) as ProposedTie
  return [...tiesSince({ tie: tieOf(before), proposedTies }, earlier), tie]
}

/** EP9: a tie follows the one in effect, counts on from the pot's epoch, and says where the old group's history ends. */
function isNext(draft: Draft, { body }: TieEvent): boolean {
  const follows = body.previous === (draft.tie?.event ?? null) && body.baseEpoch === draft.epoch
  return follows && (body.last === null) === (body.previous === null)
}

function hasChosen(draft: Draft, { body }: TieEvent, member: MemberId): boolean {
  return [...draft.proposedTies.values()].some(
    ({ tie, signers }) =>
      tie.body.previous === body.previous && tie.body.baseEpoch === body.baseEpoch && signers.has(member),
  )
}

/** EP9: in effect once every member whose device the tie's author knew has signed, or a majority of them and the tie names the rest. */
function takeEffect(draft: Draft, id: EventId, causality: Causality): void {
  const proposed = draft.proposedTies.get(id)
  if (!proposed || !isNext(draft, proposed.tie)) return
  const members = membersKnownTo(draft, id, causality)
  const missing = members.filter((member) => !proposed.signers.has(member))
  const excused = missing.every((member) => proposed.tie.body.unreachable.includes(member))
  const electors = electorsKnownTo(draft, [proposed.tie], causality)
  if (excused && isMajority(proposed.signers, electors)) draft.tie = tieOf(proposed.tie)
}

function tieOf({ body, id }: TieEvent): Tie {
  return { ...body, event: id }
}
