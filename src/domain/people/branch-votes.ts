// ME5: which branch of a forked device counts.

import { trunkOf, type Branch } from './branch.ts'
import type { Motion, PotEvent } from '../events/event.ts'
import { memberOf, type Facts, type NotCounting } from '../facts.ts'
import type { DeviceId, EventId } from '../ids.ts'
import { namedBranch, type Limits } from '../limits.ts'
import type { Ballot, Vote } from './ballot.ts'

/** A branch that was chosen in this epoch, and the vote that decided it. */
export interface Choice {
  readonly device: DeviceId
  readonly vote: EventId
  readonly head: EventId
}

/** The votes on branches, taken in one after the other in canonical order. */
export interface BranchVotes {
  /** Why a vote does not count, if it does not. */
  readonly cast: (vote: Vote, motion: Extract<Motion, { readonly type: 'branch' }>) => NotCounting | undefined
  /** All choices, those known before first, and the branches that they make. */
  readonly outcome: () => { readonly choices: readonly Choice[]; readonly branches: ReadonlyMap<DeviceId, Branch> }
}

/**
 * The votes on branches. `known` are the choices that are known to be decided, in their order; a choice stands, so before it is reached nothing
 * else decides about its device.
 */
export function createBranchVotes(
  people: Pick<Facts, 'devices'>,
  ballot: Ballot,
  limits: Limits,
  known: readonly Choice[],
): BranchVotes {
  const { chains } = limits
  const chosen = new Map(limits.atBase.branches)
  const choiceOf = new Map(known.map((choice) => [choice.vote, choice]))
  const ahead = new Map<DeviceId, number>()
  const choices = [...known]
  for (const { device } of known) ahead.set(device, 1 + (ahead.get(device) ?? 0))

  const branchNamed = (device: DeviceId, head: EventId): Branch | undefined =>
    namedBranch(limits, device, head, chosen.get(device))
  const trunks = new Map<EventId, ReadonlySet<EventId>>()
  const trunkTo = (id: EventId): ReadonlySet<EventId> => {
    const found = trunks.get(id) ?? new Set(trunkOf(chains.byId.get(id) as PotEvent, chains).map((event) => event.id))
    trunks.set(id, found)
    return found
  }
  /** Who names an event is for those before it on its branch, too: the first that anybody named is what they agree on. */
  const agreedHead = (votes: readonly Vote[], head: EventId): EventId | undefined => {
    const trunk = trunkTo(head)
    const [first] = votes
      .map(headOf)
      .filter((id) => trunk.has(id))
      .sort((a, b) => trunkTo(a).size - trunkTo(b).size)
    const supporters = votes.filter((vote) => first !== undefined && trunkTo(headOf(vote)).has(first))
    return ballot.isPassed(supporters) ? first : undefined
  }
  const take = (vote: Vote, { device, head }: Choice): void => {
    // What was found in an earlier round is a branch still.
    chosen.set(device, branchNamed(device, head) as Branch)
    ballot.close(vote.body.motion)
  }

  return {
    cast: (vote, { device, head }) => {
      const earlier = choiceOf.get(vote.id)
      if (earlier) {
        ahead.set(device, (ahead.get(device) as number) - 1)
        take(vote, earlier)
        return undefined
      }
      if (!branchNamed(device, head)) return { type: 'BranchRefused' }
      const votes = ballot.cast(vote)
      if (!votes) return { type: 'AlreadyDone' }
      if ((ahead.get(device) ?? 0) > 0) return undefined
      // The person's own account key certified the device that names it.
      const isOwn = vote.device !== device && memberOf(people, vote.device) === memberOf(people, device)
      const decided = isOwn ? head : agreedHead(votes, head)
      if (decided === undefined) return undefined
      const choice = { device, vote: vote.id, head: decided }
      choices.push(choice)
      take(vote, choice)
      return undefined
    },
    outcome: () => ({ choices, branches: chosen }),
  }
}

function headOf({ body }: Vote): EventId {
  return (body.motion as Extract<Motion, { readonly type: 'branch' }>).head
}
