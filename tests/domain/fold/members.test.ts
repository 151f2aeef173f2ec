import { expect, test } from 'vitest'
import { mergedMember, type MemberId } from '../../../src/domain/index.ts'
import {
  claim,
  enter,
  evenExpense,
  hashOf,
  meetAll,
  netsOf,
  newcomer,
  startPot,
  transfer,
  type Person,
} from '../story.ts'
import { add, bringBack, confirm, merge, reasonOf, rename, retire, seenBy, speakers, unmerge } from './deeds.ts'
import { settleUp, startTiedPot } from './tied-pot.ts'

type Trio = readonly [Person, Person, Person]
const trio = (): Trio => startPot('Alice', 'Bob', 'Carol') as unknown as Trio
const nobody = hashOf('nobody') as string as MemberId
const nameOf = (person: Person, member: MemberId): string | undefined => seenBy(person).open.members.get(member)?.name

test('[ME4] anybody who speaks gives a member another name; the name before is free again', () => {
  const [alice, bob] = trio()
  rename(alice, bob.member, 'Robert')
  expect(nameOf(alice, bob.member)).toBe('Robert')
  const again = add(alice, 'Bob')
  expect(reasonOf(seenBy(alice), again)).toBeUndefined()
  rename(alice, bob.member, 'Robert')
  expect([...seenBy(alice).open.notCounting]).toEqual([])
  const taken = add(alice, 'Robert')
  expect(reasonOf(seenBy(alice), taken)).toBe('NameTaken')
})

test('[ME4] a rename to a name in use, or of nobody, or by a stranger, does not count', () => {
  const [alice, bob, carol] = trio()
  const taken = rename(alice, bob.member, 'Carol')
  const unknown = rename(alice, nobody, 'Nobody')
  const dave = newcomer('Dave', alice)
  const stranger = rename(dave, carol.member, 'Caroline')
  alice.writer.meet(dave.writer)
  const found = seenBy(alice)
  expect([taken, unknown, stranger].map((event) => reasonOf(found, event))).toEqual([
    'NameTaken',
    'UnknownMember',
    'DeviceUnknown',
  ])
  expect([nameOf(alice, bob.member), nameOf(alice, carol.member)]).toEqual(['Bob', 'Carol'])
})

test('[ME4] of renames made apart the last in canonical order stands, however late its author came to speak', () => {
  const [alice, bob, carol] = trio()
  const dave = newcomer('Dave', alice)
  const claimed = claim(dave)
  const early = rename(dave, carol.member, 'Early')
  meetAll([alice, bob, carol])
  enter(alice, evenExpense('Tea', 300, alice, [alice, bob, carol]))
  enter(alice, evenExpense('Cake', 300, alice, [alice, bob, carol]))
  const late = rename(alice, carol.member, 'Late')
  expect(late.lamport).toBeGreaterThan(early.lamport)
  alice.writer.meet(dave.writer)
  expect(nameOf(alice, carol.member)).toBe('Late')
  confirm(alice, claimed)
  expect(nameOf(alice, carol.member)).toBe('Late')
  expect(reasonOf(seenBy(alice), early)).toBeUndefined()
  // What lost is free.
  expect(reasonOf(seenBy(alice), add(alice, 'Early'))).toBeUndefined()
})

test('[ME2] a member retires and returns: the last in canonical order decides, and the balance stays', () => {
  const [alice, bob, carol] = trio()
  enter(alice, evenExpense('Dinner', 3000, alice, [alice, bob, carol]))
  const retired = retire(alice, bob)
  expect(seenBy(alice).open.members.get(bob.member)).toMatchObject({ retired: retired.id, retiredThemself: false })
  expect(netsOf(seenBy(alice))).toEqual({ Alice: 2000n, Bob: -1000n, Carol: -1000n })
  bob.writer.meet(alice.writer)
  bringBack(bob, bob)
  expect(seenBy(bob).open.members.get(bob.member)).toMatchObject({ retired: null, retiredThemself: false })
  const own = retire(bob, bob)
  expect(seenBy(bob).open.members.get(bob.member)).toMatchObject({ retired: own.id, retiredThemself: true })
})

test('[ME2] of a retirement and a return made apart the later in canonical order decides', () => {
  const [alice, bob] = trio()
  const out = retire(alice, bob)
  const back = bringBack(bob, bob)
  const later = enter(bob, evenExpense('Tea', 300, bob, [alice, bob]))
  alice.writer.see(back, later)
  const isOut = out.lamport > back.lamport || (out.lamport === back.lamport && out.device > back.device)
  expect(seenBy(alice).open.members.get(bob.member)?.retired).toBe(isOut ? out.id : null)
})

test('[ME2] a retirement by somebody who came to speak late gives way to what is later in canonical order', () => {
  const [alice, , carol] = trio()
  const dave = newcomer('Dave', alice)
  const claimed = claim(dave)
  const early = retire(dave, carol)
  for (const title of ['One', 'Two', 'Three']) enter(alice, evenExpense(title, 300, alice, [alice, carol]))
  bringBack(alice, carol)
  alice.writer.meet(dave.writer)
  confirm(alice, claimed)
  expect(reasonOf(seenBy(alice), early)).toBeUndefined()
  expect(seenBy(alice).open.members.get(carol.member)?.retired).toBeNull()
})

