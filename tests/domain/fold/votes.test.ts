import { expect, test } from 'vitest'
import {
  electorsKnownTo,
  membersKnownTo,
  type EventId,
  type MemberId,
  type PotEvent,
  type PotFold,
} from '../../../src/domain/index.ts'
import {
  claim,
  createWriter,
  EUR,
  enter,
  evenExpense,
  hashOf,
  meetAll,
  netsOf,
  newcomer,
  startPot,
  type Person,
} from '../story.ts'
import {
  bringBack,
  confirm,
  reasonOf,
  rename,
  retire,
  revoke,
  secondDevice,
  seenBy,
  voteForBranch,
  voteUnreachable,
} from './deeds.ts'
import { propose, settleUp, startTiedPot } from './tied-pot.ts'

type Quartet = readonly [Person, Person, Person, Person]
const quartet = (): Quartet => startPot('Alice', 'Bob', 'Carol', 'Dave') as unknown as Quartet
const branchOf = ({ open }: PotFold, { writer }: Person): EventId | undefined => open.branches.get(writer.device)?.id
const asked = (found: PotFold, event: PotEvent): number =>
  membersKnownTo(found.open, event.id, found.known.causality).length

/** Dave’s device, copied, writes Lunch and Tea here and Supper there; everybody knows all of it. */
const forkedPot = () => {
  const people = quartet()
  const dave = people[3]
  const copy: Person = { ...dave, writer: dave.writer.fork() }
  const lunch = enter(dave, evenExpense('Lunch', 400, dave, people))
  const tea = enter(dave, evenExpense('Tea', 40, dave, people))
  const supper = enter(copy, evenExpense('Supper', 800, dave, people))
  meetAll([...people, copy])
  return { people, dave, copy, lunch, tea, supper }
}
const without = {}
const withLunch = { Alice: -110n, Bob: -110n, Carol: -110n, Dave: 330n }

test('[ME5] a branch of a forked device counts again once a majority votes for it, with what follows on it', () => {
  const { people, dave, lunch, tea, supper } = forkedPot()
  const [alice, bob, carol] = people
  expect(netsOf(seenBy(alice))).toEqual(without)
  voteForBranch(alice, lunch)
  voteForBranch(bob, tea)
  meetAll([alice, bob])
  expect(netsOf(seenBy(alice))).toEqual(without)
  voteForBranch(carol, tea)
  meetAll(people)
  const found = seenBy(alice)
  expect(netsOf(found)).toEqual(withLunch)
  expect(branchOf(found, dave)).toBe(tea.id)
  expect([lunch, tea, supper].map((event) => reasonOf(found, event))).toEqual([undefined, undefined, 'DeviceForked'])
  expect(found.open.votes.size).toBe(0)
  const cake = enter(dave, evenExpense('Cake', 40, dave, people))
  alice.writer.see(cake)
  expect(netsOf(seenBy(alice))).toEqual({ Alice: -120n, Bob: -120n, Carol: -120n, Dave: 360n })
})

test('[ME5] who votes for a later event of a branch stands behind those before it; other branches share no votes', () => {
  const { people, dave, copy, lunch, tea, supper } = forkedPot()
  const [alice, bob, carol] = people
  voteForBranch(alice, supper)
  voteForBranch(bob, tea)
  voteForBranch(carol, lunch)
  meetAll([...people, copy])
  expect(netsOf(seenBy(alice))).toEqual(without)
  const own = voteForBranch(dave, lunch)
  alice.writer.see(own)
  expect(reasonOf(seenBy(alice), own)).toBe('DeviceForked')
  expect(netsOf(seenBy(alice))).toEqual(without)
  expect(seenBy(alice).open.votes.size).toBe(1)
})

test('[ME5] a member has one vote on a subject: the first', () => {
  const { people, lunch, supper } = forkedPot()
  const [alice, bob, carol] = people
  voteForBranch(alice, supper)
  const second = voteForBranch(alice, lunch)
  const tablet = secondDevice(alice)
  const third = voteForBranch(tablet, lunch)
  voteForBranch(bob, lunch)
  meetAll([alice, bob, carol, tablet])
  expect([second, third].map((event) => reasonOf(seenBy(carol), event))).toEqual(['AlreadyDone', 'AlreadyDone'])
  expect(netsOf(seenBy(carol))).toEqual(without)
})

