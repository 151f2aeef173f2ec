import type { Causality } from '../epochs/causality.ts'
import type { Branch } from './branch.ts'
import { createBallot, type Ballot, type Vote } from './ballot.ts'
import { createBranchVotes, type Choice } from './branch-votes.ts'
import type { PotEvent } from '../events/event.ts'
import { memberOf, type Facts, type NotCounting } from '../facts.ts'
import type { DeviceId, EventId, MemberId } from '../ids.ts'
import type { Limits } from '../limits.ts'

/** Where the votes stand, and which do not count. */
export interface Tally extends Pick<Facts, 'votes' | 'unreachable'> {
  /** The choices known before, and those that were found. */
  readonly choices: readonly Choice[]
  /** The branches that they make. */
  readonly branches: ReadonlyMap<DeviceId, Branch>
  readonly refused: ReadonlyMap<EventId, NotCounting>
}

/**
 * ME5: the votes among an epoch's counting events, in canonical order. When they decide on branches that are not among the `choices` known so far,
 * who speaks has to be folded again with those.
 */
export function foldVotes(
  people: Pick<Facts, 'founder' | 'members' | 'devices' | 'votes' | 'unreachable'>,
  events: readonly PotEvent[],
  limits: Limits,
  choices: readonly Choice[],
  causality: Causality,
): Tally {
  const ballot = createBallot(people, causality)
  const branches = createBranchVotes(people, ballot, limits, choices)
  const unreachable = new Map(people.unreachable)
  const refused = new Map<EventId, NotCounting>()
  for (const event of events) {
    if (event.kind === 'member.returned') {
      unreachable.delete(event.body.member)
      ballot.close({ type: 'unreachable', member: event.body.member })
    }
    if (event.kind !== 'vote.cast') continue
    const { motion } = event.body
    const found =
      memberOf(people, event.device) === undefined
        ? ({ type: 'DeviceUnknown' } as const)
        : motion.type === 'branch'
          ? branches.cast(event, motion)
          : voteOnMember(event, motion.member, people, ballot, unreachable)
    if (found) refused.set(event.id, found)
  }
  return { ...branches.outcome(), votes: ballot.votes, unreachable, refused }
}

function voteOnMember(
  vote: Vote,
  member: MemberId,
  { members }: Pick<Facts, 'members'>,
  ballot: Ballot,
  unreachable: Map<MemberId, EventId>,
): NotCounting | undefined {
  if (!members.has(member)) return { type: 'UnknownMember', member }
  const votes = unreachable.has(member) ? undefined : ballot.cast(vote)
  if (!votes) return { type: 'AlreadyDone' }
  if (!ballot.isPassed(votes)) return undefined
  unreachable.set(member, vote.id)
  ballot.close(vote.body.motion)
  return undefined
}
