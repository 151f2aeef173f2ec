// ME5: which branch of a forked device counts.

import { trunkOf, type Branch } from './branch.ts'
import type { EventOf, Motion, PotEvent } from './event.ts'
import { memberOf, type Facts, type NotCounting } from './facts.ts'
import type { DeviceId, EventId } from './ids.ts'
import { namedBranch, type Limits } from './limits.ts'
import type { Ballot, Vote } from './ballot.ts'

/** A branch that was chosen in this epoch, and the vote that decided it. */
export interface Choice {
  readonly device: DeviceId
  readonly vote: EventId
  readonly head: EventId
}

/** The votes on branches, taken in one after the other in canonical order. */
export interface BranchVotes {
  /** Why a vote does not count, or the choice that it decides and that is not among those known. */
  readonly cast: (vote: Vote, motion: Extract<Motion, { readonly type: 'branch' }>) => NotCounting | Choice | undefined
}

/**
 * The votes on branches. `choices` are those that are known to be decided, in their order; a choice stands, so before it is reached nothing else
 * decides about its device.
 */
export function createBranchVotes(
  people: Pick<Facts, 'devices'>,
  ballot: Ballot,
  limits: Limits,
  choices: readonly Choice[],
): BranchVotes {
  const { chains } = limits
  const chosen = new Map(limits.atBase.branches)
  const choiceOf = new Map(choices.map((choice) => [choice.vote, choice]))
  const ahead = new Map<DeviceId, number>()
  for (const { device } of choices) ahead.set(device, 1 + (ahead.get(device) ?? 0))

  const branchNamed = (device: DeviceId, head: EventId): Branch | undefined =>
    namedBranch(limits, device, head, chosen.get(device))
  /** The first event that a majority stands behind: who names a later one of its branch is for it too. */
  const agreedHead = (votes: readonly Vote[]): EventId | undefined => {
    const trunks = votes.map((vote) => ({
      vote,
      trunk: new Set(trunkOf(headOf(vote, chains.byId), chains).map(({ id }) => id)),
    }))
    return votes
      .map((vote) => headOf(vote, chains.byId))
      .sort((a, b) => a.seq - b.seq)
      .find(({ id }) => ballot.isPassed(trunks.flatMap(({ vote, trunk }) => (trunk.has(id) ? [vote] : []))))?.id
  }

  return {
    cast: (vote, { device, head }) => {
      const known = choiceOf.get(vote.id)
      if (known) {
        ahead.set(device, (ahead.get(device) as number) - 1)
        chosen.set(device, branchNamed(device, known.head) as Branch)
        ballot.close(vote)
        return undefined
      }
      if (!branchNamed(device, head)) return { type: 'BranchRefused' }
      const votes = ballot.cast(vote)
      if (!votes) return { type: 'AlreadyDone' }
      if ((ahead.get(device) ?? 0) > 0) return undefined
      // The person's own account key certified the device that names it.
      const isOwn = vote.device !== device && memberOf(people, vote.device) === memberOf(people, device)
      const decided = isOwn ? head : agreedHead(votes)
      return decided === undefined ? undefined : { device, vote: vote.id, head: decided }
    },
  }
}

function headOf({ body }: EventOf<'vote.cast'>, byId: ReadonlyMap<EventId, PotEvent>): PotEvent {
  return byId.get((body.motion as Extract<Motion, { readonly type: 'branch' }>).head) as PotEvent
}
