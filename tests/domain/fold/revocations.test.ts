import { expect, test } from 'vitest'
import type { MemberId, PotEvent, PotFold } from '../../../src/domain/index.ts'
import { claim, createWriter, enter, evenExpense, meetAll, netsOf, newcomer, startPot, type Person } from '../story.ts'
import { confirm, lastOf, reasonOf, rename, revoke, secondDevice, seenBy, speakers } from './deeds.ts'
import { propose, settleUp, startTiedPot } from './tied-pot.ts'

type Trio = readonly [Person, Person, Person]
const trio = (): Trio => startPot('Alice', 'Bob', 'Carol') as unknown as Trio
const revokedIn = ({ open }: PotFold, { writer }: Person): number | undefined => open.revoked.get(writer.device)?.last

test('[ME6] a revoked device counts up to the last event that is named, and no further', () => {
  const people = trio()
  const [alice, bob, carol] = people
  enter(carol, evenExpense('Dinner', 3000, carol, people))
  const tea = enter(carol, evenExpense('Tea', 300, carol, people))
  alice.writer.meet(carol.writer)
  const revoked = revoke(alice, carol.writer)
  const hidden = enter(carol, evenExpense('Wine', 9000, carol, people))
  meetAll([alice, bob, carol])
  const found = seenBy(bob)
  expect([reasonOf(found, tea), reasonOf(found, revoked), reasonOf(found, hidden)]).toEqual([
    undefined,
    undefined,
    'DeviceRevoked',
  ])
  expect(netsOf(found)).toEqual({ Alice: -1100n, Bob: -1100n, Carol: 2200n })
  expect(speakers(found)).toEqual(['Alice', 'Bob'])
  expect(revokedIn(found, carol)).toBe(tea.seq)
})

test('[ME6] a person ends their own device, with what it wrote up to the revocation itself', () => {
  const people = trio()
  const [alice, bob] = people
  const last = enter(bob, evenExpense('Tea', 300, bob, people))
  const own = revoke(bob, bob.writer)
  const later = enter(bob, evenExpense('Cake', 300, bob, people))
  alice.writer.meet(bob.writer)
  const found = seenBy(alice)
  expect([last, own, later].map((event) => reasonOf(found, event))).toEqual([undefined, undefined, 'DeviceRevoked'])
  expect(revokedIn(found, bob)).toBe(own.seq)
})

test('[ME6] a revocation by nobody, of a wrong event, or below what its author had seen, does not count', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const tea = enter(carol, evenExpense('Tea', 300, carol, people))
  const cake = enter(carol, evenExpense('Cake', 300, carol, people))
  alice.writer.meet(carol.writer)
  const below = revoke(alice, carol.writer, tea)
  const none = revoke(alice, carol.writer, null)
  const wrongId = revoke(alice, carol.writer, { seq: cake.seq, id: tea.id })
  const wrongSeq = revoke(alice, carol.writer, { seq: cake.seq + 1, id: cake.id })
  const unseen = revoke(bob, carol.writer, cake)
  const dave = newcomer('Dave', alice)
  const stranger = revoke(dave, carol.writer)
  for (const person of [bob, dave]) alice.writer.meet(person.writer)
  const found = seenBy(alice)
  expect([below, none, wrongId, wrongSeq, unseen, stranger].map((event) => reasonOf(found, event))).toEqual([
    'LastWrong',
    'LastWrong',
    'LastWrong',
    'LastWrong',
    'LastWrong',
    'DeviceUnknown',
  ])
  expect(netsOf(found)).toEqual({ Alice: -200n, Bob: -200n, Carol: 400n })
})

test('[ME6] a device of which nothing was seen is revoked from the start', () => {
  const [alice] = trio()
  const dave = newcomer('Dave', alice)
  const unseen = revoke(alice, dave.writer, null)
  const claimed = claim(dave)
  alice.writer.meet(dave.writer)
  confirm(alice, claimed)
  const found = seenBy(alice)
  expect([reasonOf(found, unseen), reasonOf(found, claimed)]).toEqual([undefined, 'DeviceRevoked'])
  expect(speakers(found)).toEqual(['Alice', 'Bob', 'Carol'])
})