test('[ME5] another device of the same member chooses the branch alone; the first choice to take effect stands', () => {
  const { people, dave, tea, supper } = forkedPot()
  const [alice, bob, carol] = people
  const tablet = secondDevice(dave)
  const chosen = voteForBranch(tablet, tea)
  alice.writer.meet(tablet.writer)
  expect(netsOf(seenBy(alice))).toEqual(withLunch)
  expect(branchOf(seenBy(alice), dave)).toBe(tea.id)
  const late = [alice, bob, carol].map((person) => {
    person.writer.see(...alice.writer.known.values())
    return voteForBranch(person, supper)
  })
  meetAll([alice, bob, carol])
  expect(late.map((event) => reasonOf(seenBy(alice), event))).toEqual([
    'BranchRefused',
    'BranchRefused',
    'BranchRefused',
  ])
  expect(reasonOf(seenBy(alice), chosen)).toBeUndefined()
  expect(netsOf(seenBy(alice))).toEqual(withLunch)
  // Nor is there anything to choose about its end.
  const again = voteForBranch(alice, tea)
  expect(reasonOf(seenBy(alice), again)).toBe('BranchRefused')
})

/** Each knows what those before them did. */
const inTurn = (people: readonly Person[], act: (person: Person) => PotEvent): readonly PotEvent[] =>
  people.map((person, index) => {
    const before = people[index - 1]
    if (before) person.writer.see(...before.writer.known.values())
    return act(person)
  })

test('[ME5] what all voters of a branch stand behind is chosen, whoever of them votes first', () => {
  const { people, dave, lunch, tea } = forkedPot()
  const [alice, bob, carol] = people
  const heads = new Map([
    [alice, tea],
    [bob, lunch],
    [carol, tea],
  ])
  const votes = inTurn([alice, bob, carol], (person) => voteForBranch(person, heads.get(person) as PotEvent))
  const found = seenBy(carol)
  expect(votes.map((event) => reasonOf(found, event))).toEqual([undefined, undefined, undefined])
  expect(branchOf(found, dave)).toBe(tea.id)
  expect(netsOf(found)).toEqual(withLunch)
})

test('[ME5] votes for another branch stand in nobody’s way', () => {
  const people = startPot('Alice', 'Bob', 'Carol', 'Dave', 'Erin') as unknown as readonly [...Quartet, Person]
  const [alice, bob, carol, dave, erin] = people
  const copy: Person = { ...dave, writer: dave.writer.fork() }
  enter(dave, evenExpense('Lunch', 500, dave, people))
  const tea = enter(dave, evenExpense('Tea', 50, dave, people))
  const supper = enter(copy, evenExpense('Supper', 800, dave, people))
  meetAll([...people, copy])
  inTurn([alice, bob, carol, erin], (person) => voteForBranch(person, person === alice ? supper : tea))
  expect(branchOf(seenBy(erin), dave)).toBe(tea.id)
})

test('[ME5] a choice stands, although votes on the branch that it brings back would have decided otherwise before it', () => {
  const { people, dave, tea, supper } = forkedPot()
  const [alice, bob] = people
  // On the branch with Lunch and Tea, so that it counts only once that is chosen.
  const own = voteForBranch(dave, supper)
  inTurn([dave, alice, bob], (person) => (person === dave ? own : voteForBranch(person, supper)))
  const tablet = secondDevice({ ...dave, writer: bob.writer }, 'Dave’s tablet')
  voteForBranch(tablet, tea)
  const found = seenBy(tablet)
  expect(reasonOf(found, own)).toBeUndefined()
  expect(branchOf(found, dave)).toBe(own.id)
  expect(netsOf(found)).toEqual(withLunch)
  // So does a second choice about the same device.
  const twin: Person = { ...dave, writer: dave.writer.fork() }
  const pieces = [dave, twin].map((device, index) => enter(device, evenExpense(`Piece ${index}`, 40, bob, [bob])))
  tablet.writer.see(...pieces)
  voteForBranch(tablet, pieces[1] as PotEvent)
  expect(branchOf(seenBy(tablet), dave)).toBe(pieces[1]?.id)
})

