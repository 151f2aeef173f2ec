import { expect, test } from 'vitest'
import {
  fold,
  type EventId,
  type MemberId,
  type NotCounting,
  type PotEvent,
  type PotFold,
} from '../../../src/domain/index.ts'
import {
  bind,
  claim,
  createWriter,
  enter,
  evenExpense,
  GENESIS,
  hashOf,
  meetAll,
  netsOf,
  newcomer,
  startPot,
  wallet,
  type Person,
} from '../story.ts'
import { compareEvents } from '../../../src/domain/epochs/order.ts'
import { secondDevice } from './deeds.ts'
import { checkpointOf, startTiedPot } from './tied-pot.ts'

type Trio = readonly [Person, Person, Person]

const seenBy = ({ writer }: Person): PotFold => fold(writer.known.values(), [])
const reasonOf = ({ open }: PotFold, event: PotEvent): NotCounting['type'] | undefined =>
  open.notCounting.get(event.id)?.type
const confirm = ({ writer }: Person, { id }: PotEvent): PotEvent =>
  writer.write({ kind: 'claim.confirmed', body: { claim: id } })
const speakers = ({ open }: PotFold): readonly string[] =>
  [...open.members.values()].filter(({ devices }) => devices.length > 0).map(({ name }) => name)

test('[ME1] a member exists by name alone, and has account and device once a claim is confirmed', () => {
  const [alice] = startPot('Alice') as [Person]
  const bob = newcomer('Bob', alice)
  expect(seenBy(alice).open.members.get(bob.member)).toEqual({
    id: bob.member,
    name: 'Bob',
    named: bob.member,
    account: null,
    devices: [],
    retired: null,
    retiredThemself: false,
    mergedInto: null,
  })
  const claimed = claim(bob)
  alice.writer.meet(bob.writer)
  expect([...seenBy(alice).open.claims.keys()]).toEqual([claimed.id])
  expect(speakers(seenBy(alice))).toEqual(['Alice'])
  confirm(alice, claimed)
  const { open } = seenBy(alice)
  expect(open.members.get(bob.member)).toMatchObject({
    name: 'Bob',
    account: hashOf('account Bob'),
    devices: [bob.writer.device],
  })
  expect(open.claims.size).toBe(0)
})

test('[ME1] the founder speaks from the genesis event on, before and without a claim', () => {
  const founder = createWriter('Alice')
  founder.write({
    kind: 'pot.created',
    body: { title: 'Trip', salt: hashOf('salt'), currency: { code: 'EUR', digits: 2 }, chain: null },
  })
  const alice = {
    name: 'Alice',
    writer: founder,
    member: founder.write({ kind: 'member.added', body: { name: 'Alice' } }).id as string as MemberId,
  }
  const bob = newcomer('Bob', alice)
  enter(alice, evenExpense('Dinner', 1000, alice, [alice, bob]))
  expect(netsOf(seenBy(alice))).toEqual({ Alice: 500n, Bob: -500n })
  expect(speakers(seenBy(alice))).toEqual([])
  const bobs = claim(bob)
  alice.writer.meet(bob.writer)
  confirm(alice, bobs)
  expect(speakers(seenBy(alice))).toEqual(['Bob'])
  claim(alice)
  expect(speakers(seenBy(alice))).toEqual(['Alice', 'Bob'])
})

test('[ME1] a member who has a device confirms as well as the founder; a stranger does not', () => {
  const [alice, bob] = startPot('Alice', 'Bob') as [Person, Person]
  const [carol, dave] = [newcomer('Carol', alice), newcomer('Dave', alice)]
  meetAll([alice, bob, carol, dave])
  const claims = [claim(carol), claim(dave)] as const
  meetAll([alice, bob, carol, dave])
  confirm(bob, claims[0])
  const byStranger = confirm({ ...dave, writer: createWriterThatKnows(alice) }, claims[1])
  alice.writer.meet(bob.writer)
  alice.writer.see(byStranger)
  expect(speakers(seenBy(alice))).toEqual(['Alice', 'Bob', 'Carol'])
  expect(reasonOf(seenBy(alice), byStranger)).toBe('DeviceUnknown')
})