test('[ME2] nobody retires who is no member', () => {
  const [alice] = trio()
  const out = retire(alice, { member: nobody })
  expect(seenBy(alice).open.notCounting.get(out.id)).toEqual({ type: 'UnknownMember', member: nobody })
})

test('[ME8] what a merged member paid and owes is the other’s; entries keep the names they give', () => {
  const people = trio()
  const [alice, bob] = people
  const robert = newcomer('Robert', alice)
  const dinner = enter(alice, evenExpense('Dinner', 3000, alice, [alice, bob, robert]))
  expect(netsOf(seenBy(alice))).toEqual({ Alice: 2000n, Bob: -1000n, Robert: -1000n })
  merge(alice, robert.member, bob.member)
  const { open } = seenBy(alice)
  expect(netsOf(seenBy(alice))).toEqual({ Alice: 2000n, Bob: -2000n })
  expect(open.members.get(robert.member)?.mergedInto).toBe(bob.member)
  expect([...(open.entries.get(dinner.id as never)?.effect ?? [])].map(({ member }) => member)).toContain(robert.member)
  // What is written about the old name later is the other's, too.
  enter(alice, transfer(500, robert, alice))
  expect(netsOf(seenBy(alice))).toEqual({ Alice: 1500n, Bob: -1500n })
})

test('[ME8] merges are followed in chains and never form a circle; a member is merged once', () => {
  const [alice, bob, carol] = trio()
  const [rob, robert] = [newcomer('Rob', alice), newcomer('Robert', alice)]
  merge(alice, rob.member, robert.member)
  const circle = merge(alice, robert.member, rob.member)
  const self = merge(alice, robert.member, robert.member)
  const second = merge(alice, rob.member, carol.member)
  merge(alice, robert.member, bob.member)
  const found = seenBy(alice)
  expect([circle, self, second].map((event) => reasonOf(found, event))).toEqual([
    'AlreadyDone',
    'AlreadyDone',
    'AlreadyDone',
  ])
  expect(mergedMember(found.open, rob.member)).toBe(bob.member)
})

test('[ME8] only a member whom nobody claimed is merged, into one that there is, by a device that speaks', () => {
  const [alice, bob, carol] = trio()
  const dave = newcomer('Dave', alice)
  const [claimed, unknown, strange] = [
    merge(alice, bob.member, carol.member),
    merge(alice, dave.member, nobody),
    merge(alice, nobody, dave.member),
  ]
  const stranger = merge(dave, dave.member, bob.member)
  alice.writer.meet(dave.writer)
  const found = seenBy(alice)
  expect([claimed, unknown, strange, stranger].map((event) => reasonOf(found, event))).toEqual([
    'AlreadyClaimed',
    'UnknownMember',
    'UnknownMember',
    'DeviceUnknown',
  ])
})

test('[ME8] a merge is taken back within its epoch, once, by anybody who speaks', () => {
  const [alice, bob] = trio()
  const robert = newcomer('Robert', alice)
  enter(alice, evenExpense('Dinner', 3000, alice, [alice, bob, robert]))
  const merged = merge(alice, robert.member, bob.member)
  const stranger = unmerge(robert, merged)
  bob.writer.meet(alice.writer)
  unmerge(bob, merged)
  expect(netsOf(seenBy(bob))).toEqual({ Alice: 2000n, Bob: -1000n, Robert: -1000n })
  const twice = unmerge(bob, merged)
  bob.writer.see(stranger)
  expect([twice, stranger].map((event) => reasonOf(seenBy(bob), event))).toEqual(['UnknownEvent', 'DeviceUnknown'])
  merge(bob, robert.member, bob.member)
  expect(netsOf(seenBy(bob))).toEqual({ Alice: 2000n, Bob: -2000n })
})

test('[ME8] a claim that counts in the same epoch stands and the merge does not', () => {
  const [alice, bob] = trio()
  const robert = newcomer('Robert', alice)
  const claimed = claim(robert)
  const merged = merge(alice, robert.member, bob.member)
  expect(reasonOf(seenBy(alice), merged)).toBeUndefined()
  alice.writer.meet(robert.writer)
  confirm(alice, claimed)
  expect(reasonOf(seenBy(alice), merged)).toBe('AlreadyClaimed')
  expect(speakers(seenBy(alice))).toContain('Robert')
})

test('[ME8] once a settlement is final the merge stands: it is not undone, and its member is claimed no more', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const [alice, bob] = pot.people as unknown as Trio
  const robert = newcomer('Robert', alice)
  enter(alice, evenExpense('Dinner', 3000, alice, [alice, bob, robert]))
  const merged = merge(alice, robert.member, bob.member)
  settleUp(pot, alice)
  expect(pot.seenBy(alice).anchors.map(({ verdict }) => verdict.type)).toEqual(['final'])
  const undone = unmerge(alice, merged)
  const claimed = claim(robert)
  alice.writer.meet(robert.writer)
  confirm(alice, claimed)
  const found = pot.seenBy(alice)
  expect([undone, claimed].map((event) => reasonOf(found, event))).toEqual(['UnknownEvent', 'MemberMerged'])
  expect(netsOf(found)).toEqual({ Alice: 2000n, Bob: -2000n })
  enter(alice, evenExpense('Tea', 300, alice, [alice, bob, robert]))
  expect(netsOf(pot.seenBy(alice))).toEqual({ Alice: 2200n, Bob: -2200n })
})