test('[ME5] a choice that only an earlier choice makes possible is found too', () => {
  const { people, dave, supper } = forkedPot()
  const [alice, bob] = people
  // Dave leaves on the branch with Lunch: there are three electors once that is chosen.
  const left = retire(dave, dave)
  const twin: Person = { ...dave, writer: dave.writer.fork() }
  const [cake, pie] = [dave, twin].map((device, index) =>
    enter(device, evenExpense(`Piece ${index}`, 400, bob, [alice, bob])),
  ) as [PotEvent, PotEvent]
  const tablet = secondDevice({ ...dave, writer: alice.writer })
  tablet.writer.see(left, cake, pie)
  voteForBranch(tablet, left)
  inTurn([tablet, alice, bob], (person) => (person === tablet ? left : voteForBranch(person, pie)))
  const found = seenBy(bob)
  expect([left, pie, cake, supper].map((event) => reasonOf(found, event))).toEqual([
    undefined,
    undefined,
    'DeviceForked',
    'DeviceForked',
  ])
  expect(branchOf(found, dave)).toBe(pie.id)
})

test('[ME5] each subject is voted on by itself', () => {
  const people = startPot('Alice', 'Bob', 'Carol', 'Dave', 'Erin') as unknown as readonly [...Quartet, Person]
  const [alice, bob, carol, dave, erin] = people
  const forks = [dave, erin].map((person): readonly PotEvent[] => {
    const copy: Person = { ...person, writer: person.writer.fork() }
    const both = [person, copy].map((device, index) => enter(device, evenExpense(`Tea ${index}`, 50, device, people)))
    for (const other of people) other.writer.see(...both)
    return both
  })
  const votes = [alice, bob].flatMap((person) => [
    ...forks.map(([first]) => voteForBranch(person, first as PotEvent)),
    voteUnreachable(person, dave),
    voteUnreachable(person, carol),
  ])
  meetAll([alice, bob])
  const found = seenBy(alice)
  expect(votes.map((event) => reasonOf(found, event))).toEqual(Array.from(votes, () => undefined))
  // Of five electors two stand behind each.
  expect([found.open.votes.size, found.open.branches.size, found.open.unreachable.size]).toEqual([4, 0, 0])
})

test('[ME5] a question that was decided begins anew, with the electors whom those know who vote on it then', () => {
  const people = startPot('Alice', 'Bob', 'Dave') as unknown as readonly [Person, Person, Person]
  const [alice, bob, dave] = people
  const erin = newcomer('Erin', alice)
  const claimed = claim(erin)
  alice.writer.see(claimed)
  confirm(alice, claimed)
  erin.writer.see(...alice.writer.known.values())
  voteUnreachable(alice, dave)
  voteUnreachable(erin, dave)
  const first = voteUnreachable(bob, dave)
  const back = bringBack(alice, dave)
  // Bob and Dave have not heard of Erin; they write more, so that their votes come after Dave's return.
  for (const person of [bob, dave])
    for (const title of ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven'])
      enter(person, evenExpense(title, 30, bob, [bob]))
  const again = [voteUnreachable(bob, dave), voteUnreachable(dave, dave)]
  alice.writer.see(...bob.writer.known.values(), ...dave.writer.known.values(), ...erin.writer.known.values())
  const found = seenBy(alice)
  expect(again.every(({ lamport }) => lamport > back.lamport)).toBe(true)
  expect([first, ...again].map((event) => reasonOf(found, event))).toEqual([undefined, undefined, undefined])
  expect(found.open.unreachable.size).toBe(1)
})

test('[ME5] a branch that was chosen in a closed epoch and forks again in the next one needs a choice that goes on from it', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const [alice, , carol] = pot.people as [Person, Person, Person]
  const copy: Person = { ...carol, writer: carol.writer.fork() }
  const lunch = enter(carol, evenExpense('Lunch', 300, carol, pot.people))
  enter(copy, evenExpense('Supper', 600, carol, pot.people))
  const tablet = secondDevice(carol)
  voteForBranch(tablet, lunch)
  for (const person of [copy, tablet]) alice.writer.meet(person.writer)
  settleUp(pot, alice)
  const twin: Person = { ...carol, writer: carol.writer.fork() }
  const [tea, bar] = [carol, twin].map((device, index) =>
    enter(device, evenExpense(`Drink ${index}`, 300, carol, pot.people)),
  ) as [PotEvent, PotEvent]
  tablet.writer.see(...alice.writer.known.values(), tea, bar)
  const choice = voteForBranch(tablet, bar)
  alice.writer.meet(tablet.writer)
  const found = pot.seenBy(alice)
  expect(found.open.epoch).toBe(1n)
  expect([choice, bar, tea].map((event) => reasonOf(found, event))).toEqual([undefined, undefined, 'DeviceForked'])
  expect(branchOf(found, carol)).toBe(bar.id)
})

