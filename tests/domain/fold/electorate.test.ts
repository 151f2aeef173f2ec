// ME5: of whom a majority decides, on people and confirmations that are made up one by one.

import { expect, test } from 'vitest'
import type { Causality } from '../../../src/domain/epochs/causality.ts'
import type { PotEvent } from '../../../src/domain/events/event.ts'
import type { Device, Facts } from '../../../src/domain/facts.ts'
import type { DeviceId, EventId, MemberId } from '../../../src/domain/ids.ts'
import { electorsKnownTo } from '../../../src/domain/people/electorate.ts'

type People = Pick<Facts, 'founder' | 'members' | 'devices'>
/** A device: whom it speaks for, and which device confirmed it by which event. */
type Speaker = readonly [device: string, member: string | null, ...by: readonly (readonly [string, string])[]]

const peopleOf = (...speakers: readonly Speaker[]): People => ({
  founder: 'founder' as DeviceId,
  members: new Map(),
  devices: new Map(
    speakers.map(([id, member, ...by]) => [
      id as DeviceId,
      {
        id,
        member,
        vouchers: by.map(([device]) => device),
        confirmations: by.map(([, event]) => event),
      } as unknown as Device,
    ]),
  ),
})
/** Who had seen what: each pair an event and one of its past. */
const seeing = (...pairs: readonly (readonly [string, string])[]): Causality => ({
  sees: (event: EventId, past: EventId) => pairs.some(([later, earlier]) => later === event && earlier === past),
})
const vote = (device: string): PotEvent => ({ id: 'vote', device }) as PotEvent
const electors = (people: People, device: string, causality: Causality): readonly MemberId[] =>
  [...electorsKnownTo(people, [vote(device)], causality)].toSorted((a, b) => (a < b ? -1 : 1))

const founder: Speaker = ['founder', 'Alice', ['founder', 'c0']]
const bob: Speaker = ['bobs', 'Bob', ['founder', 'c1']]

test('[ME5] an elector is whom any device of the founder confirmed, as the author had seen', () => {
  const tablet: Speaker = ['tablet', 'Alice', ['tablet', 'c2']]
  const carol: Speaker = ['carols', 'Carol', ['tablet', 'c3']]
  const people = peopleOf(founder, bob, tablet, carol)
  const all = seeing(['vote', 'c0'], ['vote', 'c1'], ['vote', 'c3'])
  expect(electors(people, 'bobs', all)).toEqual(['Alice', 'Bob', 'Carol'])
  expect(electors(people, 'bobs', seeing(['vote', 'c0'], ['vote', 'c1']))).toEqual(['Alice', 'Bob'])
})

test('[ME5] whom another member confirmed is no elector to an author who had not seen it', () => {
  expect(electors(peopleOf(founder, bob), 'stranger', seeing(['vote', 'c0']))).toEqual(['Alice'])
  expect(electors(peopleOf(founder, bob), 'bobs', seeing(['vote', 'c0']))).toEqual(['Alice'])
})

test('[ME5] an author is held to know what another device of theirs confirmed, unless that came after', () => {
  const tablet: Speaker = ['tablet', 'Alice', ['tablet', 'c2']]
  const people = peopleOf(founder, bob, tablet)
  const seen = [['vote', 'c0']] as const
  expect(electors(people, 'tablet', seeing(...seen))).toEqual(['Alice', 'Bob'])
  expect(electors(people, 'tablet', seeing(...seen, ['c1', 'vote']))).toEqual(['Alice'])
  // What the same device confirmed on another branch of a fork was not before its vote.
  expect(electors(people, 'founder', seeing(...seen))).toEqual(['Alice'])
})

test('[ME5] devices without a member are not one person: what one of them confirmed the other need not know', () => {
  const nobody: Speaker = ['founder', null]
  expect(electors(peopleOf(nobody, bob), 'stranger', seeing())).toEqual([])
  expect(electors(peopleOf(nobody, bob), 'stranger', seeing(['vote', 'c1']))).toEqual(['Bob'])
})

test('[ME5] whom a device confirmed that speaks for nobody is no elector, also where the founder is no member', () => {
  const carol: Speaker = ['carols', 'Carol', ['stranger', 'c3']]
  expect(electors(peopleOf(['founder', null], carol), 'bobs', seeing(['vote', 'c3']))).toEqual([])
})

test('[ME5] two electors make a third; one of them, and oneself, do not', () => {
  const carol: Speaker = ['carols', 'Carol', ['bobs', 'c3'], ['carols', 'c4']]
  const dave: Speaker = ['daves', 'Dave', ['bobs', 'c5'], ['founder', 'c6']]
  const erin: Speaker = ['erins', 'Erin', ['bobs', 'c7'], ['daves', 'c8']]
  const all = seeing(...['c0', 'c1', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8'].map((id) => ['vote', id] as const))
  expect(electors(peopleOf(founder, bob, carol, dave, erin), 'bobs', all)).toEqual(['Alice', 'Bob', 'Dave', 'Erin'])
})
