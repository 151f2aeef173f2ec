// ME5: the votes on what is not decided yet.

import type { Causality } from './causality.ts'
import { electorsKnownTo, isMajority } from './electorate.ts'
import type { EventOf, Motion } from './event.ts'
import { memberOf, type Facts } from './facts.ts'
import type { MemberId } from './ids.ts'

/** A vote of a device that speaks for a member. */
export type Vote = EventOf<'vote.cast'>

/** Votes by subject: a device that forked, or a member. */
export interface Ballot {
  /** Takes in a vote and answers all on its subject; undefined for a second one of the same member. */
  readonly cast: (vote: Vote) => readonly Vote[] | undefined
  /** Whether a majority of those whom the voters knew stands behind these votes. */
  readonly isPassed: (votes: readonly Vote[]) => boolean
  /** The subject of a vote is decided: later votes on it are about what comes next. */
  readonly close: (vote: Vote) => void
  /** The votes on a member who came back are void. */
  readonly closeMember: (member: MemberId) => void
  readonly votes: Facts['votes']
}

/** The ballot of an epoch, with the votes that were open when it began. */
export function createBallot(
  people: Pick<Facts, 'founder' | 'members' | 'devices' | 'votes'>,
  causality: Causality,
): Ballot {
  const votes = new Map<string, Vote[]>()
  for (const [subject, cast] of people.votes) votes.set(subject, [...cast])
  const voterOf = ({ device }: Vote): MemberId => memberOf(people, device) as MemberId
  return {
    votes,
    cast: (vote) => {
      const subject = subjectOf(vote.body.motion)
      const before = votes.get(subject) ?? []
      if (before.some((other) => voterOf(other) === voterOf(vote))) return undefined
      before.push(vote)
      votes.set(subject, before)
      return before
    },
    isPassed: (cast) => isMajority(cast.map(voterOf), electorsKnownTo(people, cast, causality)),
    close: ({ body }) => void votes.delete(subjectOf(body.motion)),
    closeMember: (member) => void votes.delete(subjectOf({ type: 'unreachable', member })),
  }
}

function subjectOf(motion: Motion): string {
  return motion.type === 'branch' ? `branch ${motion.device}` : `unreachable ${motion.member}`
}
