// EP9: the part of the fold about ties of the pot to a group of the contract.

import type { Causality } from './causality.ts'
import type { EventOf } from './event.ts'
import { memberOf, membersKnownTo, type Draft, type NotCounting } from './facts.ts'
import type { EventId } from './ids.ts'

/** A tie is proposed by a member's device, which signs it thereby. Why it does not count, if it does not. */
export function proposeTie(draft: Draft, event: EventOf<'pot.tied'>, causality: Causality): NotCounting | undefined {
  const member = memberOf(draft, event.device)
  if (member === undefined) return { type: 'DeviceUnknown' }
  // A successor of a tie in effect is kept and waits for software that moves pots between groups.
  if (draft.tie || event.body.previous !== null || event.body.baseEpoch !== 0n) return { type: 'TieRefused' }
  const alreadySigned = [...draft.proposedTies.values()].some(({ signers }) => signers.has(member))
  draft.proposedTies.set(event.id, { tie: event, signers: new Set(alreadySigned ? [] : [member]) })
  takeEffect(draft, event.id, causality)
  return undefined
}

/** EP9: of several first ties a member co-signs one; a second signature does not count. */
export function signTie(draft: Draft, event: EventOf<'tie.signed'>, causality: Causality): NotCounting | undefined {
  const member = memberOf(draft, event.device)
  const proposed = draft.proposedTies.get(event.body.tie)
  if (member === undefined) return { type: 'DeviceUnknown' }
  if (!proposed) return { type: 'UnknownEvent', event: event.body.tie }
  if ([...draft.proposedTies.values()].some(({ signers }) => signers.has(member))) return { type: 'AlreadyDone' }
  draft.proposedTies.set(event.body.tie, { ...proposed, signers: new Set([...proposed.signers, member]) })
  takeEffect(draft, event.body.tie, causality)
  return undefined
}

/** EP9: in effect once every member whose device the tie's author knew has signed, or a majority of them and the tie names the rest. */
function takeEffect(draft: Draft, id: EventId, causality: Causality): void {
  const proposed = draft.proposedTies.get(id)
  if (!proposed || draft.tie) return
  const members = membersKnownTo(draft, id, causality)
  const missing = members.filter((member) => !proposed.signers.has(member))
  const excused = missing.every((member) => proposed.tie.body.unreachable.includes(member))
  if (excused && 2 * (members.length - missing.length) > members.length) draft.tie = { ...proposed.tie.body, event: id }
}
