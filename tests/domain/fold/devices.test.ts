import { expect, test } from 'vitest'
import { membersKnownTo, type PotEvent } from '../../../src/domain/index.ts'
import {
  bind,
  claim,
  createWriter,
  enter,
  evenExpense,
  hashOf,
  meetAll,
  netsOf,
  newcomer,
  startPot,
  type Person,
} from '../story.ts'
import { add, confirm, lastOf, reasonOf, revoke, secondDevice, seenBy, speakers } from './deeds.ts'
import { settleUp, startTiedPot } from './tied-pot.ts'

type Trio = readonly [Person, Person, Person]
const trio = (): Trio => startPot('Alice', 'Bob', 'Carol') as unknown as Trio
const devicesOf = (by: Person, { member }: Person): readonly string[] | undefined =>
  seenBy(by).open.members.get(member)?.devices

test('[ME1] a second device of a member comes by the account key alone, and counts as the same member', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const tablet = secondDevice(bob)
  enter(tablet, evenExpense('Taxi', 900, bob, people))
  bind(tablet)
  alice.writer.meet(tablet.writer)
  const { open, known } = seenBy(alice)
  expect(devicesOf(alice, bob)).toEqual([bob.writer.device, tablet.writer.device])
  expect(open.devices.get(tablet.writer.device)?.confirmations).toEqual([tablet.claimed.id])
  expect(netsOf(seenBy(alice))).toEqual({ Alice: -300n, Bob: 600n, Carol: -300n })
  expect(open.bindings.map(({ member }) => member)).toEqual([bob.member])
  const proposed = alice.writer.write({ kind: 'member.added', body: { name: 'Dave' } })
  expect(membersKnownTo(seenBy(alice).open, proposed.id, seenBy(alice).known.causality)).toEqual(
    [alice, bob, carol].map(({ member }) => member).toSorted((a, b) => (a < b ? -1 : 1)),
  )
  expect(known.events.length).toBeGreaterThan(0)
})

test('[ME1] a device that claimed before its member’s first one was confirmed speaks as soon as that does', () => {
  const [alice] = startPot('Alice') as [Person]
  const bob = newcomer('Bob', alice)
  const first = claim(bob)
  const tablet = secondDevice(bob)
  enter(tablet, evenExpense('Taxi', 900, bob, [alice, bob]))
  alice.writer.meet(tablet.writer)
  expect(netsOf(seenBy(alice))).toEqual({})
  confirm(alice, first)
  expect(devicesOf(alice, bob)).toEqual([bob.writer.device, tablet.writer.device])
  expect(netsOf(seenBy(alice))).toEqual({ Alice: -450n, Bob: 450n })
})

test('[ME1] a claim of a claimed member by another account never counts, whoever confirms it', () => {
  const [alice, bob] = trio()
  const mallory: Person = { name: 'Mallory', writer: createWriter('Mallory'), member: bob.member }
  mallory.writer.meet(alice.writer)
  const claimed = claim(mallory)
  alice.writer.meet(mallory.writer)
  // It waits as any claim does, for somebody may confirm it.
  expect([...seenBy(alice).open.claims.keys()]).toEqual([claimed.id])
  confirm(alice, claimed)
  expect(reasonOf(seenBy(alice), claimed)).toBe('AlreadyClaimed')
  expect(devicesOf(alice, bob)).toEqual([bob.writer.device])
})

test('[ME1] a member added by a newcomer is claimed by them, and by others once the newcomer speaks', () => {
  const [alice] = startPot('Alice') as [Person]
  const bob = newcomer('Bob', alice)
  const bobs = claim(bob)
  const own = add(bob, 'Bobby')
  const carol: Person = { name: 'Carol', writer: createWriter('Carol'), member: own.id as string as Person['member'] }
  carol.writer.meet(bob.writer)
  const early = claim(carol)
  alice.writer.meet(carol.writer)
  confirm(alice, early)
  expect(reasonOf(seenBy(alice), early)).toBe('UnknownMember')
  expect(seenBy(alice).open.claims.has(early.id)).toBe(false)
  confirm(alice, early)
  confirm(alice, bobs)
  expect(speakers(seenBy(alice))).toEqual(['Alice', 'Bob', 'Bobby'])
  expect(seenBy(alice).open.devices.get(carol.writer.device)?.confirmations).toHaveLength(2)
  expect(reasonOf(seenBy(alice), early)).toBeUndefined()
  // Whoever brings their own member along is heard with it.
  const dave: Person = { name: 'Dave', writer: createWriter('Dave'), member: bob.member }
  dave.writer.meet(alice.writer)
  const added = add(dave, 'Dave')
  const self = { ...dave, member: added.id as string as Person['member'] }
  const daves = claim(self)
  alice.writer.meet(dave.writer)
  confirm(alice, daves)
  expect(speakers(seenBy(alice))).toContain('Dave')
  expect(reasonOf(seenBy(alice), added)).toBeUndefined()
})

test('[ME1] who brings a member along under a name that they had seen in use gets no voice by it', () => {
  const [alice] = startPot('Alice') as [Person]
  const mallory: Person = { name: 'Mallory', writer: createWriter('Mallory'), member: alice.member }
  mallory.writer.meet(alice.writer)
  const twin = { ...mallory, member: add(mallory, 'Alice').id as string as Person['member'] }
  const claimed = claim(twin)
  alice.writer.meet(mallory.writer)
  confirm(alice, claimed)
  expect(reasonOf(seenBy(alice), claimed)).toBe('UnknownMember')
  expect(speakers(seenBy(alice))).toEqual(['Alice'])
})