const createWriterThatKnows = ({ writer }: Person): Person['writer'] => {
  const stranger = createWriter('Mallory')
  stranger.see(...writer.known.values())
  return stranger
}

test('[ME1] what a device wrote before its claim was confirmed counts as soon as it is: entries, members, confirmations', () => {
  const [alice] = startPot('Alice') as [Person]
  const bob = newcomer('Bob', alice)
  const bobs = claim(bob)
  enter(bob, evenExpense('Taxi', 900, bob, [alice, bob]))
  const carol = newcomer('Carol', bob)
  const carols = claim(carol)
  bob.writer.meet(carol.writer)
  confirm(bob, carols)
  alice.writer.meet(bob.writer)
  expect(netsOf(seenBy(alice))).toEqual({})
  expect(speakers(seenBy(alice))).toEqual(['Alice'])
  confirm(alice, bobs)
  expect(netsOf(seenBy(alice))).toEqual({ Alice: -450n, Bob: 450n })
  expect(speakers(seenBy(alice))).toEqual(['Alice', 'Bob', 'Carol'])
  expect(seenBy(alice).open.notCounting.size).toBe(0)
})

test('[ME1] a claim of somebody who is no member gives no voice, nor does what that voice confirmed', () => {
  const [alice, bob] = startPot('Alice', 'Bob') as [Person, Person]
  const carol = newcomer('Carol', alice)
  const mallory: Person = {
    name: 'Mallory',
    writer: createWriterThatKnows(carol),
    member: hashOf('nobody') as string as MemberId,
  }
  const hollow = claim(mallory)
  alice.writer.see(hollow)
  confirm(alice, hollow)
  mallory.writer.see(...alice.writer.known.values())
  const helper: Person = { name: 'Helper', writer: createWriter('Helper'), member: carol.member }
  helper.writer.see(...mallory.writer.known.values())
  const stolen = claim(helper)
  mallory.writer.see(stolen)
  const vouched = confirm(mallory, stolen)
  const added = mallory.writer.write({ kind: 'member.added', body: { name: 'Mallory' } })
  for (const person of [alice, bob]) person.writer.meet(mallory.writer)
  const found = seenBy(alice)
  expect(speakers(found)).toEqual(['Alice', 'Bob'])
  expect([reasonOf(found, hollow), reasonOf(found, vouched), reasonOf(found, added)]).toEqual([
    'UnknownMember',
    'DeviceUnknown',
    'DeviceUnknown',
  ])
})

test('[ME1] the founder who claims nobody stays without a member and keeps the founding voice', () => {
  const founder = createWriter('Alice')
  founder.write({
    kind: 'pot.created',
    body: { title: 'Trip', salt: hashOf('salt'), currency: { code: 'EUR', digits: 2 }, chain: null },
  })
  const alice: Person = { name: 'Alice', writer: founder, member: hashOf('nobody') as string as MemberId }
  const hollow = claim(alice)
  const bob = newcomer('Bob', alice)
  expect(reasonOf(seenBy(alice), hollow)).toBe('UnknownMember')
  expect([...seenBy(alice).open.members.keys()]).toEqual([bob.member])
})

test('[ME5] of conflicting claims the one confirmed first stands: one device, one account, one member', () => {
  const [alice, bob] = startPot('Alice', 'Bob') as [Person, Person]
  const carol = newcomer('Carol', alice)
  const thief: Person = { name: 'Thief', writer: createWriterThatKnows(carol), member: carol.member }
  const [hers, theirs] = [claim(carol), claim(thief)]
  alice.writer.see(hers, theirs)
  confirm(alice, hers)
  confirm(alice, theirs)
  const found = seenBy(alice)
  expect(found.open.members.get(carol.member)?.devices).toEqual([carol.writer.device])
  expect(reasonOf(found, theirs)).toBe('AlreadyClaimed')
  // A device speaks for one member, and an account is one person's.
  const dave = newcomer('Dave', alice)
  bob.writer.meet(alice.writer)
  const second = claim(bob, dave.member)
  alice.writer.meet(bob.writer)
  confirm(alice, second)
  expect(reasonOf(seenBy(alice), second)).toBe('AlreadyClaimed')
  const sameAccount = claim({ name: 'Bob', writer: dave.writer, member: dave.member })
  alice.writer.see(sameAccount)
  confirm(alice, sameAccount)
  expect(reasonOf(seenBy(alice), sameAccount)).toBe('AlreadyClaimed')
  expect(seenBy(alice).open.members.get(dave.member)?.devices).toEqual([])
})

