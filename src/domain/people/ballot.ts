// ME5: the votes on what is not decided yet.

import type { Causality } from '../epochs/causality.ts'
import { createElectorate, isMajority, type Electorate } from './electorate.ts'
import type { EventOf, Motion } from '../events/event.ts'
import { memberOf, type Facts } from '../facts.ts'
import type { MemberId } from '../ids.ts'
import { pushTo } from '../push-to.ts'

/** A vote of a device that speaks for a member. */
export type Vote = EventOf<'vote.cast'>

/** Votes by subject: a device that forked, or a member. */
export interface Ballot {
  /** Takes in a vote and answers all on its subject; undefined for a second one of the same member. */
  readonly cast: (vote: Vote) => readonly Vote[] | undefined
  /** Whether a majority stands behind these votes on one subject: of those whom the voters on it knew. */
  readonly isPassed: (votes: readonly Vote[]) => boolean
  /** The subject of a vote is decided: later votes on it are about what comes next. */
  readonly close: (motion: Motion) => void
  readonly votes: Facts['votes']
}

/** The ballot of an epoch, with the votes on members that were open when it began. Branches are about the epoch's own events. */
export function createBallot(
  people: Pick<Facts, 'founder' | 'members' | 'devices' | 'votes'>,
  causality: Causality,
): Ballot {
  const votes = new Map<string, Vote[]>()
  const electorates = new Map<string, Electorate>()
  const voterOf = ({ device }: Vote): MemberId => memberOf(people, device) as MemberId
  const take = (vote: Vote): void => {
    const subject = subjectOf(vote.body.motion)
    pushTo(votes, subject, vote)
    const electorate = electorates.get(subject) ?? createElectorate(people, causality)
    electorates.set(subject, electorate)
    electorate.learn(vote)
  }
  for (const vote of [...people.votes.values()].flat()) if (vote.body.motion.type === 'unreachable') take(vote)
  return {
    votes,
    cast: (vote) => {
      const subject = subjectOf(vote.body.motion)
      if (votes.get(subject)?.some((other) => voterOf(other) === voterOf(vote))) return undefined
      take(vote)
      return votes.get(subject)
    },
    isPassed: (supporters) => {
      const [first] = supporters
      const electors = first && electorates.get(subjectOf(first.body.motion))?.electors()
      return electors !== undefined && isMajority(supporters.map(voterOf), electors)
    },
    close: (motion) => {
      votes.delete(subjectOf(motion))
      electorates.delete(subjectOf(motion))
    },
  }
}

function subjectOf(motion: Motion): string {
  return motion.type === 'branch' ? `branch ${motion.device}` : `unreachable ${motion.member}`
}
