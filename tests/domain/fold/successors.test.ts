// A pot that moves on to another group of the contract: people change their wallets, or a group lost its quorum.

import { expect, test } from 'vitest'
import {
  computeCheckpoint,
  cutOf,
  fold,
  type EventId,
  type EventOf,
  type GroupHistory,
  type PotFold,
  type PotTied,
} from '../../../src/domain/index.ts'
import { createGroup, type GroupStory } from '../group-story.ts'
import { createWriter, enter, evenExpense, hashOf, meetAll, netsOf, startPot, wallet, type Person } from '../story.ts'
import { tieAfter } from './tie-after.ts'
import { checkpointOf, rates, settleUp, startTiedPot, type TiedPot } from './tied-pot.ts'

type Trio = readonly [Person, Person, Person]

/** A group of the same people under another name. */
const groupOf = (people: readonly Person[], name = 'second'): GroupStory =>
  createGroup(
    people.map((person) => wallet(person.name).address),
    { name },
  )

const sign = (people: readonly Person[], [first, ...others]: readonly Person[], body: PotTied): EventOf<'pot.tied'> => {
  const tie = (first as Person).writer.write({ kind: 'pot.tied', body })
  meetAll(people)
  for (const { writer } of others) writer.write({ kind: 'tie.signed', body: { tie: tie.id } })
  meetAll(people)
  return tie
}

/** Alice, Bob and Carol settled one dinner in their first group; nothing is paid. */
const settledPot = (): { readonly pot: TiedPot; readonly people: Trio; readonly next: GroupStory } => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const people = pot.people as unknown as Trio
  enter(people[0], evenExpense('Dinner', 3000, people[0], people))
  meetAll(people)
  settleUp(pot, people[0])
  meetAll(people)
  return { pot, people, next: groupOf(people) }
}

const seen = ({ writer }: Person, ...groups: readonly (GroupStory | GroupHistory)[]): PotFold =>
  fold(
    writer.known.values(),
    groups.map((group) => ('history' in group ? group.history() : group)),
  )

const verdicts = ({ anchors }: PotFold): readonly string[] => anchors.map(({ verdict }) => verdict.type).sort()

const finalize = (people: readonly Person[], found: PotFold, group: GroupStory): EventOf<'checkpoint.proposed'> => {
  const [alice] = people as Trio
  const checkpoint = alice.writer.write({ kind: 'checkpoint.proposed', body: checkpointOf(found) })
  meetAll(people)
  group.finalize(checkpoint)
  return checkpoint
}

test('[EP9] a successor takes effect by the same co-signing, and the pot’s epoch goes on from its base epoch', () => {
  const { pot, people, next } = settledPot()
  const [alice] = people
  pot.group.pay(0)
  const tie = sign(people, people, tieAfter(seen(alice, pot.group), pot.group, next))
  const found = seen(alice, pot.group, next)
  expect(found.open).toMatchObject({
    tie: { event: tie.id, group: next.group, baseEpoch: 1n },
    group: { seq: 0n, epoch: 0n },
    paying: { type: 'none' },
    chainProblems: [],
    epoch: 1n,
  })
  // What was paid in the old group up to its end counts; in the new one everything starts again.
  expect(Object.values(netsOf(found)).filter((amount) => amount < 0n)).toHaveLength(1)
  const checkpoint = finalize(people, found, next)
  expect(checkpoint.body).toMatchObject({ epoch: 2n, group: next.group, seq: 0n })
  const after = seen(alice, pot.group, next)
  expect(verdicts(after)).toEqual(['final', 'final'])
  expect(after.open).toMatchObject({ epoch: 2n, paying: { type: 'plan', checkpoint: checkpoint.id } })
  expect(after.base).toMatchObject({ event: checkpoint.id, finalizedSeq: 1n })
})

test('[EP9] in whatever order the groups come, the verdicts are the same', () => {
  for (const name of ['second', 'third', 'fourth', 'fifth']) {
    const { pot, people } = settledPot()
    const [alice] = people
    const next = groupOf(people, name)
    sign(people, people, tieAfter(seen(alice, pot.group), pot.group, next))
    finalize(people, seen(alice, pot.group, next), next)
    const last = groupOf(people, `after ${name}`)
    sign(people, people, tieAfter(seen(alice, pot.group, next), next, last))
    const checkpoint = finalize(people, seen(alice, pot.group, next, last), last)
    for (const groups of [
      [pot.group, next, last],
      [last, next, pot.group],
    ]) {
      const found = seen(alice, ...groups)
      expect(verdicts(found)).toEqual(['final', 'final', 'final'])
      expect([found.base.event, found.open.epoch]).toEqual([checkpoint.id, 3n])
    }
    // Without the first group everything waits for what became of its settlement.
    const waiting = seen(alice, next, last).anchors.map(({ verdict }) => verdict)
    expect(waiting).toEqual(waiting.map(() => ({ type: 'waiting', missing: seen(alice, pot.group).base.event })))
  }
})

