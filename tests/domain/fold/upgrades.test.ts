import { expect, test } from 'vitest'
import { claim, enter, evenExpense, hashOf, meetAll, netsOf, newcomer, startPot, type Person } from '../story.ts'
import { confirm, lastOf, reasonOf, retire, revoke, seenBy, signUpgrade, upgrade } from './deeds.ts'
import { settleUp, startTiedPot } from './tied-pot.ts'

type Trio = readonly [Person, Person, Person]
const trio = (): Trio => startPot('Alice', 'Bob', 'Carol') as unknown as Trio

test('[EV2] a pot moves on to a newer rulebook when a majority co-signed it, and says that this software is too old', () => {
  const people = trio()
  const [alice, bob] = people
  const proposed = upgrade(alice, 2)
  meetAll(people)
  const twice = signUpgrade(alice, proposed)
  expect(seenBy(alice)).toMatchObject({ needsUpdate: null, open: { upgrade: null } })
  signUpgrade(bob, proposed)
  meetAll(people)
  const found = seenBy(alice)
  expect(found.open.upgrade).toEqual({ version: 2, event: proposed.id })
  expect(found.needsUpdate).toBe(2)
  expect([reasonOf(found, twice), found.open.upgrades.get(proposed.id)?.signers.size]).toEqual([undefined, 2])
  expect([...found.open.notCounting]).toEqual([])
  // What is known is shown all the same.
  enter(alice, evenExpense('Tea', 300, alice, people))
  expect(netsOf(seenBy(alice))).toEqual({ Alice: 200n, Bob: -100n, Carol: -100n })
})

test('[EV2] a pot never goes back, nor to where it is', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const [same, two, three] = [upgrade(alice, 1), upgrade(alice, 2), upgrade(alice, 3)]
  meetAll(people)
  signUpgrade(bob, three)
  meetAll(people)
  const back = signUpgrade(carol, two)
  const found = seenBy(carol)
  expect([same, two, three, back].map((event) => reasonOf(found, event))).toEqual([
    'AlreadyDone',
    undefined,
    undefined,
    'AlreadyDone',
  ])
  expect(found.open.upgrade?.version).toBe(3)
})

test('[EV2] an upgrade or signature of a stranger, or of an upgrade that nobody proposed, does not count', () => {
  const people = trio()
  const [alice] = people
  const proposed = upgrade(alice, 2)
  const dave = newcomer('Dave', alice)
  const [own, signed] = [upgrade(dave, 2), signUpgrade(dave, proposed)]
  alice.writer.meet(dave.writer)
  const empty = signUpgrade(alice, { ...proposed, id: hashOf('nothing') as string as never })
  expect([own, signed, empty].map((event) => reasonOf(seenBy(alice), event))).toEqual([
    'DeviceUnknown',
    'DeviceUnknown',
    'UnknownEvent',
  ])
})

test('[EV2] who joins later changes nothing about an upgrade in effect', () => {
  const people = startPot('Alice', 'Bob', 'Carol') as [Person, Person, Person]
  const [alice, bob] = people
  const proposed = upgrade(alice, 2)
  bob.writer.meet(alice.writer)
  signUpgrade(bob, proposed)
  alice.writer.meet(bob.writer)
  for (const name of ['Dave', 'Erin']) {
    const person = newcomer(name, alice)
    const claimed = claim(person)
    alice.writer.see(claimed)
    confirm(alice, claimed)
  }
  expect(seenBy(alice).needsUpdate).toBe(2)
})

test('[EV2] attack: one member moves the pot to version 99: with puppets, and after sending the others away, it stays where it is', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const proposed = upgrade(bob, 99)
  for (const name of ['One', 'Two', 'Three', 'Four']) {
    const puppet = newcomer(name, bob)
    const claimed = claim(puppet)
    bob.writer.see(claimed)
    confirm(bob, claimed)
    puppet.writer.see(...bob.writer.known.values())
    bob.writer.see(signUpgrade(puppet, proposed))
  }
  for (const other of [alice, carol]) {
    retire(bob, other)
    revoke(bob, other.writer)
  }
  alice.writer.meet(bob.writer)
  const found = seenBy(alice)
  expect(found.open.upgrades.get(proposed.id)?.signers.size).toBe(5)
  expect(found).toMatchObject({ needsUpdate: null, open: { upgrade: null } })
})

test('[ME6] a signature under an upgrade that others had seen stays when its device is revoked; an unseen one goes', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const proposed = upgrade(alice, 2)
  meetAll(people)
  const before = lastOf(alice.writer, bob.writer.device)
  const signed = signUpgrade(bob, proposed)
  revoke(alice, bob.writer, before)
  alice.writer.see(signed)
  expect(seenBy(alice).needsUpdate).toBeNull()
  carol.writer.see(signed)
  alice.writer.see(enter(carol, evenExpense('Tea', 300, carol, people)))
  expect(seenBy(alice).needsUpdate).toBe(2)
})

test('[EV2] an upgrade stays in effect over a settlement', () => {
  const pot = startTiedPot(['Alice', 'Bob'])
  const [alice, bob] = pot.people as [Person, Person]
  const proposed = upgrade(alice, 2)
  bob.writer.meet(alice.writer)
  signUpgrade(bob, proposed)
  enter(bob, evenExpense('Tea', 300, bob, pot.people))
  meetAll(pot.people)
  settleUp(pot, alice)
  const found = pot.seenBy(alice)
  expect([found.open.epoch, found.needsUpdate]).toEqual([1n, 2])
  const again = upgrade(alice, 2)
  expect(reasonOf(pot.seenBy(alice), again)).toBe('AlreadyDone')
})

/** A pot whose founder Alice confirmed Erin, of whom Bob has not heard. */
const withErin = (people: Trio): Person => {
  const [alice] = people
  const erin = newcomer('Erin', alice)
  const claimed = claim(erin)
  alice.writer.see(claimed)
  confirm(alice, claimed)
  return erin
}

test('[EV2] of whom a majority is needed follows from all that any of its signatures knew, also from what is said twice', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const proposed = upgrade(bob, 2)
  withErin(people)
  bob.writer.meet(alice.writer)
  signUpgrade(bob, proposed)
  carol.writer.see(proposed)
  // Carol knows of three members, Bob of four by now. She writes more, so that hers comes last.
  for (let i = 0; i < 9; i++) enter(carol, evenExpense('Tea', 300, carol, [carol]))
  signUpgrade(carol, proposed)
  alice.writer.meet(bob.writer)
  alice.writer.meet(carol.writer)
  expect(seenBy(alice).open.upgrades.get(proposed.id)?.signers.size).toBe(2)
  expect(seenBy(alice).needsUpdate).toBeNull()
})

test('[EV2] what signatures of a closed epoch knew still says of whom a majority is needed', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const [alice, bob, carol] = pot.people as unknown as Trio
  const proposed = upgrade(bob, 2)
  withErin([alice, bob, carol])
  carol.writer.meet(alice.writer)
  carol.writer.see(proposed)
  signUpgrade(carol, proposed)
  alice.writer.meet(carol.writer)
  settleUp({ ...pot, people: [alice] }, alice)
  // Bob has not heard of Erin yet.
  alice.writer.see(signUpgrade(bob, proposed))
  const found = pot.seenBy(alice)
  expect(found.open.epoch).toBe(1n)
  expect(found.open.upgrades.get(proposed.id)?.signers.size).toBe(2)
  expect(found.needsUpdate).toBeNull()
})