test('[ME5] of devices that revoke each other apart, the first revocation in canonical order stands', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const one = revoke(alice, bob.writer)
  const other = revoke(bob, alice.writer)
  meetAll(people)
  const [first, second] = one.device < other.device ? [one, other] : [other, one]
  const found = seenBy(carol)
  expect([reasonOf(found, first), reasonOf(found, second)]).toEqual([undefined, 'DeviceRevoked'])
  expect([...found.open.revoked.keys()]).toEqual([first.body.device])
})

test('[ME5] a revocation stays when a later one excludes its author, and a second one of the same device changes nothing', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const early = revoke(bob, carol.writer)
  // Alice writes more, so hers comes later in canonical order; it had not seen Bob’s.
  for (const title of ['One', 'Two', 'Three']) enter(alice, evenExpense(title, 300, alice, people))
  const late = revoke(alice, bob.writer)
  const again = revoke(alice, carol.writer)
  alice.writer.meet(bob.writer)
  const found = seenBy(alice)
  expect([early, late, again].map((event) => reasonOf(found, event))).toEqual([undefined, undefined, 'AlreadyDone'])
  expect(speakers(found)).toEqual(['Alice'])
})

test('[ME6] whom a revoked device brought in beyond its limit has no voice, nor has whom those brought in', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const [dave, erin] = [newcomer('Dave', carol), newcomer('Erin', carol)]
  const [daves, erins] = [claim(dave), claim(erin)]
  carol.writer.see(daves)
  const vouched = confirm(carol, daves)
  meetAll([carol, dave, erin])
  confirm(dave, erins)
  enter(erin, evenExpense('Bar', 900, erin, [alice, erin]))
  erin.writer.meet(dave.writer)
  expect(speakers(seenBy(erin))).toEqual(['Alice', 'Bob', 'Carol', 'Dave', 'Erin'])
  revoke(alice, carol.writer)
  meetAll([alice, bob, carol, dave, erin])
  const found = seenBy(alice)
  expect(reasonOf(found, vouched)).toBe('DeviceRevoked')
  expect(speakers(found)).toEqual(['Alice', 'Bob'])
  expect(netsOf(found)).toEqual({})
})

test('[ME6] what a revoked device confirmed counts all the same once another member’s device had seen it', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const dave = newcomer('Dave', bob)
  const claimed = claim(dave)
  meetAll([bob, carol, dave])
  const vouched = confirm(carol, claimed)
  const renamed = rename(carol, alice.member, 'Boss')
  const hidden = enter(carol, evenExpense('Wine', 9000, carol, people))
  dave.writer.meet(carol.writer)
  enter(dave, evenExpense('Bar', 900, dave, [alice, dave]))
  revoke(alice, carol.writer)
  meetAll([alice, carol, dave])
  // Dave himself is no witness of his own voice.
  expect(reasonOf(seenBy(alice), vouched)).toBe('DeviceRevoked')
  expect(speakers(seenBy(alice))).toEqual(['Alice', 'Bob'])
  bob.writer.see(...dave.writer.known.values())
  const seen = enter(bob, evenExpense('Tea', 300, bob, people))
  alice.writer.see(seen)
  const found = seenBy(alice)
  expect([vouched, renamed, hidden].map((event) => reasonOf(found, event))).toEqual([
    undefined,
    'DeviceRevoked',
    'DeviceRevoked',
  ])
  expect(speakers(found)).toEqual(['Alice', 'Bob', 'Dave'])
  expect(netsOf(found)).toEqual({ Alice: -550n, Bob: 200n, Carol: -100n, Dave: 450n })
})

test('[ME6] neither another device of the same member nor an event that is excluded itself is a witness', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const dave = newcomer('Dave', alice)
  const claimed = claim(dave)
  meetAll([alice, bob, carol, dave])
  const tablet = secondDevice(carol)
  alice.writer.see(tablet.claimed)
  const ended = [revoke(alice, carol.writer), revoke(alice, bob.writer)]
  const vouched = confirm(carol, claimed)
  const seen = [tablet, bob].map((person) => {
    person.writer.see(vouched)
    return enter(person, evenExpense('Tea', 300, person, people))
  })
  const onlooker = { writer: createWriter('Onlooker') }
  onlooker.writer.see(...alice.writer.known.values(), vouched, ...seen)
  const found = seenBy(onlooker)
  expect([...ended, ...seen, vouched].map((event) => reasonOf(found, event))).toEqual([
    undefined,
    undefined,
    undefined,
    'DeviceRevoked',
    'DeviceRevoked',
  ])
  expect(speakers(found)).toEqual(['Alice', 'Carol'])
})