test('[ME5] a second confirmation changes nothing; one of a claim that nobody made does not count', () => {
  const [alice, bob] = startPot('Alice', 'Bob') as [Person, Person]
  const carol = newcomer('Carol', alice)
  const claimed = claim(carol)
  meetAll([alice, bob, carol])
  confirm(alice, claimed)
  confirm(bob, claimed)
  alice.writer.meet(bob.writer)
  const empty = alice.writer.write({ kind: 'claim.confirmed', body: { claim: hashOf('nothing') as string as EventId } })
  const found = seenBy(alice)
  expect(found.open.devices.get(carol.writer.device)?.confirmations).toHaveLength(2)
  expect([...found.open.notCounting]).toEqual([[empty.id, { type: 'UnknownEvent', event: hashOf('nothing') }]])
})

test('[ME4] a name that its author had seen in use does not count again; equal names given apart both live', () => {
  const [alice, bob] = startPot('Alice', 'Bob') as [Person, Person]
  alice.writer.write({ kind: 'member.added', body: { name: 'Carol' } })
  bob.writer.write({ kind: 'member.added', body: { name: 'Carol' } })
  meetAll([alice, bob])
  const again = bob.writer.write({ kind: 'member.added', body: { name: 'Carol' } })
  const found = seenBy(bob)
  expect([...found.open.members.values()].map(({ name }) => name).sort((a, b) => (a < b ? -1 : 1))).toEqual([
    'Alice',
    'Bob',
    'Carol',
    'Carol',
  ])
  expect(found.open.notCounting.get(again.id)).toEqual({ type: 'NameTaken', name: 'Carol' })
})

test('[ME3] an event that does not count stays known, is named with its reason, and others may build on it', () => {
  const [alice, bob] = startPot('Alice', 'Bob') as [Person, Person]
  const stranger = createWriterThatKnows(alice)
  const unheard = stranger.write({ kind: 'member.added', body: { name: 'Mallory' } })
  bob.writer.see(unheard)
  const later = enter(bob, evenExpense('Taxi', 900, bob, [alice, bob]))
  const { open, known } = seenBy(bob)
  expect(open.notCounting.get(unheard.id)).toEqual({ type: 'DeviceUnknown' })
  expect(open.unheard).toEqual([unheard])
  expect(known.causality.sees(later.id, unheard.id)).toBe(true)
  expect(netsOf(seenBy(bob))).toEqual({ Alice: -450n, Bob: 450n })
})

test('[ME6] from the position on at which a device forked, it does not count; what it wrote before does', () => {
  const [alice, bob, carol] = startPot('Alice', 'Bob', 'Carol') as unknown as Trio
  enter(bob, evenExpense('Taxi', 900, bob, [alice, bob, carol]))
  const twin = bob.writer.fork()
  const one = enter(bob, evenExpense('Lunch', 300, bob, [alice, bob, carol]))
  const other = enter({ ...bob, writer: twin }, evenExpense('Supper', 600, bob, [alice, bob, carol]))
  const later = enter(bob, evenExpense('Bar', 300, bob, [alice, bob, carol]))
  alice.writer.meet(bob.writer)
  expect(netsOf(seenBy(alice))).toEqual({ Alice: -500n, Bob: 1000n, Carol: -500n })
  alice.writer.meet(twin)
  const found = seenBy(alice)
  expect(netsOf(found)).toEqual({ Alice: -300n, Bob: 600n, Carol: -300n })
  expect([one, other, later].map((event) => reasonOf(found, event))).toEqual([
    'DeviceForked',
    'DeviceForked',
    'DeviceForked',
  ])
  // Honest events that build on a forked one count.
  enter(alice, evenExpense('Tea', 300, alice, [alice, bob, carol]))
  expect(netsOf(seenBy(alice))).toEqual({ Alice: -100n, Bob: 500n, Carol: -400n })
})