test('[EP9] what happens in the old group after its end does not count, and its later settlements are void', () => {
  const { pot, people, next } = settledPot()
  const [alice, bob] = people
  // Bob has not seen the successor: he settles once more in the old group.
  const before = seen(bob, pot.group)
  const body = tieAfter(before, pot.group, next)
  const stale = bob.writer.write({ kind: 'checkpoint.proposed', body: checkpointOf(before) })
  sign(people, people, body)
  const checkpoint = finalize(people, seen(alice, pot.group, next), next)
  pot.group.pay(0)
  pot.group.finalize({ ...stale, body: { ...stale.body, seq: pot.group.seq() } })
  const found = seen(alice, pot.group, next)
  expect(found.base.event).toBe(checkpoint.id)
  expect(netsOf(found)).toEqual(
    netsOf(seen(alice, next, { ...pot.group.history(), events: pot.group.history().events.slice(0, 5) })),
  )
  expect(netsOf(found)).toMatchObject({ Alice: 2000n })
})

test('[EP9] a correct settlement of the old group is superseded once the new group has one over the same base', () => {
  const { pot, people, next } = settledPot()
  const [alice, bob] = people
  enter(bob, evenExpense('Taxi', 600, bob, people))
  const old = bob.writer.write({ kind: 'checkpoint.proposed', body: checkpointOf(seen(bob, pot.group)) })
  const base = seen(alice, pot.group)
  sign(people, people, tieAfter(base, pot.group, next))
  const successor = seen(alice, pot.group, next)
  pot.group.finalize(old)
  // As long as nothing is final in the new group the old settlement stands, and its epoch has overtaken the successor.
  const between = seen(alice, pot.group, next)
  expect(between.base.event).toBe(old.id)
  expect(between.open.tie?.group).toBe(pot.group.group)
  const checkpoint = alice.writer.write({ kind: 'checkpoint.proposed', body: checkpointOf(successor) })
  next.finalize(checkpoint)
  const found = seen(alice, pot.group, next)
  expect(found.base.event).toBe(checkpoint.id)
  expect(verdicts(found)).toEqual(['final', 'final', 'superseded'])
})

test('[EP9] of several successors of one tie a member co-signs one', () => {
  const { pot, people, next } = settledPot()
  const [alice, bob, carol] = people
  const body = tieAfter(seen(alice, pot.group), pot.group, next)
  const one = alice.writer.write({ kind: 'pot.tied', body })
  const other = bob.writer.write({
    kind: 'pot.tied',
    body: tieAfter(seen(bob, pot.group), pot.group, groupOf(people, 'other')),
  })
  meetAll(people)
  const switching = alice.writer.write({ kind: 'tie.signed', body: { tie: other.id } })
  carol.writer.write({ kind: 'tie.signed', body: { tie: one.id } })
  meetAll(people)
  const { open } = seen(alice, pot.group)
  expect(open.notCounting.get(switching.id)).toEqual({ type: 'AlreadyDone' })
  expect(open.tie?.group).toBe(pot.group.group)
})

test('[EP9] a successor follows the tie in effect, counts on from the pot’s epoch, and says where the old group ends', () => {
  const { pot, people, next } = settledPot()
  const [alice] = people
  const body = tieAfter(seen(alice, pot.group), pot.group, next)
  const refused = [
    { ...body, previous: null, last: null },
    { ...body, previous: seen(alice, pot.group).base.event },
    { ...body, baseEpoch: 0n },
    { ...body, baseEpoch: 2n },
    { ...body, last: null },
  ].map((each) => alice.writer.write({ kind: 'pot.tied', body: each }))
  const { open } = seen(alice, pot.group)
  expect(refused.map(({ id }) => open.notCounting.get(id)?.type)).toEqual(refused.map(() => 'TieRefused'))
})