test('[ME6] a witness that speaks only later makes a promise count from then on', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const dave = newcomer('Dave', alice)
  const [erin, frank] = [newcomer('Erin', alice), newcomer('Frank', alice)]
  const [daves, erins, franks] = [claim(dave), claim(erin), claim(frank)]
  meetAll([alice, bob, carol, dave, erin, frank])
  const vouched = confirm(carol, daves)
  const renamed = rename(carol, alice.member, 'Boss')
  const seen = [erin, frank].map((person) => {
    person.writer.meet(carol.writer)
    return enter(person, evenExpense('Tea', 300, person, people))
  })
  revoke(alice, carol.writer)
  const onlooker = { writer: createWriter('Onlooker') }
  onlooker.writer.see(...alice.writer.known.values(), vouched, renamed, ...seen)
  expect(reasonOf(seenBy(onlooker), vouched)).toBe('DeviceRevoked')
  // Alice has not seen what Carol's device confirmed, so Erin is the only witness.
  onlooker.writer.see(confirm(alice, erins))
  expect([vouched, renamed].map((event) => reasonOf(seenBy(onlooker), event))).toEqual([undefined, 'DeviceRevoked'])
  expect(speakers(seenBy(onlooker))).toEqual(['Alice', 'Bob', 'Dave', 'Erin'])
  // A second witness adds nothing.
  onlooker.writer.see(confirm(alice, franks))
  const { open } = seenBy(onlooker)
  expect(open.devices.get(dave.writer.device)?.confirmations).toEqual([vouched.id])
  expect(speakers(seenBy(onlooker))).toEqual(['Alice', 'Bob', 'Dave', 'Erin', 'Frank'])
})

test('[ME6] whom a device brought in beyond its place in a final cut has no voice once it is revoked at that place', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const [alice, , carol] = pot.people as unknown as Trio
  const dave = newcomer('Dave', carol)
  const claimed = claim(dave)
  meetAll([...pot.people, dave])
  settleUp(pot, alice)
  expect(pot.seenBy(alice).open.epoch).toBe(1n)
  const vouched = confirm(carol, claimed)
  alice.writer.write({ kind: 'member.added', body: { name: 'Zoe' } })
  const revoked = revoke(alice, carol.writer)
  alice.writer.see(vouched)
  const found = pot.seenBy(alice)
  expect(revoked.lamport).toBeGreaterThan(vouched.lamport)
  expect([vouched, revoked].map((event) => reasonOf(found, event))).toEqual(['DeviceRevoked', undefined])
  expect(speakers(found)).toEqual(['Alice', 'Bob'])
})

test('[ME1] attack: a claim of an event that adds no member gives no voice, though its own device wrote it', () => {
  const [alice] = trio()
  const mallory = newcomer('Mallory', alice)
  const renamed = mallory.writer.write({ kind: 'member.renamed', body: { member: alice.member, name: 'Boss' } })
  const claimed = claim({ ...mallory, member: renamed.id as string as MemberId })
  alice.writer.meet(mallory.writer)
  confirm(alice, claimed)
  const found = seenBy(alice)
  expect([claimed, renamed].map((event) => reasonOf(found, event))).toEqual(['UnknownMember', 'DeviceUnknown'])
  expect(speakers(found)).toEqual(['Alice', 'Bob', 'Carol'])
})

test('[ME6] a signature that others had seen stays with the checkpoint, whoever is revoked afterwards', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const people = pot.people as unknown as Trio
  const [alice, bob, carol] = people
  enter(alice, evenExpense('Dinner', 3000, alice, people))
  const checkpoint = propose(pot, alice)
  meetAll(people)
  const seq = lastOf(alice.writer, carol.writer.device)
  const signed = carol.writer.write({ kind: 'checkpoint.signed', body: { checkpoint: checkpoint.id } })
  bob.writer.see(signed)
  const unseen = revoke(alice, carol.writer, seq)
  alice.writer.see(signed)
  expect(reasonOf(pot.seenBy(alice), signed)).toBe('DeviceRevoked')
  const tea = enter(bob, evenExpense('Tea', 300, bob, people))
  alice.writer.see(tea)
  const found = pot.seenBy(alice)
  expect(reasonOf(found, unseen)).toBeUndefined()
  expect(reasonOf(found, signed)).toBeUndefined()
  expect(found.open.checkpoints.get(checkpoint.id)?.signers).toEqual(
    new Set([alice.writer.device, carol.writer.device]),
  )
})

