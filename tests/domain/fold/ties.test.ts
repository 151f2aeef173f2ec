import { expect, test } from 'vitest'
import { fold, historyOfTie, type EventOf, type PotEvent, type PotFold } from '../../../src/domain/index.ts'
import { addressOf, createGroup } from '../group-story.ts'
import { retire, revoke, secondDevice } from './deeds.ts'
import { claim, createWriter, hashOf, meetAll, newcomer, startPot, type Person } from '../story.ts'
import { signTie, startTiedPot, tieTo } from './tied-pot.ts'

const seenBy = ({ writer }: Person): PotFold => fold(writer.known.values(), [])
const groupOf = (name: string) => createGroup([addressOf('a'), addressOf('b')], { name })
const group = groupOf('group')
const tie = ({ writer }: Person, body = tieTo(group)): EventOf<'pot.tied'> => writer.write({ kind: 'pot.tied', body })
const sign = ({ writer }: Person, { id }: PotEvent): PotEvent => writer.write({ kind: 'tie.signed', body: { tie: id } })
const trio = (): readonly [Person, Person, Person] =>
  startPot('Alice', 'Bob', 'Carol') as unknown as [Person, Person, Person]

test('[EP9] a tie takes effect when every member whose device its author knew has signed', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const tied = tie(alice)
  meetAll(people)
  sign(bob, tied)
  meetAll(people)
  expect(seenBy(alice).open.tie).toBeNull()
  sign(carol, tied)
  meetAll(people)
  expect(seenBy(alice).open.tie).toEqual({ ...tied.body, event: tied.id })
})

test('[EP9] a majority suffices for a tie that names the unreachable rest, and nothing less does', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const tied = tie(alice, tieTo(group, carol.member))
  expect(seenBy(alice).open.tie).toBeNull()
  bob.writer.meet(alice.writer)
  sign(bob, tied)
  expect(seenBy(bob).open.tie?.event).toBe(tied.id)
  // One of two is no majority.
  const pair = startPot('Alice', 'Bob') as [Person, Person]
  tie(pair[0], tieTo(group, pair[1].member))
  expect(seenBy(pair[0]).open.tie).toBeNull()
})

test('[EP9] of several ties a member signs one, and the first to have them all stands', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const [one, other] = [tie(alice), tie(bob, tieTo(groupOf('other')))]
  meetAll(people)
  const switching = sign(alice, other)
  meetAll(people)
  sign(carol, one)
  meetAll(people)
  const bobs = sign(bob, one)
  meetAll(people)
  const { open } = seenBy(alice)
  expect(open.tie).toBeNull()
  expect([switching, bobs].map(({ id }) => open.notCounting.get(id))).toEqual([
    { type: 'AlreadyDone' },
    { type: 'AlreadyDone' },
  ])
  // A tie by somebody who signed another one is proposed without their signature.
  const second = tie(alice, tieTo(groupOf('third')))
  expect(seenBy(alice).open.proposedTies.get(second.id)?.signers).toEqual(new Set())
})

test('[EP9] who joins later does not undo a tie, not even with a claim its author had seen unconfirmed', () => {
  const people = startPot('Alice', 'Bob') as [Person, Person]
  const [alice, bob] = people
  const carol = newcomer('Carol', alice)
  const claimed = claim(carol)
  meetAll([...people, carol])
  const tied = tie(alice)
  bob.writer.meet(alice.writer)
  sign(bob, tied)
  alice.writer.meet(bob.writer)
  expect(seenBy(alice).open.tie?.event).toBe(tied.id)
  alice.writer.write({ kind: 'claim.confirmed', body: { claim: claimed.id } })
  const dave = newcomer('Dave', alice)
  const daves = claim(dave)
  alice.writer.meet(dave.writer)
  alice.writer.write({ kind: 'claim.confirmed', body: { claim: daves.id } })
  expect([...seenBy(alice).open.members.values()].filter(({ devices }) => devices.length > 0)).toHaveLength(4)
  expect(seenBy(alice).open.tie?.event).toBe(tied.id)
})

test('[EP9] a member whose confirmation the author had seen is asked, whoever else confirms them earlier in canonical order', () => {
  const [alice, bob] = startPot('Alice', 'Bob') as [Person, Person]
  const carol = newcomer('Carol', alice)
  const claimed = claim(carol)
  meetAll([alice, bob, carol])
  const hidden = bob.writer.write({ kind: 'claim.confirmed', body: { claim: claimed.id } })
  // Alice confirms later than Bob, and ties without having seen that he did.
  alice.writer.write({ kind: 'member.added', body: { name: 'Dave' } })
  alice.writer.write({ kind: 'claim.confirmed', body: { claim: claimed.id } })
  const tied = tie(alice)
  alice.writer.see(hidden)
  bob.writer.meet(alice.writer)
  sign(bob, tied)
  expect(seenBy(bob).open.tie).toBeNull()
})

