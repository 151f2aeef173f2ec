// A pot whose people have wallets and a group on the chain: the stage of most stories about settlements.

import {
  computeCheckpoint,
  cutOf,
  fold,
  type AgreedRate,
  type CheckpointProposed,
  type CheckpointTerms,
  type Currency,
  type EventOf,
  type GroupHistory,
  type MemberId,
  type PotFold,
  type PotTied,
} from '../../../src/domain/index.ts'
import { CONTRACT, createGroup, type GroupStory } from '../group-story.ts'
import { bind, EUR, GENESIS, meetAll, startPot, wallet, type Person } from '../story.ts'

/** The chain's token. */
export const PAS: Currency = { code: 'PAS', digits: 10 }

/** One euro is four PAS. */
export const rates: readonly AgreedRate[] = [{ from: EUR, rate: '4' as AgreedRate['rate'], source: 'said Alice' }]

/** A pot with people, a group, and the tie between them in effect. */
export interface TiedPot {
  readonly people: readonly Person[]
  readonly group: GroupStory
  /** What a person's device and the whole chain, or given histories, make. */
  readonly seenBy: (person: Person, histories?: readonly GroupHistory[]) => PotFold
}

/** What ties a pot to a group. */
export function tieTo(group: GroupStory, ...unreachable: readonly MemberId[]): PotTied {
  return {
    genesis: GENESIS,
    contract: CONTRACT,
    group: group.group,
    block: group.createdAt,
    token: PAS,
    baseEpoch: 0n,
    previous: null,
    last: null,
    unreachable: unreachable.toSorted((a, b) => (a < b ? -1 : 1)),
  }
}

/** A tied pot of these people, who all know everything. The first `unbound` of the last names have no wallet. */
export function startTiedPot(names: readonly string[], { unbound = 0 } = {}): TiedPot {
  const people = startPot(...names)
  const bound = people.slice(0, people.length - unbound)
  for (const person of bound) bind(person)
  meetAll(people)
  const group = createGroup(bound.map(({ name }) => wallet(name).address))
  signTie(people, group)
  return {
    people,
    group,
    seenBy: (person, histories = [group.history()]) => fold(person.writer.known.values(), histories),
  }
}

/** The first ties the pot to a group, everyone signs, and everyone knows. */
export function signTie(people: readonly Person[], group: GroupStory): EventOf<'pot.tied'> {
  const [first, ...others] = people as [Person, ...Person[]]
  const tie = first.writer.write({ kind: 'pot.tied', body: tieTo(group) })
  meetAll(people)
  for (const { writer } of others) writer.write({ kind: 'tie.signed', body: { tie: tie.id } })
  meetAll(people)
  return tie
}

/** The checkpoint of all that a fold knows. */
export function checkpointOf(
  { known, base, open }: PotFold,
  agreed: readonly AgreedRate[] = rates,
  chosen: Partial<CheckpointTerms> = {},
): CheckpointProposed {
  const terms = {
    cut: cutOf({ known, base, open }),
    seq: open.tie ? open.seq : 0n,
    mode: { type: 'fewest' },
    conversion: null,
    rates: agreed,
    ...chosen,
  } as const
  const computed = computeCheckpoint(known, base, terms)
  if (!computed.ok) throw new Error(`no checkpoint: ${computed.error.type}`)
  return computed.value.body
}

/** A person proposes the checkpoint of all that they know, altered or not. */
export function propose(
  pot: TiedPot,
  person: Person,
  altered: Partial<CheckpointProposed> = {},
): EventOf<'checkpoint.proposed'> {
  const body = { ...checkpointOf(pot.seenBy(person)), ...altered }
  return person.writer.write({ kind: 'checkpoint.proposed', body })
}

/** A person proposes, everyone learns of it, and the group makes it final. */
export function settleUp(
  pot: TiedPot,
  person: Person,
  chosen: Partial<CheckpointTerms> = {},
): EventOf<'checkpoint.proposed'> {
  const checkpoint = propose(pot, person, checkpointOf(pot.seenBy(person), rates, chosen))
  meetAll(pot.people)
  pot.group.finalize(checkpoint)
  return checkpoint
}