test('[ME5] a vote for what is no branch, by nobody, or about a device that did not fork, does not count', () => {
  const { people, dave, lunch } = forkedPot()
  const [alice, bob] = people
  const vote = (device: PotEvent['device'], head: EventId): PotEvent =>
    alice.writer.write({ kind: 'vote.cast', body: { motion: { type: 'branch', device, head } } })
  const fine = enter(bob, evenExpense('Cake', 40, bob, people))
  alice.writer.see(fine)
  const before = [...alice.writer.known.values()].find(({ device, seq }) => device === dave.writer.device && seq === 0)
  const votes = [
    vote(dave.writer.device, hashOf('nothing') as string as EventId),
    vote(dave.writer.device, fine.id),
    vote(bob.writer.device, fine.id),
    vote(dave.writer.device, (before as PotEvent).id),
  ]
  expect(votes.map((event) => reasonOf(seenBy(alice), event))).toEqual(Array.from(votes, () => 'BranchRefused'))
  const erin = newcomer('Erin', alice)
  const stranger = voteForBranch(erin, lunch)
  alice.writer.see(stranger)
  expect(reasonOf(seenBy(alice), stranger)).toBe('DeviceUnknown')
})

test('[ME5] a device that forks again above its chosen branch needs another choice, which goes on from it', () => {
  const { people, dave, copy, tea, supper } = forkedPot()
  const [alice, bob] = people
  const tablet = secondDevice(dave)
  voteForBranch(tablet, tea)
  const twin: Person = { ...dave, writer: dave.writer.fork() }
  const cake = enter(dave, evenExpense('Cake', 400, dave, people))
  const pie = enter(twin, evenExpense('Pie', 800, dave, people))
  for (const person of [dave, twin, copy, tablet]) alice.writer.meet(person.writer)
  expect(netsOf(seenBy(alice))).toEqual(withLunch)
  expect([cake, pie].map((event) => reasonOf(seenBy(alice), event))).toEqual(['DeviceForked', 'DeviceForked'])
  tablet.writer.see(...alice.writer.known.values())
  const backwards = voteForBranch(tablet, supper)
  const onward = voteForBranch(tablet, pie)
  bob.writer.meet(tablet.writer)
  const found = seenBy(bob)
  expect([backwards, onward].map((event) => reasonOf(found, event))).toEqual(['BranchRefused', undefined])
  expect(branchOf(found, dave)).toBe(pie.id)
  expect(netsOf(found)).toEqual({ Alice: -310n, Bob: -310n, Carol: -310n, Dave: 930n })
})

test('[ME5] a choice of a closed epoch goes on in the next one', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const [alice, , carol] = pot.people as [Person, Person, Person]
  const copy: Person = { ...carol, writer: carol.writer.fork() }
  const lunch = enter(carol, evenExpense('Lunch', 300, carol, pot.people))
  enter(copy, evenExpense('Supper', 600, carol, pot.people))
  const tablet = secondDevice(carol)
  voteForBranch(tablet, lunch)
  for (const person of [copy, tablet]) alice.writer.meet(person.writer)
  settleUp(pot, alice)
  const onward = enter(carol, evenExpense('Tea', 300, carol, pot.people))
  const beside = enter(copy, evenExpense('Bar', 600, carol, pot.people))
  for (const person of [copy, carol]) alice.writer.meet(person.writer)
  const found = pot.seenBy(alice)
  expect(found.open.epoch).toBe(1n)
  expect([onward, beside].map((event) => reasonOf(found, event))).toEqual([undefined, 'DeviceForked'])
  expect(netsOf(found)).toEqual({ Alice: -200n, Bob: -200n, Carol: 400n })
})