test('[EP9] once a tie is in effect another is refused, as is one that follows a tie there is not', () => {
  const people = startPot('Alice') as [Person]
  const [alice] = people
  const successor = tie(alice, { ...tieTo(group), previous: alice.writer.known.keys().next().value ?? null })
  const raised = tie(alice, { ...tieTo(group), baseEpoch: 3n })
  const first = tie(alice)
  const second = tie(alice, tieTo(groupOf('other')))
  const late = sign(alice, second)
  const { open } = seenBy(alice)
  expect(open.tie?.event).toBe(first.id)
  expect([successor, raised, second].map(({ id }) => open.notCounting.get(id)?.type)).toEqual([
    'TieRefused',
    'TieRefused',
    'TieRefused',
  ])
  expect(open.notCounting.get(late.id)).toEqual({ type: 'UnknownEvent', event: second.id })
})

test('[EP9] a signature that comes when the tie is in effect is kept and changes nothing', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const tied = tie(alice, tieTo(group, carol.member))
  meetAll(people)
  sign(bob, tied)
  meetAll(people)
  const last = sign(carol, tied)
  const { open } = seenBy(carol)
  expect(open.tie?.event).toBe(tied.id)
  expect(open.notCounting.has(last.id)).toBe(false)
})

test('[EP9] a device that speaks for nobody neither ties nor signs', () => {
  const people = trio()
  const [alice] = people
  const tied = tie(alice)
  const mallory: Person = { name: 'Mallory', writer: createWriter('Mallory'), member: alice.member }
  mallory.writer.see(...alice.writer.known.values())
  const [own, signed] = [tie(mallory), sign(mallory, tied)]
  alice.writer.meet(mallory.writer)
  const { open } = seenBy(alice)
  expect([own, signed].map(({ id }) => open.notCounting.get(id))).toEqual([
    { type: 'DeviceUnknown' },
    { type: 'DeviceUnknown' },
  ])
})

test('[EP9] a look-alike group proves nothing: another chain, contract, group or block is another group', () => {
  const pot = startTiedPot(['Alice', 'Bob'])
  const [alice] = pot.people as [Person]
  const history = pot.group.history()
  const lookAlikes = [
    { ...history, genesis: hashOf('elsewhere') },
    { ...history, contract: addressOf('other contract') },
    { ...history, group: hashOf('other group') },
    { ...history, createdAt: hashOf('other block') },
  ]
  const { tie: tied } = pot.seenBy(alice).open
  expect(tied && historyOfTie(tied, lookAlikes)).toBeUndefined()
  expect(pot.seenBy(alice, lookAlikes).open.group).toBeNull()
  expect(pot.seenBy(alice, [...lookAlikes, history]).open.group).toMatchObject({ seq: 0n, quorum: 2 })
})

test('[EP9] the pot’s epoch is the tie’s base epoch and the group’s own', () => {
  const people = trio()
  const tied = signTie(people, group)
  expect(seenBy(people[0]).open.tie).toEqual({ ...tied.body, event: tied.id })
  expect(tied.body.baseEpoch).toBe(0n)
})

test('[EP9] attack: a minority ties the pot to a group of its own: not by calling the rest unreachable, nor with puppets, nor after retiring them', () => {
  const people = startPot('Alice', 'Bob', 'Carol') as [Person, Person, Person]
  const [alice, bob, carol] = people
  const puppets = ['One', 'Two', 'Three'].map((name) => newcomer(name, bob))
  for (const puppet of puppets) {
    const claimed = claim(puppet)
    bob.writer.see(claimed)
    bob.writer.write({ kind: 'claim.confirmed', body: { claim: claimed.id } })
    puppet.writer.see(...bob.writer.known.values())
  }
  for (const other of [alice, carol]) {
    retire(bob, other)
    revoke(bob, other.writer)
  }
  const tied = tie(bob, tieTo(group, alice.member, carol.member))
  for (const puppet of puppets) {
    puppet.writer.see(...bob.writer.known.values())
    bob.writer.see(sign(puppet, tied))
  }
  const { open } = seenBy(bob)
  expect(open.proposedTies.get(tied.id)?.signers.size).toBe(4)
  expect(open.tie).toBeNull()
})

test('[EP9] attack: an idle second device of the founder ties the pot alone, as if it knew of nobody', () => {
  const [alice] = startPot('Alice') as [Person]
  const tablet = secondDevice(alice)
  const bob = newcomer('Bob', alice)
  const claimed = claim(bob)
  alice.writer.see(claimed)
  alice.writer.write({ kind: 'claim.confirmed', body: { claim: claimed.id } })
  const tied = tie(tablet)
  alice.writer.see(tablet.claimed, tied)
  expect(seenBy(alice).open.proposedTies.get(tied.id)?.signers.size).toBe(1)
  expect(seenBy(alice).open.tie).toBeNull()
})

test('[EP9] who is retired, as the author had seen, need not sign; a signature of a revoked device that others had seen stays', () => {
  const people = startPot('Alice', 'Bob', 'Carol', 'Dave') as unknown as [Person, Person, Person, Person]
  const [alice, bob, carol, dave] = people
  retire(dave, dave)
  meetAll(people)
  const tied = tie(alice)
  meetAll(people)
  const signed = sign(bob, tied)
  carol.writer.see(signed)
  revoke(alice, bob.writer)
  sign(carol, tied)
  alice.writer.meet(carol.writer)
  const { open } = seenBy(alice)
  expect(open.notCounting.has(signed.id)).toBe(false)
  expect(open.tie?.event).toBe(tied.id)
})