test('[ME6] attack: a revocation is no undo of what is final, whatever it names', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const people = pot.people as unknown as Trio
  const [alice, bob, carol] = people
  const idle = secondDevice(carol)
  const before = lastOf(bob.writer, bob.writer.device)
  enter(bob, evenExpense('Dinner', 3000, bob, people))
  meetAll(people)
  settleUp(pot, alice)
  const frozen = netsOf(pot.seenBy(alice))
  const tea = enter(bob, evenExpense('Tea', 300, bob, people))
  // Carol’s idle tablet pretends to know nothing of the dinner.
  const undo = revoke(idle, bob.writer, before)
  alice.writer.meet(idle.writer)
  const found = pot.seenBy(alice)
  expect(reasonOf(found, undo)).toBeUndefined()
  expect([...found.open.revoked.values()].map(({ last }) => last)).toEqual([tea.seq - 1])
  expect(netsOf(found)).toEqual(frozen)
  alice.writer.see(tea)
  expect(reasonOf(pot.seenBy(alice), tea)).toBe('DeviceRevoked')
  expect(netsOf(pot.seenBy(alice))).toEqual(frozen)
})

test('[ME6] a revoked device stays revoked in later epochs', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const people = pot.people as unknown as Trio
  const [alice, , carol] = people
  enter(alice, evenExpense('Dinner', 3000, alice, people))
  revoke(alice, carol.writer)
  settleUp(pot, alice)
  const later = enter(carol, evenExpense('Wine', 9000, carol, people))
  const second = revoke(alice, carol.writer)
  alice.writer.meet(carol.writer)
  const found = pot.seenBy(alice)
  expect(found.open.epoch).toBe(1n)
  expect([reasonOf(found, later), reasonOf(found, second)]).toEqual(['DeviceRevoked', 'AlreadyDone'])
  expect(netsOf(found)).toEqual({ Alice: 2000n, Bob: -1000n, Carol: -1000n })
})

test('[ME6] attack: revocations that each come into effect only by the one before them cannot make a pot slow', () => {
  const [alice] = startPot('Alice') as [Person]
  const length = 40
  const join = (name: string): Person => {
    const person = newcomer(name, alice)
    alice.writer.see(claim(person))
    confirm(alice, lastOf(alice.writer, person.writer.device) as PotEvent)
    return person
  }
  const helpers = Array.from({ length }, (_, i) => join(`Helper ${i}`))
  const faces = helpers.map((_, i) => newcomer(`Face ${i}`, alice))
  // Each helper lets a false claimant in. The true one is heard once the helper's word is taken back, and takes back the next helper's.
  const words = helpers.map((helper, i) => {
    const thief = newcomerFor(faces[i] as Person, `Thief ${i}`, alice)
    const claimed = claim(thief)
    helper.writer.see(...alice.writer.known.values(), claimed)
    return [claimed, confirm(helper, claimed)]
  })
  const trueOnes = faces.map((face, i) => newcomerFor(face, `True ${i}`, alice))
  for (const person of trueOnes) {
    const claimed = claim(person)
    alice.writer.see(claimed)
    confirm(alice, claimed)
  }
  const all = [revoke(alice, (helpers[0] as Person).writer)]
  for (const [i, person] of trueOnes.entries()) {
    const next = helpers[i + 1]
    person.writer.see(...alice.writer.known.values())
    if (next) all.push(revoke(person, next.writer))
  }
  alice.writer.see(...words.flat(), ...all)
  const reasons = all.map((event) => reasonOf(seenBy(alice), event))
  expect(reasons.slice(0, 32)).toEqual(Array.from({ length: 32 }, () => undefined))
  expect(reasons[32]).toBe('AlreadyDone')
  expect(seenBy(alice).open.revoked.size).toBe(32)
})

function newcomerFor({ member }: Person, name: string, by: Person): Person {
  const writer = createWriter(name)
  writer.see(...by.writer.known.values())
  return { name, writer, member }
}