test('[ME6] attack: a fork is no undo: a branch that contradicts what is final is not chosen', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const [alice, bob, carol] = pot.people as [Person, Person, Person]
  const copy: Person = { ...carol, writer: carol.writer.fork() }
  enter(carol, evenExpense('Lunch', 300, alice, pot.people))
  meetAll(pot.people)
  settleUp(pot, alice)
  const frozen = netsOf(pot.seenBy(alice))
  const twin = enter(copy, evenExpense('Nothing', 3, alice, pot.people))
  const above = enter(carol, evenExpense('Tea', 300, carol, pot.people))
  const tablet = secondDevice(carol)
  tablet.writer.see(twin)
  const votes = [
    voteForBranch(tablet, twin),
    ...[alice, bob].map((person) => {
      person.writer.see(twin, above)
      return voteForBranch(person, twin)
    }),
  ]
  alice.writer.meet(bob.writer)
  alice.writer.meet(tablet.writer)
  expect(votes.map((event) => reasonOf(pot.seenBy(alice), event))).toEqual(Array.from(votes, () => 'BranchRefused'))
  expect(netsOf(pot.seenBy(alice))).toEqual(frozen)
  // The branch that is final goes on.
  tablet.writer.see(above)
  voteForBranch(tablet, above)
  alice.writer.meet(tablet.writer)
  expect(netsOf(pot.seenBy(alice))).toEqual({ Alice: 100n, Bob: -200n, Carol: 100n })
})

test('[ME6] what a forked device confirmed counts on any branch once another member’s device had seen it', () => {
  const people = quartet()
  const [alice, bob, , dave] = people
  const erin = newcomer('Erin', alice)
  const claimed = claim(erin)
  meetAll([...people, erin])
  const copy: Person = { ...dave, writer: dave.writer.fork() }
  enter(dave, evenExpense('Lunch', 400, dave, people))
  const vouched = confirm(copy, claimed)
  meetAll([dave, alice])
  alice.writer.see(vouched)
  expect(reasonOf(seenBy(alice), vouched)).toBe('DeviceForked')
  bob.writer.see(vouched)
  const tea = enter(bob, evenExpense('Tea', 400, bob, people))
  alice.writer.see(tea)
  expect(reasonOf(seenBy(alice), vouched)).toBeUndefined()
  expect(seenBy(alice).open.members.get(erin.member)?.devices).toEqual([erin.writer.device])
})

test('[ME5] a majority decides that a member cannot be reached; who had seen that asks them for nothing until they return', () => {
  const people = quartet()
  const [alice, bob, carol, dave] = people
  const early = enter(alice, evenExpense('Tea', 400, alice, people))
  voteUnreachable(alice, dave)
  const twice = voteUnreachable(alice, dave)
  voteUnreachable(bob, dave)
  meetAll([alice, bob, carol])
  expect(seenBy(alice).open.unreachable.size).toBe(0)
  const deciding = voteUnreachable(carol, dave)
  meetAll([alice, bob, carol])
  const late = voteUnreachable(bob, dave)
  const found = seenBy(bob)
  expect([...found.open.unreachable]).toEqual([[dave.member, deciding.id]])
  expect(found.open.votes.size).toBe(0)
  expect([twice, late].map((event) => reasonOf(found, event))).toEqual(['AlreadyDone', 'AlreadyDone'])
  expect([asked(found, early), asked(found, late)]).toEqual([4, 3])
  // Neither another name nor a stranger brings anybody back.
  rename(bob, dave.member, 'David')
  const stranger = newcomer('Erin', bob)
  bob.writer.see(bringBack(stranger, dave))
  expect(seenBy(bob).open.unreachable.size).toBe(1)
  const back = bringBack(bob, dave)
  expect(seenBy(bob).open.unreachable.size).toBe(0)
  expect(asked(seenBy(bob), back)).toBe(4)
  // Then everything may be voted on again.
  expect(reasonOf(seenBy(bob), voteUnreachable(bob, dave))).toBeUndefined()
})

test('[ME5] who returns while votes on them are open is voted on anew', () => {
  const people = quartet()
  const [alice, bob, , dave] = people
  voteUnreachable(alice, dave)
  bringBack(alice, dave)
  const again = voteUnreachable(alice, dave)
  expect(reasonOf(seenBy(alice), again)).toBeUndefined()
  expect([...seenBy(alice).open.votes.values()]).toEqual([[again]])
  bob.writer.meet(alice.writer)
  voteUnreachable(bob, dave)
  expect(seenBy(bob).open.unreachable.size).toBe(0)
})

