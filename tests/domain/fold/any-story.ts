// Stories that nobody would write: several devices, honest and hostile, that do anything valid in any order, and a group that settles anything.

import * as fc from 'fast-check'
import {
  computeCheckpoint,
  cutOf,
  fold,
  minor,
  type CheckpointProposed,
  type EventId,
  type EventKind,
  type EventOf,
  type GroupHistory,
  type Leg,
  type MemberId,
  type PotEvent,
} from '../../../src/domain/index.ts'
import { dealWithKeys } from './any-keys.ts'
import { dealWithPeople } from './any-people.ts'
import { dealWithOrder, ORDER_DEEDS, someTerms } from './any-order.ts'
import { changeEntry, discuss, recur, someEntry } from './any-entry.ts'
import { createGroup, Refused, type GroupStory } from '../group-story.ts'
import { bind, claim, createWriter, hashOf, startPot, wallet, type Person, type Writer } from '../story.ts'
import { tieTo } from './tied-pot.ts'

/** How often each property is tried; CI asks for more. */
export const RUNS = Number(process.env['QUITS_PROPERTY_RUNS'] ?? 200)

/** What came of a story: all events of all devices, and the histories of all groups. */
export interface Told {
  readonly events: readonly PotEvent[]
  readonly histories: readonly GroupHistory[]
}

/** One thing that happens: what, by which device, and three numbers that say with what. */
type Step = readonly [deed: string, who: number, a: number, b: number, c: number]

const weighted: Readonly<Record<string, number>> = {
  meet: 8,
  meetAll: 3,
  enter: 6,
  foreignEntry: 1,
  revise: 3,
  strike: 2,
  restore: 2,
  beginSeries: 1,
  alterSeries: 1,
  row: 3,
  discuss: 1,
  dealWithKeys: 2,
  dealWithPeople: 10,
  ...ORDER_DEEDS,
  addMember: 2,
  claim: 2,
  confirm: 3,
  bind: 2,
  tie: 2,
  signTie: 3,
  everyoneTies: 2,
  propose: 3,
  proposeAltered: 2,
  signCheckpoint: 1,
  confirmLeg: 3,
  fork: 1,
  finalize: 5,
  pay: 3,
  acknowledge: 2,
  changeRoster: 1,
  settle: 4,
  settleApart: 1,
}
const deed = fc.oneof(...Object.entries(weighted).map(([value, weight]) => ({ arbitrary: fc.constant(value), weight })))
const step: fc.Arbitrary<Step> = fc.tuple(deed, fc.nat(6), fc.nat(1000), fc.nat(1000), fc.nat(1000))

/** Any story of up to `maxLength` steps. */
export const anyStory = (maxLength = 40): fc.Arbitrary<Told> =>
  fc.array(step, { minLength: 1, maxLength, size: 'max' }).map(tell)

function tell(steps: readonly Step[]): Told {
  const founders = startPot('Alice', 'Bob', 'Carol')
  const strangers = ['Dave', 'Mallory'].map((name): Person => {
    const writer = createWriter(name)
    writer.see(...(founders[0] as Person).writer.known.values())
    return { name, writer, member: hashOf(`member ${name}`) as string as MemberId }
  })
  const people: Person[] = [...founders, ...strangers]
  const groups = ['one', 'other', 'third'].map((name) =>
    createGroup(
      founders.map((person) => wallet(person.name).address),
      { name },
    ),
  )
  if (steps.length % 4 !== 0) tieTogether(founders, groups[0] as GroupStory)
  for (const each of steps) act(people, groups, each)
  const events = new Map(people.flatMap(({ writer }) => [...writer.known]))
  return { events: [...events.values()], histories: groups.map((group) => group.history()) }
}

