// ME1, ME5, ME6: who speaks, and which events count. Each depends on the other: a device is excluded by those who speak, and who speaks follows
// from events that are not excluded. So the epoch is passed over with the revocations and choices of branches found so far until none is new; what
// was found once stays.

import type { Choice } from './branch-votes.ts'
import type { Causality } from '../epochs/causality.ts'
import { deviceChains } from '../epochs/device-chains.ts'
import type { PotEvent } from '../events/event.ts'
import type { Draft, Member } from '../facts.ts'
import { foldRound, isVoiceEvent, type Round } from './fold-round.ts'
import { foldVotes } from './fold-votes.ts'
import type { DeviceId } from '../ids.ts'
import { beyond, isInEffect, limitsOf, type Limits } from '../limits.ts'
import { isPromise, witnessesOf } from './witness.ts'

/**
 * How often an epoch is passed over at most. Each round is asked for by a revocation or a choice that only the round before made possible, so
 * nobody who means well comes near; after these no more come into effect, so that nobody who does not can make a pot slow.
 */
const MAX_ROUNDS = 32

/** Who may be heard in an epoch. */
export interface Hearing {
  /** The epoch's events. */
  readonly events: readonly PotEvent[]
  /** Those of them that this software understands, and those that waited to be heard before, in canonical order. */
  readonly known: readonly PotEvent[]
  /** Position that each device reached in the base's cut. */
  readonly positions: ReadonlyMap<DeviceId, number>
  readonly causality: Causality
}

/** Folds devices, members and votes, and answers the events that count as far as their devices are concerned, in canonical order. */
export function foldVoices(draft: Draft, { events, known, positions, causality }: Hearing): readonly PotEvent[] {
  const limits = limitsOf(deviceChains(events), positions, draft)
  const voiceEvents = known.filter(isVoiceEvent)
  let choices: readonly Choice[] = []
  for (let left = MAX_ROUNDS; ; left--) {
    const round = foldRound(draft, voiceEvents, limits, causality, left <= 0)
    if (round.reachesBack) continue
    const counting = countingEvents(known, round, limits, causality)
    const people = { ...round, founder: draft.founder, votes: draft.votes, unreachable: draft.unreachable }
    const decided = foldVotes(
      people,
      counting.filter(({ id }) => !round.notCounting.has(id)),
      limits,
      choices,
      causality,
    )
    if (left > 0 && decided.choices.length > choices.length) {
      choices = decided.choices
      for (const [device, branch] of decided.branches) limits.branches.set(device, branch)
      continue
    }
    for (const [id, reason] of decided.refused) round.notCounting.set(id, reason)
    Object.assign(draft, {
      members: usableDevices(round, limits),
      devices: round.devices,
      claims: round.claims,
      notCounting: round.notCounting,
      forked: limits.forked,
      branches: new Map(Array.from(limits.branches, ([device, { tip }]) => [device, tip])),
      revoked: limits.revoked,
      votes: decided.votes,
      unreachable: decided.unreachable,
    })
    return counting
  }
}

/** ME6: what lies within its device's limits, revocations in effect, and promises that others had relied on. */
function countingEvents(
  known: readonly PotEvent[],
  round: Round,
  limits: Limits,
  causality: Causality,
): readonly PotEvent[] {
  const witnesses = witnessesOf(round, limits, causality)
  return known.filter((event) => {
    const reason = beyond(limits, event)
    if (!reason || isInEffect(limits, event) || round.kept.has(event.id)) return true
    if (event.kind !== 'claim.confirmed' && isPromise(event) && witnesses.anyone(event)) return true
    round.notCounting.set(event.id, reason)
    return false
  })
}

/** ME6: a revoked device is none of its member's any more. */
function usableDevices({ members }: Round, { revoked }: Limits): ReadonlyMap<string, Member> {
  for (const [id, member] of members) {
    const devices = member.devices.filter((device) => !revoked.has(device))
    if (devices.length < member.devices.length) members.set(id, { ...member, devices })
  }
  return members
}