test('[ME6] attack: choices that each come into effect only by the one before them cannot make a pot slow', () => {
  const people = startPot('Alice', 'Bob') as unknown as readonly [Person, Person]
  const [alice, bob] = people
  const devices = Array.from({ length: 40 }, (_, index) => secondDevice(alice, `Copy ${index}`))
  let next: PotEvent | undefined
  for (const device of devices.toReversed()) {
    const twin: Person = { ...device, writer: device.writer.fork() }
    const [here, there] = [device, twin].map((each, index) =>
      enter(each, evenExpense(`Tea ${index}`, 30, each, people)),
    ) as [PotEvent, PotEvent]
    // On the branch itself, so that it counts only once that is chosen.
    if (next) {
      device.writer.see(next)
      voteForBranch(device, next)
    }
    bob.writer.see(...device.writer.known.values(), there)
    next = here
  }
  alice.writer.see(...bob.writer.known.values())
  voteForBranch(alice, next as PotEvent)
  const { open } = seenBy(alice)
  expect([open.forked.size, open.branches.size]).toEqual([40, 32])
})

test('[ME5] nobody votes on a member that there is not, nor before they speak for a member themselves', () => {
  const people = quartet()
  const [alice] = people
  const nobody = { member: hashOf('nobody') as string as MemberId }
  const unknown = voteUnreachable(alice, nobody)
  const erin = newcomer('Erin', alice)
  const stranger = voteUnreachable(erin, alice)
  alice.writer.see(stranger)
  expect([unknown, stranger].map((event) => reasonOf(seenBy(alice), event))).toEqual(['UnknownMember', 'DeviceUnknown'])
})

test('[EP8] a retired member, an unreachable one, and one without a device that is left are not asked by who had seen it', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol', 'Dave'])
  const [alice, bob, carol, dave] = pot.people as unknown as Quartet
  retire(alice, bob)
  revoke(alice, carol.writer)
  const checkpoint = propose(pot, alice)
  const hidden = propose(pot, dave)
  alice.writer.see(hidden)
  const found = pot.seenBy(alice)
  expect([asked(found, checkpoint), asked(found, hidden)]).toEqual([2, 4])
})

test('[ME5] electors are whom the founder confirmed, or two electors; who retires themself is none', () => {
  const people = quartet()
  const [alice, bob, carol] = people
  const [erin, frank] = [newcomer('Erin', alice), newcomer('Frank', alice)]
  const [erins, franks] = [claim(erin), claim(frank)]
  meetAll([...people, erin, frank])
  confirm(bob, erins)
  erin.writer.meet(bob.writer)
  confirm(erin, franks)
  confirm(bob, franks)
  for (const person of [...people, erin, frank]) bob.writer.see(...person.writer.known.values())
  const count = (by: Person): number => {
    const event = enter(by, evenExpense('Tea', 400, by, people))
    const { open, known } = seenBy(by)
    return electorsKnownTo(open, [event], known.causality).size
  }
  expect(count(bob)).toBe(4)
  carol.writer.see(...bob.writer.known.values())
  confirm(carol, erins)
  // Erin is one now, so that Frank has two.
  expect(count(carol)).toBe(6)
  retire(carol, bob)
  expect(count(carol)).toBe(6)
  retire(carol, carol)
  expect(count(carol)).toBe(5)
})

test('[ME5] attack: one member brings a majority along, or sends the others away: no motion passes', () => {
  const { people, dave, lunch, supper } = forkedPot()
  const [alice, bob, carol] = people
  const puppets = ['One', 'Two', 'Three', 'Four', 'Five'].map((name) => newcomer(name, bob))
  for (const puppet of puppets) {
    const claimed = claim(puppet)
    bob.writer.see(claimed)
    confirm(bob, claimed)
    puppet.writer.see(...bob.writer.known.values())
    bob.writer.see(voteForBranch(puppet, supper), voteUnreachable(puppet, alice))
  }
  voteForBranch(bob, supper)
  voteUnreachable(bob, alice)
  for (const other of [alice, carol, dave]) {
    retire(bob, other)
    if (other !== alice) revoke(bob, other.writer)
  }
  alice.writer.meet(bob.writer)
  const found = seenBy(alice)
  expect(branchOf(found, dave)).toBeUndefined()
  expect(found.open.unreachable.size).toBe(0)
  expect(reasonOf(found, lunch)).toBe('DeviceForked')
})