function act(people: Person[], groups: readonly GroupStory[], [what, who, a, b, c]: Step): void {
  const person = people[who % people.length] as Person
  const other = people[a % people.length] as Person
  const { writer } = person
  const group = groups[c % 4 === 0 ? 1 : 0] as GroupStory
  if (what in ORDER_DEEDS) return dealWithOrder(what as keyof typeof ORDER_DEEDS, people, groups, person, [a, b, c])
  switch (what) {
    case 'meet':
      return writer.meet(other.writer)
    case 'meetAll':
      for (const each of people) for (const next of people) each.writer.meet(next.writer)
      return
    case 'enter':
      writer.write({ kind: 'entry.created', body: { entry: someEntry(people.slice(0, 3), a, b, c) } })
      return
    case 'foreignEntry':
      writer.write({
        kind: 'entry.created',
        body: {
          entry: someEntry(
            [...new Map([person, other, ...people.slice(2)].map((each) => [each.member, each])).values()],
            a,
            b,
            c,
          ),
        },
      })
      return
    case 'revise':
    case 'strike':
    case 'restore':
      return changeEntry(what, writer, someEntry(people.slice(0, 3), a, b, c), b, c)
    case 'beginSeries':
      return recur('begin', writer, someEntry(people.slice(0, 3), a, b, c), b, c)
    case 'alterSeries':
      return recur('alter', writer, someEntry(people.slice(0, 3), a, b, c), b, c)
    case 'row':
      return recur('row', writer, someEntry(people.slice(0, 3), a, b, c), b, c)
    case 'discuss':
      return discuss(writer, b, c)
    case 'dealWithKeys':
      return dealWithKeys(people, writer, [a, b, c])
    case 'dealWithPeople':
      return dealWithPeople(people, person, [a, b, c])
    case 'addMember':
      writer.write({ kind: 'member.added', body: { name: ['Dave', 'Erin', 'Alice'][b % 3] as string } })
      return
    case 'claim':
      claim(
        person,
        (b % 4 === 0 ? pick(writer, 'entry.created', c) : pick(writer, 'member.added', c))?.id as string as
          | MemberId
          | undefined,
      )
      return
    case 'confirm':
      writer.write({
        kind: 'claim.confirmed',
        body: {
          claim: (b % 5 === 0 ? anyEvent(writer, c) : (pick(writer, 'member.claimed', c) ?? anyEvent(writer, c))).id,
        },
      })
      return
    case 'bind':
      bind(person, b % 3 === 0 ? 'shared' : person.name)
      return
    case 'tie':
      writer.write({ kind: 'pot.tied', body: tieTo(group, ...(b % 3 === 0 ? [other.member] : [])) })
      return
    case 'signTie':
      writer.write({ kind: 'tie.signed', body: { tie: (pick(writer, 'pot.tied', b) ?? anyEvent(writer, b)).id } })
      return
    case 'everyoneTies':
      return tieTogether(people.slice(0, 3), group)
    case 'propose':
    case 'proposeAltered':
      return propose(writer, groups, what === 'proposeAltered' ? b : null, c)
    case 'signCheckpoint':
      writer.write({
        kind: 'checkpoint.signed',
        body: { checkpoint: (pick(writer, 'checkpoint.proposed', b) ?? anyEvent(writer, b)).id },
      })
      return
    case 'confirmLeg':
      writer.write({
        kind: 'leg.confirmed',
        body: { checkpoint: (pick(writer, 'checkpoint.proposed', b) ?? anyEvent(writer, b)).id, index: c % 3 },
      })
      return
    case 'settle':
      propose(writer, groups, null, c)
      for (const each of people) each.writer.meet(writer)
      return actOnChain('finalize', group, writer, -1, 1)
    case 'settleApart':
      propose(writer, groups, null, c)
      actOnChain('finalize', group, writer, -1, 1)
      propose(other.writer, groups, null, b)
      return actOnChain('finalize', group, other.writer, -1, 1)
    case 'fork':
      people.push({ ...person, writer: writer.fork() })
      return
    default:
      return actOnChain(what, group, writer, b, c)
  }
}

function actOnChain(what: string, group: GroupStory, writer: Writer, b: number, c: number): void {
  const checkpoint = pick(writer, 'checkpoint.proposed', b)
  try {
    if (what === 'finalize' && checkpoint)
      group.finalize(checkpoint, c % 7 === 0 ? { stateHash: hashOf('lie') as never } : {})
    if (what === 'pay') group.pay(b % 3)
    if (what === 'acknowledge') group.acknowledge(b % 3)
    if (what === 'changeRoster') changeRoster(group, ['Alice', 'Bob', 'Carol', 'shared'].slice(b % 2, 2 + (c % 3)))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
  }
}

function changeRoster(group: GroupStory, names: readonly string[]): void {
  group.changeRoster(
    names.map((name) => wallet(name).address),
    Math.floor(names.length / 2) + 1,
  )
}

function tieTogether(people: readonly Person[], group: GroupStory): void {
  const meet = (): void => {
    for (const each of people) for (const next of people) each.writer.meet(next.writer)
  }
  meet()
  for (const person of people) bind(person)
  const [first, ...others] = people as [Person, ...Person[]]
  const tie = first.writer.write({ kind: 'pot.tied', body: tieTo(group) })
  meet()
  for (const { writer } of others) writer.write({ kind: 'tie.signed', body: { tie: tie.id } })
  meet()
}

function propose(writer: Writer, groups: readonly GroupStory[], altered: number | null, c: number): void {
  const found = fold(
    writer.known.values(),
    groups.map((group) => group.history()),
  )
  const { known, base, open } = found
  const terms = {
    cut: cutOf({ known, base, open }),
    seq: open.tie ? open.seq : 0n,
    ...someTerms(found, c),
  }
  const computed = computeCheckpoint(known, base, terms)
  if (!computed.ok) return
  const { body } = computed.value
  writer.write({
    kind: 'checkpoint.proposed',
    body: altered === null ? body : { ...body, ...alteration(body, writer, altered, c) },
  })
}

function alteration(
  { plan, cut, epoch, seq, legs }: CheckpointProposed,
  writer: Writer,
  b: number,
  c: number,
): Partial<CheckpointProposed> {
  const hostile = (leg: Leg): Leg => ({ ...leg, amount: minor(-leg.amount * 1000n), to: leg.from, from: leg.to })
  const all: readonly Partial<CheckpointProposed>[] = [
    { plan: plan.map(hostile) },
    { plan: plan.toReversed(), legs: 0 },
    { cut: cut.slice(1).length > 0 ? cut.slice(1) : cut },
    {
      cut: cut
        .map((head, i) => (i === 0 ? { ...head, id: hashOf(`event ${c}`) as string as EventId } : head))
        .filter(({ device }, i) => i === 0 || device !== cut[0]?.device),
    },
    { base: anyEvent(writer, c).id },
    { epoch: epoch + 1n },
    { seq: seq + 1n },
    { legs: (legs + 1) % 4 },
    { group: null },
    { stateHash: hashOf('lie') as never },
  ]
  return all[b % all.length] as Partial<CheckpointProposed>
}

function pick<K extends EventKind>(writer: Writer, kind: K, n: number): EventOf<K> | undefined {
  const all = [...writer.known.values()].filter((event): event is EventOf<K> => event.kind === kind)
  return all.at(n < 0 ? n : n % all.length)
}

function anyEvent(writer: Writer, n: number): PotEvent {
  const all = [...writer.known.values()]
  return all[n % all.length] as PotEvent
}