test('[EP9] a member who signed a successor that an epoch has overtaken may sign the next', () => {
  const { pot, people, next } = settledPot()
  const [alice, bob] = people
  const late = alice.writer.write({ kind: 'pot.tied', body: tieAfter(seen(alice, pot.group), pot.group, next) })
  enter(bob, evenExpense('Taxi', 600, bob, people))
  meetAll(people)
  settleUp({ ...pot, seenBy: (person) => seen(person, pot.group) }, bob)
  for (const { writer } of people.slice(1)) writer.write({ kind: 'tie.signed', body: { tie: late.id } })
  meetAll(people)
  expect(seen(alice, pot.group).open.tie?.group).toBe(pot.group.group)
  const again = sign(people, people, tieAfter(seen(alice, pot.group), pot.group, next))
  expect(seen(alice, pot.group, next).open.tie?.event).toBe(again.id)
})

test('[EP9] as long as the old group is not read up to its end, nothing is settled in the new one, and what is missing is named', () => {
  const { pot, people, next } = settledPot()
  const [alice] = people
  pot.group.pay(0)
  const tie = sign(people, people, tieAfter(seen(alice, pot.group), pot.group, next))
  const checkpoint = finalize(people, seen(alice, pot.group, next), next)
  // The payment is not read yet.
  const history = pot.group.history()
  const short = { ...history, events: history.events.slice(0, -1) }
  const behind = seen(alice, short, next)
  expect(behind.open.chainProblems).toEqual([{ type: 'OldGroupBehind', tie: tie.id, seq: pot.group.seq() }])
  expect(behind.anchors.map(({ verdict }) => verdict)).toContainEqual({ type: 'waiting', missing: tie.id })
  const terms = {
    cut: cutOf(behind),
    seq: 0n,
    mode: { type: 'fewest' },
    conversion: null,
    rates,
  } as const
  expect(computeCheckpoint(behind.known, behind.base, terms)).toMatchObject({
    ok: false,
    error: { type: 'OldGroupBehind' },
  })
  // Nothing of the old group is read: its settlement, on which the new one stands, is awaited.
  const unread = seen(alice, next)
  expect(unread.anchors.map(({ verdict }) => verdict)).toEqual([{ type: 'waiting', missing: checkpoint.body.base }])
  expect(seen(alice, pot.group, next).base.event).toBe(checkpoint.id)
})

test('[EP9] a successor that says something else of the old group than the chain does is shown, and keeps nobody from settling', () => {
  const { pot, people, next } = settledPot()
  const [alice] = people
  const body = tieAfter(seen(alice, pot.group), pot.group, next)
  const last = body.last as NonNullable<PotTied['last']>
  const wrongEpoch = settledPot()
  const { id } = sign(wrongEpoch.people, wrongEpoch.people, { ...body, last: { ...last, epoch: last.epoch + 1n } })
  expect(seen(wrongEpoch.people[0], wrongEpoch.pot.group, wrongEpoch.next).open.chainProblems).toEqual([
    { type: 'OldGroupDiffers', tie: id, seq: pot.group.seq() },
  ])
  const lie = { ...body, last: { ...last, head: hashOf('lie') } }
  const tie = sign(people, people, lie)
  const found = seen(alice, pot.group, next)
  expect(found.open.chainProblems).toEqual([{ type: 'OldGroupDiffers', tie: tie.id, seq: pot.group.seq() }])
  const checkpoint = finalize(people, found, next)
  expect(seen(alice, pot.group, next).base.event).toBe(checkpoint.id)
})

test('[EP9] two ties in one epoch: the pot passes through a group that settled nothing', () => {
  const { pot, people, next } = settledPot()
  const [alice] = people
  sign(people, people, tieAfter(seen(alice, pot.group), pot.group, next))
  const last = groupOf(people, 'last')
  const tie = sign(people, people, tieAfter(seen(alice, pot.group, next), next, last))
  const found = seen(alice, pot.group, next, last)
  expect(found.open).toMatchObject({ tie: { event: tie.id }, group: { seq: 0n }, chainProblems: [] })
  const checkpoint = finalize(people, found, last)
  expect(seen(alice, last, next, pot.group).base.event).toBe(checkpoint.id)
})

test('[BA5] a leg that was open when the pot left its group can be confirmed by the payee', () => {
  const { pot, people, next } = settledPot()
  const [alice, bob] = people
  const checkpoint = seen(alice, pot.group).base.event
  const confirm = () => alice.writer.write({ kind: 'leg.confirmed', body: { checkpoint, index: 0 } })
  const early = confirm()
  sign(people, people, tieAfter(seen(alice, pot.group), pot.group, next))
  const found = seen(bob, pot.group, next)
  // The epoch is folded as a whole: the earlier confirmation counts as soon as the leg cannot be paid on the chain any more.
  expect(found.open.notCounting.has(early.id)).toBe(false)
  expect(found.open.confirmed.size).toBe(1)
  expect(seen(bob, pot.group).open.notCounting.has(early.id)).toBe(false)
})

