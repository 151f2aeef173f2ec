// What the devices of any story do to members, to each other and to the pot: sensible or not, allowed or not.

import type { EventId, EventKind, EventOf, MemberId, PotEvent } from '../../../src/domain/index.ts'
import { enter, evenExpense, hashOf, newcomer, type Person, type Writer } from '../story.ts'
import {
  add,
  bringBack,
  lastOf,
  merge,
  rename,
  retire,
  revoke,
  secondDevice,
  signUpgrade,
  unmerge,
  upgrade,
  voteForBranch,
  voteUnreachable,
} from './deeds.ts'

/** What happens to people, the frequent more than once. */
const DEEDS = [
  'secondDevice',
  'secondDevice',
  'rename',
  'retire',
  'bringBack',
  'merge',
  'merge',
  'unmerge',
  'revoke',
  'revoke',
  'revokeWrongly',
  'voteForBranch',
  'voteForBranch',
  'forkAndVote',
  'voteUnreachable',
  'voteUnreachable',
  'upgrade',
  'signUpgrade',
  'signUpgrade',
] as const

/** One of them, by a person; three numbers say which and to whom. Devices that come anew join the people. */
export function dealWithPeople(people: Person[], person: Person, [a, b, c]: readonly [number, number, number]): void {
  const other = people[a % people.length] as Person
  const { writer } = person
  switch (DEEDS[(7 * a + 3 * b + c) % DEEDS.length] as (typeof DEEDS)[number]) {
    case 'secondDevice':
      people.push(secondDevice(other, `${other.name} ${b % 3}`))
      return
    case 'rename':
      return void rename(person, memberFor(writer, b), ['Robert', 'Alice', 'Zoe'][c % 3] as string)
    case 'retire':
      return void retire(person, b % 3 === 0 ? person : { member: memberFor(writer, b) })
    case 'bringBack':
      return void bringBack(person, { member: memberFor(writer, b) })
    case 'merge':
      if (b % 4 === 0) return void merge(person, memberFor(writer, b), memberFor(writer, c))
      return void merge(person, newFace(person, c), memberFor(writer, b))
    case 'unmerge':
      return void unmerge(person, pick(writer, 'members.merged', b) ?? someEvent(writer, b))
    case 'revoke':
      return void revoke(person, other.writer)
    case 'revokeWrongly':
      return void revoke(person, other.writer, b % 3 === 0 ? null : someEvent(writer, c))
    case 'voteForBranch':
      return void voteForBranch(person, branchFor(writer, b, c))
    case 'forkAndVote':
      return forkAndVote(people, person, b)
    case 'voteUnreachable':
      return void voteUnreachable(person, { member: memberFor(writer, b) })
    case 'upgrade':
      return void upgrade(person, 1 + (b % 3))
    case 'signUpgrade':
      return void signUpgrade(person, pick(writer, 'pot.upgraded', b) ?? someEvent(writer, b))
  }
}

/** A device is copied, both go on, and all who hear of it vote for one side. */
function forkAndVote(people: readonly Person[], { name, writer, member }: Person, b: number): void {
  const copy = { name, writer: writer.fork(), member }
  const [one, other] = [add({ name, writer, member }, `One ${b % 7}`), add(copy, `Other ${b % 7}`)]
  for (const each of people) {
    if (each.writer.device === writer.device) continue
    each.writer.see(...writer.known.values(), other)
    voteForBranch(each, b % 2 === 0 ? one : other)
  }
}

/** A member whom nobody claimed, with something to pay. */
function newFace(person: Person, c: number): MemberId {
  const face = newcomer(`Face ${c % 5}`, person)
  if (c % 3 > 0) enter(person, evenExpense('Drinks', 400, person, [person, face]))
  return face.member
}

/** A device that forked as far as the writer knows, or any. */
function branchFor(writer: Writer, b: number, c: number): PotEvent {
  const all = [...writer.known.values()]
  const twins = all.filter((event) =>
    all.some((other) => other.device === event.device && other.seq === event.seq && other.id !== event.id),
  )
  return twins[b % twins.length] ?? lastOf(writer, someEvent(writer, c).device) ?? someEvent(writer, b)
}

function memberFor(writer: Writer, n: number): MemberId {
  const added = n % 11 === 0 ? undefined : pick(writer, 'member.added', n)
  return (added?.id ?? hashOf(`nobody ${n}`)) as string as MemberId
}

function pick<K extends EventKind>(writer: Writer, kind: K, n: number): EventOf<K> | undefined {
  const all = [...writer.known.values()].filter((event): event is EventOf<K> => event.kind === kind)
  return all[n % all.length]
}

function someEvent(writer: Writer, n: number): PotEvent & { readonly id: EventId } {
  const all = [...writer.known.values()]
  return all[n % all.length] as PotEvent
}