test('[ME7] a member binds their own wallet with their own account; nobody binds one for others', () => {
  const [alice, bob] = startPot('Alice', 'Bob') as [Person, Person]
  const own = bind(alice)
  const forOther = bob.writer.write({ kind: 'wallet.bound', body: { ...own.body } })
  const otherAccount = bob.writer.write({ kind: 'wallet.bound', body: { ...own.body, member: bob.member } })
  meetAll([alice, bob])
  const { open } = seenBy(alice)
  expect(open.bindings).toEqual([
    {
      event: own.id,
      member: alice.member,
      wallet: wallet('Alice').account,
      address: wallet('Alice').address,
      genesis: GENESIS,
    },
  ])
  expect([open.notCounting.get(forOther.id), open.notCounting.get(otherAccount.id)]).toEqual([
    { type: 'NotYourMember' },
    { type: 'NotYourMember' },
  ])
})

test('[ME7] a wallet is one member’s: of concurrent bindings the first in canonical order stands', () => {
  const [alice, bob] = startPot('Alice', 'Bob') as [Person, Person]
  const both = [bind(alice, 'shared'), bind(bob, 'shared')]
  meetAll([alice, bob])
  const { open, known } = seenBy(alice)
  const [first, second] = known.events.filter(({ id }) => both.some((event) => event.id === id)) as [PotEvent, PotEvent]
  expect(open.bindings.map(({ event }) => event)).toEqual([first.id])
  expect(open.notCounting.get(second.id)).toEqual({ type: 'WalletTaken' })
})

test('[ME7] a later wallet is added by an author who had seen the one before; the same wallet on another chain is another binding', () => {
  const [alice] = startPot('Alice') as [Person]
  const twin = alice.writer.fork()
  const first = bind(alice)
  const second = bind(alice, 'Alice’s new one')
  const elsewhere = bind(alice, 'Alice', hashOf('another chain'))
  expect(seenBy(alice).open.bindings.map(({ event }) => event)).toEqual([first.id, second.id, elsewhere.id])
  expect(twin.known.has(first.id)).toBe(false)
})

test('[ME7] of two wallets that devices of one member bind apart the first in canonical order stands', () => {
  const [alice, bob] = startPot('Alice', 'Bob') as [Person, Person]
  const tablet = secondDevice(alice)
  const both = [bind(alice), bind(tablet, 'Alice’s other one')]
  bob.writer.meet(alice.writer)
  bob.writer.meet(tablet.writer)
  const others = bind(bob)
  const found = seenBy(bob)
  const [first, second] = both.toSorted(compareEvents) as [PotEvent, PotEvent]
  expect([first, second, others].map((event) => reasonOf(found, event))).toEqual([undefined, 'WalletTaken', undefined])
})

test('[ME7] a binding of a device that does not speak yet waits with the rest', () => {
  const [alice] = startPot('Alice') as [Person]
  const bob = newcomer('Bob', alice)
  const claimed = claim(bob)
  const bound = bind(bob)
  alice.writer.meet(bob.writer)
  expect(reasonOf(seenBy(alice), bound)).toBe('DeviceUnknown')
  confirm(alice, claimed)
  expect(seenBy(alice).open.bindings.map(({ event }) => event)).toEqual([bound.id])
})

test('[ME7] attack: rebinding a wallet moves no leg: until the roster holds the new one, the old one is paid; nobody else’s is ever taken', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const [alice, bob, carol] = pot.people as unknown as Trio
  enter(alice, evenExpense('Dinner', 3000, alice, pot.people))
  meetAll(pot.people)
  const planned = checkpointOf(pot.seenBy(alice))
  const stolen = bind(bob, 'Alice')
  bind(alice, 'Alice’s new one')
  meetAll(pot.people)
  const found = pot.seenBy(carol)
  expect(reasonOf(found, stolen)).toBe('WalletTaken')
  expect(checkpointOf(found).plan).toEqual(planned.plan)
  expect(planned.plan.map(({ onChain }) => onChain?.payee)).toEqual([wallet('Alice').address, wallet('Alice').address])
  pot.group.changeRoster([wallet('Alice’s new one').address, wallet('Bob').address, wallet('Carol').address], 2)
  expect(checkpointOf(pot.seenBy(carol)).plan.map(({ onChain }) => onChain?.payee)).toEqual([
    wallet('Alice’s new one').address,
    wallet('Alice’s new one').address,
  ])
})