test('[ME5] attack: an idle second device pleads ignorance of whom its member confirmed, and decides nothing alone', () => {
  const [alice] = startPot('Alice') as [Person]
  const tablet = secondDevice(alice)
  const others = ['Bob', 'Carol'].map((name) => newcomer(name, alice))
  for (const other of others) {
    const claimed = claim(other)
    alice.writer.see(claimed)
    confirm(alice, claimed)
  }
  // The tablet knows of nobody but Alice.
  const vote = voteUnreachable(tablet, alice)
  alice.writer.see(tablet.claimed, vote)
  expect(reasonOf(seenBy(alice), vote)).toBeUndefined()
  expect(seenBy(alice).open.unreachable.size).toBe(0)
  const alone = secondDevice(startPot('Alice')[0] as Person)
  voteUnreachable(alone, alice)
  expect(seenBy(alone).open.unreachable.size).toBe(1)
})

test('[ME5] votes on a member go on over a settlement, and so does what they decide', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol', 'Dave'])
  const people = pot.people as unknown as Quartet
  const [alice, bob, carol, dave] = people
  enter(alice, evenExpense('Tea', 400, alice, people))
  voteUnreachable(alice, dave)
  voteUnreachable(bob, dave)
  meetAll(people)
  settleUp(pot, alice)
  expect(pot.seenBy(alice).open.epoch).toBe(1n)
  const deciding = voteUnreachable(carol, dave)
  meetAll([alice, bob, carol])
  expect([...pot.seenBy(alice).open.unreachable]).toEqual([[dave.member, deciding.id]])
  enter(alice, evenExpense('Cake', 400, alice, people))
  settleUp(pot, alice)
  expect(pot.seenBy(alice).open.epoch).toBe(2n)
  expect(pot.seenBy(alice).open.unreachable.size).toBe(1)
})

test('[ME5] of a fork in a closed epoch a branch is chosen by what the device wrote since; what is closed stays closed', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const [alice, bob, carol] = pot.people as [Person, Person, Person]
  const copy: Person = { ...carol, writer: carol.writer.fork() }
  const lunch = enter(carol, evenExpense('Lunch', 300, carol, pot.people))
  enter(copy, evenExpense('Supper', 600, carol, pot.people))
  voteForBranch({ ...alice, writer: (alice.writer.meet(carol.writer), alice.writer) }, lunch)
  alice.writer.meet(copy.writer)
  settleUp(pot, alice)
  bob.writer.meet(alice.writer)
  const closed = voteForBranch(bob, lunch)
  const onward = enter(carol, evenExpense('Tea', 300, carol, pot.people))
  for (const person of [alice, bob]) {
    person.writer.see(onward, closed)
    voteForBranch(person, onward)
  }
  alice.writer.meet(bob.writer)
  const found = pot.seenBy(alice)
  expect([closed, onward].map((event) => reasonOf(found, event))).toEqual(['BranchRefused', undefined])
  expect(netsOf(found)).toEqual({ Alice: -100n, Bob: -100n, Carol: 200n })
})

test('[ME5] a founder who is no member is no elector; whom they confirmed decides', () => {
  const founder = createWriter('Alice')
  const { id } = founder.write({
    kind: 'pot.created',
    body: { title: 'Trip', salt: hashOf('salt'), currency: EUR, chain: null },
  })
  const alice: Person = { name: 'Alice', writer: founder, member: id as string as MemberId }
  const bob = newcomer('Bob', alice)
  const claimed = claim(bob)
  founder.see(claimed)
  confirm(alice, claimed)
  bob.writer.meet(founder)
  const none = voteUnreachable(alice, bob)
  voteUnreachable(bob, bob)
  founder.meet(bob.writer)
  expect(reasonOf(seenBy(alice), none)).toBe('DeviceUnknown')
  expect(seenBy(alice).open.unreachable.size).toBe(1)
})

test('[ME5] of a device that forked with its first events in a closed epoch a branch is chosen as well', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const [alice, bob, carol] = pot.people as [Person, Person, Person]
  const dave = newcomer('Dave', alice)
  const copy: Person = { ...dave, writer: dave.writer.fork() }
  const claims = [claim(dave), claim(copy, alice.member)]
  alice.writer.see(...claims)
  expect(claims.map(({ seq }) => seq)).toEqual([0, 0])
  settleUp({ ...pot, people: [alice] }, alice)
  const tea = enter(dave, evenExpense('Tea', 300, dave, [alice, dave]))
  for (const person of [alice, bob, carol]) {
    person.writer.see(...alice.writer.known.values(), tea)
    voteForBranch(person, tea)
  }
  meetAll([alice, bob, carol])
  const found = pot.seenBy(alice)
  expect(found.open.epoch).toBe(1n)
  expect(branchOf(found, dave)).toBe(tea.id)
})