test('[EP9] settlements of groups that the pot left, which nobody knows the checkpoints of, are superseded with all that came before', () => {
  const { pot, people, next } = settledPot()
  const [alice] = people
  const groups: GroupStory[] = [pot.group]
  for (const group of [next, groupOf(people, 'third')]) {
    const old = groups.at(-1) as GroupStory
    const body = checkpointOf(seen(alice, ...groups))
    sign(people, people, tieAfter(seen(alice, ...groups), old, group))
    // After its end for the pot the old group settles something that is not here.
    const hidden = createWriter('Mallory').write({ kind: 'checkpoint.proposed', body: { ...body, epoch: 9n } })
    old.finalize({ ...hidden, body: { ...body, legs: 0, planRoot: '0'.repeat(64) as never } })
    groups.push(group)
    finalize(people, seen(alice, ...groups), group)
  }
  const found = seen(alice, ...groups)
  expect(verdicts(found)).toEqual(['final', 'final', 'final', 'superseded', 'superseded'])
})

test('[EP4] a settlement over a base that no group of the pot can make final is void, and waits for nothing', () => {
  const { pot, people, next } = settledPot()
  const [alice, bob] = people
  const untied = startPot('Alice', 'Bob')[0] as Person
  const early = alice.writer.write({
    kind: 'checkpoint.proposed',
    body: checkpointOf(fold(untied.writer.known.values(), [])),
  })
  const ofGroup = alice.writer.write({ kind: 'checkpoint.proposed', body: checkpointOf(seen(alice, pot.group)) })
  const dinner = enter(bob, evenExpense('Taxi', 600, bob, people))
  meetAll(people)
  sign(people, people, tieAfter(seen(alice, pot.group), pot.group, next))
  const verdictOver = (group: GroupStory, base: EventId): unknown => {
    const body = { ...checkpointOf(seen(alice, pot.group, next)), seq: group.seq(), base }
    const event = alice.writer.write({ kind: 'checkpoint.proposed', body })
    group.finalize(event)
    const anchors = seen(alice, pot.group, next).anchors
    return anchors.find(({ finalized }) => finalized.checkpoint === event.id)?.verdict
  }
  const isVoid = { type: 'void', differs: ['base'] }
  // In the new group: what is no checkpoint, what is not here, and what was proposed in that very group.
  const own = alice.writer.write({
    kind: 'checkpoint.proposed',
    body: checkpointOf(seen(alice, pot.group, next)),
  })
  for (const base of [dinner.id, hashOf('nothing') as string as EventId, own.id])
    expect(verdictOver(next, base)).toEqual(isVoid)
  // One of the old group may be final there, as far as it was not read.
  expect(verdictOver(next, ofGroup.id)).toEqual({ type: 'waiting', missing: ofGroup.id })
  // No group came before the first one.
  expect(verdictOver(pot.group, early.id)).toEqual(isVoid)
})

test('[EP4] a settlement over one that is void is void, also in another group; one over a later one of its group is too', () => {
  const { pot, people, next } = settledPot()
  const [alice] = people
  const lie = alice.writer.write({
    kind: 'checkpoint.proposed',
    body: { ...checkpointOf(seen(alice, pot.group)), stateHash: hashOf('lie') as never },
  })
  meetAll(people)
  const base = seen(alice, pot.group)
  pot.group.finalize(lie)
  sign(people, people, tieAfter(base, pot.group, next))
  const body = { ...checkpointOf(seen(alice, pot.group, next)), base: lie.id }
  const over = alice.writer.write({ kind: 'checkpoint.proposed', body })
  next.finalize(over)
  const found = seen(alice, pot.group, next)
  const verdictOf = ({ anchors }: PotFold, { id }: { readonly id: EventId }): unknown =>
    anchors.find(({ finalized }) => finalized.checkpoint === id)?.verdict
  expect(verdictOf(found, over)).toEqual({ type: 'void', differs: ['base'] })

  const other = settledPot()
  const [first] = other.people
  const terms = checkpointOf(seen(first, other.pot.group))
  const hidden = createWriter('Mallory').write({ kind: 'checkpoint.proposed', body: terms })
  const early = first.writer.write({ kind: 'checkpoint.proposed', body: { ...terms, base: hidden.id } })
  other.pot.group.finalize(early)
  other.pot.group.finalize(hidden)
  const read = seen(first, other.pot.group)
  expect(verdictOf(read, hidden)).toEqual({ type: 'waiting', missing: hidden.id })
  expect(verdictOf(read, early)).toEqual({ type: 'void', differs: ['base'] })
})