test('[ME1] a lost phone is revoked from the tablet, which speaks on', () => {
  const people = trio()
  const [alice, bob] = people
  const tablet = secondDevice(bob)
  revoke(tablet, bob.writer)
  enter(tablet, evenExpense('Taxi', 900, bob, people))
  alice.writer.meet(tablet.writer)
  expect(devicesOf(alice, bob)).toEqual([tablet.writer.device])
  expect(netsOf(seenBy(alice))).toEqual({ Alice: -300n, Bob: 600n, Carol: -300n })
})

test('[ME6] who was removed does not come back by their account key, not even with a claim that pretends to be older', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const hidden = secondDevice(carol)
  enter(hidden, evenExpense('Bar', 900, carol, people))
  const removal = revoke(alice, carol.writer)
  const later = secondDevice({ ...carol, writer: alice.writer }, 'Carol’s new phone')
  alice.writer.meet(hidden.writer)
  alice.writer.meet(later.writer)
  const found = seenBy(alice)
  expect(reasonOf(found, removal)).toBeUndefined()
  expect(speakers(found)).toEqual(['Alice', 'Bob'])
  expect(netsOf(found)).toEqual({})
  // Unless somebody vouches for the account again: then what it certified speaks, but what was revoked.
  bob.writer.meet(alice.writer)
  confirm(bob, later.claimed)
  expect(devicesOf(bob, carol)).toEqual([later.writer.device, hidden.writer.device])
})

test('[ME6] a claim of a revoked device that waits is off the list, and confirmed no more', () => {
  const [alice, bob] = trio()
  const dave = newcomer('Dave', alice)
  const claimed = claim(dave)
  meetAll([alice, bob, dave])
  expect(seenBy(alice).open.claims.has(claimed.id)).toBe(true)
  revoke(alice, dave.writer)
  expect(reasonOf(seenBy(alice), claimed)).toBe('DeviceRevoked')
  expect(seenBy(alice).open.claims.size).toBe(0)
  const late = confirm(alice, claimed)
  expect(reasonOf(seenBy(alice), late)).toBe('DeviceRevoked')
  expect(speakers(seenBy(alice))).not.toContain('Dave')
})

test('[ME1] devices of a closed epoch go on: a third one joins by the account key, names and claims stay taken', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const [alice, bob] = pot.people as unknown as Trio
  enter(alice, evenExpense('Dinner', 3000, alice, pot.people))
  settleUp(pot, alice)
  const tablet = secondDevice(bob)
  const twin = add(tablet, 'Bob')
  alice.writer.meet(tablet.writer)
  const found = pot.seenBy(alice)
  expect(found.open.epoch).toBe(1n)
  expect(found.open.members.get(bob.member)?.devices).toEqual([bob.writer.device, tablet.writer.device])
  expect(reasonOf(found, twin)).toBe('NameTaken')
  const dave = newcomer('Dave', alice)
  const stolen = claim({ ...dave, name: 'Bob' })
  alice.writer.meet(dave.writer)
  confirm(alice, stolen)
  expect(reasonOf(pot.seenBy(alice), stolen)).toBe('AlreadyClaimed')
  expect(lastOf(alice.writer, hashOf('no device') as never)).toBeNull()
})

test('[ME5] what was claimed in a closed epoch stays claimed, and is confirmed again like any claim', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const [alice, bob, carol] = pot.people as unknown as Trio
  enter(alice, evenExpense('Dinner', 3000, alice, pot.people))
  settleUp(pot, alice)
  const claimed = [...alice.writer.known.values()].find(
    ({ kind, device }) => kind === 'member.claimed' && device === bob.writer.device,
  )
  const again = confirm(carol, claimed as PotEvent)
  alice.writer.meet(carol.writer)
  const dave = newcomer('Dave', alice)
  const stolen = claim({ ...dave, name: 'Bob' })
  alice.writer.meet(dave.writer)
  confirm(alice, stolen)
  const found = pot.seenBy(alice)
  expect(found.open.epoch).toBe(1n)
  expect([again, stolen].map((event) => reasonOf(found, event))).toEqual([undefined, 'AlreadyClaimed'])
  expect(found.open.devices.get(bob.writer.device)?.confirmations).toHaveLength(2)
})

test('[ME5] a device that speaks for a member speaks for no other, under whatever account', () => {
  const [alice, bob] = trio()
  const dave = newcomer('Dave', alice)
  bob.writer.meet(alice.writer)
  const second = claim({ ...dave, writer: bob.writer })
  alice.writer.meet(bob.writer)
  confirm(alice, second)
  expect(reasonOf(seenBy(alice), second)).toBe('AlreadyClaimed')
  expect(seenBy(alice).open.devices.get(bob.writer.device)?.member).toBe(bob.member)
})

test('[ME1] devices whose claims waited over a settlement all speak once one of them is confirmed', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const [alice] = pot.people as unknown as Trio
  const dave = newcomer('Dave', alice)
  const first = claim(dave)
  const tablet = secondDevice(dave)
  alice.writer.meet(tablet.writer)
  settleUp({ ...pot, people: [alice] }, alice)
  expect(pot.seenBy(alice).open.epoch).toBe(1n)
  confirm(alice, first)
  expect(pot.seenBy(alice).open.members.get(dave.member)?.devices).toEqual([dave.writer.device, tablet.writer.device])
})
