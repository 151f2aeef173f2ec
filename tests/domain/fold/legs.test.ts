import { expect, test } from 'vitest'
import {
  canConfirmLeg,
  fold,
  legKey,
  minor,
  type EventId,
  type EventOf,
  type Leg,
  type MemberId,
  type PotEvent,
} from '../../../src/domain/index.ts'
import {
  createWriter,
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
import { checkpointOf, propose, settleUp, startTiedPot, type TiedPot } from './tied-pot.ts'

type Pair = readonly [Person, Person]

const confirm = ({ writer }: Person, checkpoint: PotEvent, index = 0): EventOf<'leg.confirmed'> =>
  writer.write({ kind: 'leg.confirmed', body: { checkpoint: checkpoint.id, index } })

/** Bob owes Alice 15.00 in a pot without a chain, and Alice proposed to settle. */
const pairPot = (): { readonly people: Pair; readonly checkpoint: EventOf<'checkpoint.proposed'> } => {
  const people = startPot('Alice', 'Bob') as unknown as Pair
  const [alice] = people
  enter(alice, evenExpense('Dinner', 3000, alice, people))
  const checkpoint = alice.writer.write({
    kind: 'checkpoint.proposed',
    body: checkpointOf(fold(alice.writer.known.values(), [])),
  })
  meetAll(people)
  return { people, checkpoint }
}

test('[BA5] the payee’s device confirms a leg outside the chain: a transfer that counts once', () => {
  const { people, checkpoint } = pairPot()
  const [alice] = people
  const received = confirm(alice, checkpoint)
  const again = confirm(alice, checkpoint)
  const found = fold(alice.writer.known.values(), [])
  expect(found.open.nets).toEqual([])
  expect(found.open.confirmed.get(legKey(checkpoint.id, 0))).toEqual({
    checkpoint: checkpoint.id,
    index: 0,
    event: received.id,
  })
  expect([...found.open.notCounting]).toEqual([[again.id, { type: 'AlreadyDone' }]])
})

test('[BA5] nobody but the payee confirms, and only a leg that there is', () => {
  const { people, checkpoint } = pairPot()
  const [alice, bob] = people
  const stranger = createWriter('Mallory')
  stranger.see(...alice.writer.known.values())
  const refused = [
    confirm(bob, checkpoint),
    confirm(alice, checkpoint, 1),
    confirm(alice, [...alice.writer.known.values()][0] as PotEvent),
    confirm({ ...alice, writer: stranger }, checkpoint),
  ]
  meetAll(people)
  const { open } = fold([...alice.writer.known.values(), ...stranger.known.values()], [])
  expect(refused.map(({ id }) => open.notCounting.get(id)?.type)).toEqual([
    'NotPayee',
    'UnknownEvent',
    'UnknownEvent',
    'DeviceUnknown',
  ])
  expect(open.nets).toHaveLength(2)
})

test('[BA5] a confirmed leg counts in the epoch where it falls, even if the plan was made anew since', () => {
  const { people, checkpoint } = pairPot()
  const [alice, bob] = people
  enter(bob, evenExpense('Taxi', 1000, bob, people))
  const second = bob.writer.write({
    kind: 'checkpoint.proposed',
    body: checkpointOf(fold(bob.writer.known.values(), [])),
  })
  expect(second.body.plan).toMatchObject([{ amount: 1000n }])
  confirm(alice, checkpoint)
  meetAll(people)
  expect(netsOf(fold(alice.writer.known.values(), []))).toEqual({ Alice: -500n, Bob: 500n })
})

test('[BA5] a leg that would take from its payer, or names no member, moves nothing', () => {
  const { people, checkpoint } = pairPot()
  const [alice, bob] = people
  const leg = checkpoint.body.plan[0] as Leg
  const plan: readonly Leg[] = [
    { ...leg, amount: minor(-1_000_000n) },
    { ...leg, amount: minor(0n) },
    { ...leg, from: hashOf('ghost') as string as MemberId },
  ]
  const hostile = bob.writer.write({
    kind: 'checkpoint.proposed',
    body: { ...checkpoint.body, plan: plan.map((each) => ({ ...each, to: bob.member })) },
  })
  const refused = plan.map((_, index) => confirm(bob, hostile, index))
  const { open } = fold(bob.writer.known.values(), [])
  expect(netsOf(fold(bob.writer.known.values(), []))).toEqual({ Alice: 1500n, Bob: -1500n })
  expect(refused.map(({ id }) => open.notCounting.get(id)?.type)).toEqual([
    'AlreadyDone',
    'AlreadyDone',
    'UnknownMember',
  ])
  // Nor does one to nobody.
  const ghost = hashOf('ghost') as string as MemberId
  const lost = bob.writer.write({
    kind: 'checkpoint.proposed',
    body: { ...checkpoint.body, plan: [{ ...leg, to: ghost }] },
  })
  const claimed = confirm(bob, lost, 0)
  expect(fold(bob.writer.known.values(), []).open.notCounting.get(claimed.id)).toEqual({ type: 'NotPayee' })
  expect(canConfirmLeg(open, hostile.id, 0)).toBe(false)
  expect(canConfirmLeg(open, hostile.id, 9)).toBe(false)
  expect(canConfirmLeg(open, alice.member as string as EventId, 0)).toBe(false)
})

test('[BA5] a transfer entry that names a leg is a note: it moves its own amount and does no leg', () => {
  const { people, checkpoint } = pairPot()
  const [alice, bob] = people
  enter(bob, { ...transfer(500, bob, alice), note: `leg ${legKey(checkpoint.id, 0)}` })
  const { open } = fold(bob.writer.known.values(), [])
  expect(canConfirmLeg(open, checkpoint.id, 0)).toBe(true)
  expect(netsOf(fold(bob.writer.known.values(), []))).toEqual({ Alice: 1000n, Bob: -1000n })
})

/** Bob owes Alice 15.00 over the chain, and the settlement is final. */
const finalPot = (): TiedPot & { readonly people: Pair; readonly checkpoint: EventOf<'checkpoint.proposed'> } => {
  const pot = startTiedPot(['Alice', 'Bob'])
  const people = pot.people as unknown as Pair
  enter(people[0], evenExpense('Dinner', 3000, people[0], people))
  meetAll(people)
  return { ...pot, people, checkpoint: settleUp(pot, people[0]) }
}

test('[BA5] a leg of the chain is credited by the chain alone while its settlement is the one in force', () => {
  const pot = finalPot()
  const [alice] = pot.people
  const early = confirm(alice, pot.checkpoint)
  const { open } = pot.seenBy(alice)
  expect(open.notCounting.get(early.id)).toEqual({ type: 'AlreadyDone' })
  expect(canConfirmLeg(open, pot.checkpoint.id, 0)).toBe(false)
  pot.group.pay(0)
  expect(pot.seenBy(alice).open.nets).toEqual([])
})

test('[BA5] of a settlement that was superseded while a leg was open, the confirmation counts too, once', () => {
  const pot = finalPot()
  const [alice, bob] = pot.people
  enter(bob, evenExpense('Taxi', 400, bob, pot.people))
  const second = settleUp(pot, bob)
  expect(second.body.plan).toMatchObject([{ amount: 1300n }])
  expect(canConfirmLeg(pot.seenBy(alice).open, pot.checkpoint.id, 0)).toBe(true)
  confirm(alice, pot.checkpoint)
  confirm(alice, pot.checkpoint)
  expect(netsOf(pot.seenBy(alice))).toEqual({ Alice: -200n, Bob: 200n })
  // The one in force is the chain’s.
  expect(canConfirmLeg(pot.seenBy(alice).open, second.id, 0)).toBe(false)
  // In the epoch after, it still counts once.
  settleUp(pot, alice)
  expect(canConfirmLeg(pot.seenBy(alice).open, pot.checkpoint.id, 0)).toBe(false)
})

test('[BA5] a leg that the chain holds as done is never confirmed besides', () => {
  const pot = finalPot()
  const [alice, bob] = pot.people
  pot.group.pay(0)
  enter(bob, evenExpense('Taxi', 400, bob, pot.people))
  settleUp(pot, bob)
  const double = confirm(alice, pot.checkpoint)
  expect(pot.seenBy(alice).open.notCounting.get(double.id)).toEqual({ type: 'AlreadyDone' })
  expect(netsOf(pot.seenBy(alice))).toEqual({ Alice: -200n, Bob: 200n })
})

test('[BA5] a leg of the chain in a checkpoint that was never final cannot be confirmed', () => {
  const pot = startTiedPot(['Alice', 'Bob'])
  const [alice] = pot.people as unknown as Pair
  enter(alice, evenExpense('Dinner', 3000, alice, pot.people))
  const proposed = propose(pot, alice)
  confirm(alice, proposed)
  expect(netsOf(pot.seenBy(alice))).toEqual({ Alice: 1500n, Bob: -1500n })
})

test('[EP8] who proposes a checkpoint signs it, others sign it once, and strangers do not', () => {
  const { people, checkpoint } = pairPot()
  const [alice, bob] = people
  const sign = ({ writer }: Person, id: EventId): PotEvent =>
    writer.write({ kind: 'checkpoint.signed', body: { checkpoint: id } })
  const signersOf = (): readonly string[] => [
    ...(fold(alice.writer.known.values(), []).open.checkpoints.get(checkpoint.id)?.signers ?? []),
  ]
  expect(signersOf()).toEqual([alice.writer.device])
  sign(bob, checkpoint.id)
  sign(bob, checkpoint.id)
  const nothing = sign(bob, hashOf('nothing') as string as EventId)
  const zoe = newcomer('Zoe', bob)
  const unheard = [sign(zoe, checkpoint.id), zoe.writer.write({ kind: 'checkpoint.proposed', body: checkpoint.body })]
  meetAll([...people, zoe])
  expect(signersOf()).toEqual([alice.writer.device, bob.writer.device])
  const { open } = fold(alice.writer.known.values(), [])
  expect(open.notCounting.get(nothing.id)).toEqual({ type: 'UnknownEvent', event: hashOf('nothing') })
  expect(unheard.map(({ id }) => open.notCounting.get(id)?.type)).toEqual(['DeviceUnknown', 'DeviceUnknown'])
  // Agreed freezes nothing.
  expect(open.epoch).toBe(0n)
})

test('[BA5] [ME8] a leg to a member who was merged is confirmed by the one they are counted with', () => {
  const people = startPot('Alice', 'Bob') as unknown as Pair
  const [alice, bob] = people
  const added = alice.writer.write({ kind: 'member.added', body: { name: 'Al' } })
  const al = { ...alice, member: added.id as string as MemberId }
  enter(alice, evenExpense('Dinner', 3000, al, [al, bob]))
  const checkpoint = alice.writer.write({
    kind: 'checkpoint.proposed',
    body: checkpointOf(fold(alice.writer.known.values(), [])),
  })
  const early = confirm(alice, checkpoint)
  expect(fold(alice.writer.known.values(), []).open.notCounting.get(early.id)).toEqual({ type: 'NotPayee' })
  alice.writer.write({ kind: 'members.merged', body: { from: al.member, into: alice.member } })
  const wrong = createWriter('Bob')
  wrong.see(...alice.writer.known.values())
  const byPayer = confirm({ ...bob, writer: wrong }, checkpoint)
  const found = fold(wrong.known.values(), [])
  expect(found.open.notCounting.get(byPayer.id)).toEqual({ type: 'NotPayee' })
  expect(found.open.nets).toEqual([])
  expect(found.open.confirmed.get(legKey(checkpoint.id, 0))?.event).toBe(early.id)
})
