import { describe, expect, test } from 'vitest'
import {
  computeCheckpoint,
  fold,
  replayGroup,
  type Anchor,
  type CheckpointProposed,
  type EventId,
  type EventOf,
  type Leg,
  type PotFold,
  type StateHash,
} from '../../../src/domain/index.ts'
import { createGroup } from '../group-story.ts'
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
  revise,
  rootOf,
  startPot,
  strike,
  transfer,
  wallet,
  type Person,
} from '../story.ts'
import { checkpointOf, propose, settleUp, signTie, startTiedPot, type TiedPot } from './tied-pot.ts'

type Trio = readonly [Person, Person, Person]

/** Alice, Bob and Carol with a tied pot and one dinner of 30.00 that Alice paid. */
const dinnerPot = (options = {}): TiedPot & { readonly people: Trio; readonly dinner: EventOf<'entry.created'> } => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'], options)
  const people = pot.people as unknown as Trio
  const dinner = enter(people[0], evenExpense('Dinner', 3000, people[0], people))
  meetAll(people)
  return { ...pot, people, dinner }
}

const verdicts = ({ anchors }: PotFold): readonly string[] =>
  anchors.map(({ verdict }) => (verdict.type === 'void' ? `void: ${verdict.differs.join(' ')}` : verdict.type))

test('[EP1] a final settlement whose checkpoint is correct closes its epoch', () => {
  const pot = dinnerPot()
  const [alice, bob] = pot.people
  const checkpoint = settleUp(pot, bob)
  enter(alice, evenExpense('Breakfast', 900, alice, pot.people))
  const { anchors, base, open } = pot.seenBy(alice)
  expect(anchors.map(({ verdict }) => verdict.type)).toEqual(['final'])
  expect(base).toMatchObject({ event: checkpoint.id, cut: checkpoint.body.cut, finalizedSeq: 1n })
  expect(open).toMatchObject({
    epoch: 1n,
    stateHash: checkpoint.body.stateHash,
    paying: { type: 'plan', checkpoint: checkpoint.id },
  })
  // The open epoch holds only what is outside the cut, over the balances of the closed one.
  expect([...open.entries.values()].map(({ version }) => version.live.kind)).toEqual(['entry.created'])
  expect(netsOf(pot.seenBy(alice))).toEqual({ Alice: 2600n, Bob: -1300n, Carol: -1300n })
})

test('[EP1] the next checkpoint stands on the last, and its epoch is the next', () => {
  const pot = dinnerPot()
  const [alice, bob] = pot.people
  const first = settleUp(pot, bob)
  enter(alice, evenExpense('Breakfast', 900, alice, pot.people))
  const second = settleUp(pot, alice)
  expect(second.body).toMatchObject({ base: first.id, epoch: 2n, seq: 1n })
  const { anchors, open } = pot.seenBy(alice)
  expect(anchors.map(({ verdict }) => verdict.type)).toEqual(['final', 'final'])
  expect(open.epoch).toBe(2n)
})

test('[EP1] a pot without a group counts its own epochs and has no chain legs', () => {
  const people = startPot('Alice', 'Bob') as [Person, Person]
  const [alice] = people
  enter(alice, evenExpense('Dinner', 3000, alice, people))
  const body = checkpointOf(fold(alice.writer.known.values(), []))
  expect(body.plan).toMatchObject([
    { from: people[1].member, to: alice.member, amount: 1500n, planck: 0n, onChain: null },
  ])
  expect(body).toMatchObject({
    group: null,
    epoch: 1n,
    seq: 0n,
    legs: 0,
    head: '0'.repeat(64),
    planRoot: '0'.repeat(64),
  })
})

test('[EP3] a checkpoint that differs from its recomputation in one field is void, and the field is named', () => {
  const other = hashOf('other')
  const alterations: readonly (readonly [string, (body: CheckpointProposed) => Partial<CheckpointProposed>])[] = [
    ['stateHash', () => ({ stateHash: other as string as StateHash })],
    ['planRoot', () => ({ planRoot: other })],
    ['legs', ({ legs }) => ({ legs: legs - 1 })],
    ['head', () => ({ head: other })],
    ['group', () => ({ group: other })],
    ['group', () => ({ group: null })],
    ['epoch', ({ epoch }) => ({ epoch: epoch + 1n })],
    ['base', ({ cut }) => ({ base: cut[0]?.id as EventId })],
    ['seq', () => ({ seq: 9n })],
    ['cut', ({ cut }) => ({ cut: cut.slice(1) })],
    ['cut', ({ cut }) => ({ cut: cut.map((head) => ({ ...head, seq: head.seq + 1 })) })],
    ['plan', ({ plan }) => ({ plan: plan.map((leg): Leg => ({ ...leg, planck: leg.planck - 1n })) })],
    ['plan planRoot stateHash', () => ({ rates: [] })],
  ]
  for (const [differs, alter] of alterations) {
    const pot = dinnerPot()
    const [alice] = pot.people
    const honest = checkpointOf(pot.seenBy(alice))
    const checkpoint = propose(pot, alice, alter(honest))
    pot.group.finalize(checkpoint)
    const found = pot.seenBy(alice)
    expect(verdicts(found)).toEqual([`void: ${differs}`])
    // It closes nothing.
    expect(found.base.finalizedSeq).toBe(-1n)
    expect(found.open.epoch).toBe(0n)
    expect(found.open.paying).toEqual({ type: 'void' })
    // The next correct one stands on the genesis.
    settleUp(pot, alice)
    expect(verdicts(pot.seenBy(alice))).toEqual([`void: ${differs}`, 'final'])
    expect(pot.seenBy(alice).open.epoch).toBe(2n)
  }
})

test('[EP3] a final settlement over a tuple that is not its checkpoint’s is void', () => {
  const other = hashOf('other')
  const pairs: readonly Parameters<TiedPot['group']['finalize']>[1][] = [
    { stateHash: other as string as StateHash },
    { planRoot: other },
    { legs: 1 },
  ]
  for (const altered of pairs) {
    const pot = dinnerPot()
    const [alice] = pot.people
    pot.group.finalize(propose(pot, alice), altered)
    expect(replayGroup(pot.group.history()).ok).toBe(true)
    expect(verdicts(pot.seenBy(alice))).toEqual(['void: finalized'])
  }
  // No chain that replays says another epoch; it would be void all the same.
  const strange = dinnerPot()
  strange.group.finalize(propose(strange, strange.people[0]), { epoch: 9n })
  expect(verdicts(strange.seenBy(strange.people[0]))).toEqual(['void: finalized'])
  const pot = dinnerPot()
  const [alice] = pot.people
  pot.group.finalize({ ...propose(pot, alice), id: pot.dinner.id })
  expect(verdicts(pot.seenBy(alice))).toEqual(['void: finalized'])
})

test('[EP3] a checkpoint finalized a second time is void the second time', () => {
  const pot = dinnerPot()
  const [alice] = pot.people
  const checkpoint = settleUp(pot, alice)
  pot.group.finalize(checkpoint)
  expect(verdicts(pot.seenBy(alice))).toEqual(['final', 'void: seq'])
})

test('[EP3] a plan that cannot be is void: amounts beyond every bound', () => {
  const pot = dinnerPot()
  const [alice, bob] = pot.people
  const most = 2n ** 96n - 1n
  const huge = transfer(0, alice, bob)
  const before = checkpointOf(pot.seenBy(alice))
  for (let i = 0; i < 2; i++) enter(alice, { ...huge, amount: most as never })
  const { known } = pot.seenBy(alice)
  const cut = before.cut.map((head) =>
    head.device === alice.writer.device ? { ...head, ...lastOf(known.events, alice) } : head,
  )
  const checkpoint = proposeAs(alice, { ...before, cut })
  pot.group.finalize(checkpoint)
  expect(verdicts(pot.seenBy(alice))).toEqual(['void: plan'])
})

const lastOf = (
  events: PotFold['known']['events'],
  { writer }: Person,
): { readonly seq: number; readonly id: EventId } => {
  const last = events.findLast(({ device }) => device === writer.device)
  if (!last) throw new Error('wrote nothing')
  return { seq: last.seq, id: last.id }
}
const proposeAs = ({ writer }: Person, body: CheckpointProposed): EventOf<'checkpoint.proposed'> =>
  writer.write({ kind: 'checkpoint.proposed', body })

test('[EP3] `Paid` of a void settlement is a transfer of the token, `Acknowledged` has no effect', () => {
  const pot = dinnerPot()
  const [alice, bob] = pot.people
  const checkpoint = propose(pot, alice, { stateHash: hashOf('lie') as string as StateHash })
  meetAll(pot.people)
  pot.group.finalize(checkpoint)
  pot.group.pay(0)
  pot.group.acknowledge(1)
  const [leg] = checkpoint.body.plan as readonly [Leg, Leg]
  expect(leg.planck).toBe(400_000_000_000n)
  const found = pot.seenBy(bob)
  expect(verdicts(found)).toEqual(['void: stateHash'])
  const payer = pot.people.find(({ member }) => member === leg.from)?.name ?? ''
  expect(netsOf(found, 'PAS')).toEqual({ [payer]: leg.planck, Alice: -leg.planck })
  expect(netsOf(found)).toEqual({ Alice: 2000n, Bob: -1000n, Carol: -1000n })
  expect(found.open.moves.map(({ source }) => source)).toEqual([{ type: 'void', seq: 2n }])
  // Void it stays, whatever is final afterwards.
  settleUp(pot, alice)
  expect(verdicts(pot.seenBy(alice))).toEqual(['void: stateHash', 'final'])
})

test('[EP3] `Paid` of a void settlement is the transfer of whoever has the wallet on the tied chain', () => {
  const people = startPot('Alice', 'Bob', 'Carol') as unknown as Trio
  const [alice, , carol] = people
  bind(carol, 'Bob', hashOf('another chain'))
  meetAll(people)
  for (const person of people) bind(person)
  meetAll(people)
  const group = createGroup(people.map(({ name }) => wallet(name).address))
  signTie(people, group)
  const seenBy = ({ writer }: Person): PotFold => fold(writer.known.values(), [group.history()])
  enter(alice, transfer(1000, alice, people[1]))
  group.finalize(propose({ people, group, seenBy }, alice, { stateHash: hashOf('lie') as string as StateHash }))
  group.pay(0)
  expect(netsOf(seenBy(alice), 'PAS')).toEqual({ Bob: 400_000_000_000n, Alice: -400_000_000_000n })
})

test('[EP3] `Paid` of a void settlement from or to an address that is nobody’s moves nothing', () => {
  const pot = dinnerPot()
  const [alice] = pot.people
  const honest = checkpointOf(pot.seenBy(alice))
  const stranger = wallet('Zoe').address
  const plan = honest.plan.map((leg, i): Leg => ({
    ...leg,
    onChain: leg.onChain && { ...leg.onChain, [i === 0 ? 'payer' : 'payee']: stranger },
  }))
  pot.group.finalize(propose(pot, alice, { plan }))
  pot.group.pay(0)
  pot.group.pay(1)
  expect(netsOf(pot.seenBy(alice), 'PAS')).toEqual({})
})

test('[EP4] an anchor whose checkpoint is not known waits for it and names it; entries go on; it is final once the checkpoint arrives', () => {
  const pot = dinnerPot()
  const [alice, bob, carol] = pot.people
  const checkpoint = propose(pot, bob)
  pot.group.finalize(checkpoint)
  pot.group.pay(0)
  enter(carol, evenExpense('Tea', 300, carol, pot.people))
  const waiting = pot.seenBy(carol)
  expect(waiting.anchors[0]?.verdict).toEqual({ type: 'waiting', missing: checkpoint.id })
  expect(waiting.open).toMatchObject({ epoch: 0n, paying: { type: 'waiting' } })
  expect(netsOf(waiting)).toEqual({ Alice: 1900n, Bob: -1100n, Carol: -800n })
  meetAll(pot.people)
  const found = pot.seenBy(carol)
  expect(verdicts(found)).toEqual(['final'])
  const [{ from }] = checkpoint.body.plan as readonly [Leg]
  const payer = pot.people.find(({ member }) => member === from) as Person
  expect(netsOf(found)[payer.name] ?? 0n).toBe((netsOf(waiting)[payer.name] ?? 0n) + 1000n)
  expect(found.anchors).toEqual(pot.seenBy(alice).anchors)
})

test('[EP4] what is paid under a settlement that waits moves nothing yet, whatever was void before it', () => {
  const pot = dinnerPot()
  const [alice, bob] = pot.people
  const lie = propose(pot, alice, { stateHash: hashOf('lie') as string as StateHash })
  pot.group.finalize(lie)
  const hidden = bob.writer.write({ kind: 'checkpoint.proposed', body: { ...lie.body, seq: pot.group.seq() } })
  pot.group.finalize(hidden)
  pot.group.pay(0)
  const found = pot.seenBy(alice)
  expect(verdicts(found)).toEqual(['void: stateHash', 'waiting'])
  expect(found.open.paying).toEqual({ type: 'waiting' })
  expect(netsOf(found, 'PAS')).toEqual({})
})

test('[EP4] an anchor over a cut with an event that is not known waits for the event', () => {
  const pot = dinnerPot()
  const [alice, bob] = pot.people
  const hidden = enter(bob, evenExpense('Taxi', 600, bob, pot.people))
  const body = checkpointOf(pot.seenBy(bob))
  // Alice proposes what Bob computed, without having his last event.
  const checkpoint = proposeAs(alice, body)
  pot.group.finalize(checkpoint)
  expect(pot.seenBy(alice).anchors[0]?.verdict).toEqual({ type: 'waiting', missing: hidden.id })
  alice.writer.see(hidden)
  expect(verdicts(pot.seenBy(alice))).toEqual(['final'])
})

test('[EP4] what rests on an anchor that waits, waits for the same', () => {
  const pot = dinnerPot()
  const [alice, bob, carol] = pot.people
  const hidden = enter(bob, evenExpense('Taxi', 600, bob, pot.people))
  const first = proposeAs(alice, checkpointOf(pot.seenBy(bob)))
  pot.group.finalize(first)
  bob.writer.see(first)
  const second = proposeAs(alice, checkpointOf(pot.seenBy(bob)))
  pot.group.finalize(second)
  carol.writer.see(...alice.writer.known.values())
  const waiting: Anchor['verdict'] = { type: 'waiting', missing: hidden.id }
  expect(pot.seenBy(carol).anchors.map(({ verdict }) => verdict)).toEqual([waiting, waiting])
  carol.writer.see(...bob.writer.known.values())
  expect(verdicts(pot.seenBy(carol))).toEqual(['final', 'final'])
})

describe('[EP4] a later correct settlement over an earlier base voids what it did not stand on', () => {
  /** The first settlement's checkpoint stays with Bob; the others settle over the genesis. */
  const replaced = () => {
    const pot = dinnerPot()
    const [alice, bob] = pot.people
    const lost = propose(pot, bob)
    pot.group.finalize(lost)
    const winner = propose(pot, alice)
    pot.group.finalize(winner)
    return { ...pot, lost, winner }
  }

  test('while its checkpoint is missing, and when it turns up', () => {
    const pot = replaced()
    const [alice] = pot.people
    expect(verdicts(pot.seenBy(alice))).toEqual(['superseded', 'final'])
    meetAll(pot.people)
    const found = pot.seenBy(alice)
    expect(verdicts(found)).toEqual(['superseded', 'final'])
    expect(found.base.event).toBe(pot.winner.id)
    expect(found.open.plans.has(pot.lost.id)).toBe(false)
  })

  test('unless a third one, which a quorum attested over it, stands on it: the last correct one decides', () => {
    const pot = replaced()
    const [alice, bob, carol] = pot.people
    // Bob has not read the second settlement: for him his own checkpoint is the base.
    const bobs = pot.seenBy(bob, [pot.group.history(5)])
    expect(bobs.base.event).toBe(pot.lost.id)
    const { known, base } = pot.seenBy(bob)
    expect(base.event).toBe(pot.lost.id)
    const computed = computeCheckpoint(known, base, { ...checkpointOf(pot.seenBy(bob)), seq: pot.group.seq() })
    if (!computed.ok) throw new Error(computed.error.type)
    pot.group.finalize(proposeAs(bob, computed.value.body))
    expect(verdicts(pot.seenBy(bob))).toEqual(['final', 'superseded', 'final'])
    carol.writer.see(...bob.writer.known.values())
    meetAll(pot.people)
    // That the second one’s checkpoint turns up changes nothing.
    expect(verdicts(pot.seenBy(alice))).toEqual(['final', 'superseded', 'final'])
  })

  test('with a payment in between that moves the token only', () => {
    const pot = dinnerPot()
    const [alice, bob] = pot.people
    const lost = propose(pot, bob)
    pot.group.finalize(lost)
    pot.group.pay(0)
    const waiting = pot.seenBy(alice)
    expect(netsOf(waiting, 'PAS')).toEqual({})
    const winner = propose(pot, alice)
    pot.group.finalize(winner)
    const found = pot.seenBy(alice)
    expect(verdicts(found)).toEqual(['superseded', 'final'])
    const [{ planck }] = lost.body.plan as readonly [Leg]
    expect(Object.values(netsOf(found, 'PAS')).sort((a, b) => (a < b ? -1 : 1))).toEqual([-planck, planck])
  })
})

test('[EP4] anchors after the last final one keep waiting', () => {
  const pot = dinnerPot()
  const [alice, bob] = pot.people
  settleUp(pot, alice)
  bob.writer.meet(alice.writer)
  const hidden = propose(pot, bob)
  pot.group.finalize(hidden)
  expect(pot.seenBy(alice).anchors.map(({ verdict }) => verdict.type)).toEqual(['final', 'waiting'])
})

test('[EP7] a cut holds the past of all its events', () => {
  const pot = dinnerPot()
  const [alice, bob] = pot.people
  enter(bob, evenExpense('Taxi', 600, bob, pot.people))
  alice.writer.meet(bob.writer)
  enter(alice, evenExpense('Tea', 600, alice, pot.people))
  const honest = checkpointOf(pot.seenBy(alice))
  const early = pot.seenBy(alice).known.events.find(({ device, seq }) => device === bob.writer.device && seq === 0)
  const cut = honest.cut.map((head) =>
    head.device === bob.writer.device ? { ...head, seq: 0, id: early?.id as EventId } : head,
  )
  pot.group.finalize(proposeAs(alice, { ...honest, cut }))
  expect(verdicts(pot.seenBy(alice))).toEqual(['void: cut'])
})

test('[EP7] a cut extends its base’s cut', () => {
  const pot = dinnerPot()
  const [alice, bob] = pot.people
  const before = pot.seenBy(alice).known.events
  settleUp(pot, bob)
  const honest = checkpointOf(pot.seenBy(alice))
  const cut = honest.cut.map((head) =>
    head.device === alice.writer.device ? { ...head, ...lastButOneOf(before, alice) } : head,
  )
  pot.group.finalize(proposeAs(alice, { ...honest, cut }))
  expect(verdicts(pot.seenBy(alice))).toEqual(['final', 'void: cut'])
})

test('[EP7] a cut that leaves out what only the cut of its base holds is void', () => {
  const pot = dinnerPot()
  const [alice] = pot.people
  const mallory = createWriter('Mallory')
  mallory.see(...alice.writer.known.values())
  alice.writer.see(mallory.write({ kind: 'member.added', body: { name: 'Zoe' } }))
  settleUp({ ...pot, people: [alice] }, alice)
  const found = pot.seenBy(alice)
  const cut = found.base.cut.filter(({ device }) => device !== mallory.device)
  expect(cut).toHaveLength(3)
  pot.group.finalize(proposeAs(alice, { ...checkpointOf(found), cut }))
  expect(verdicts(pot.seenBy(alice))).toEqual(['final', 'void: cut'])
})

const lastButOneOf = (
  events: PotFold['known']['events'],
  { writer }: Person,
): { readonly seq: number; readonly id: EventId } => {
  const own = events.filter(({ device }) => device === writer.device)
  const event = own.at(-2)
  if (!event) throw new Error('wrote too little')
  return { seq: event.seq, id: event.id }
}

test('[EP2] an entry outside the cut whose author had not seen the checkpoint is late and belongs to the next epoch', () => {
  const pot = dinnerPot()
  const [alice, bob, carol] = pot.people
  const late = enter(carol, evenExpense('Tea', 300, carol, pot.people))
  const checkpoint = propose(pot, bob)
  pot.group.finalize(checkpoint)
  alice.writer.meet(bob.writer)
  const inTime = enter(alice, evenExpense('Breakfast', 900, alice, pot.people))
  meetAll(pot.people)
  const found = pot.seenBy(alice)
  expect([...found.late]).toEqual([late.id])
  expect([...found.open.entries.keys()].sort((a, b) => (a < b ? -1 : 1))).toEqual(
    [rootOf(late), rootOf(inTime)].sort((a, b) => (a < b ? -1 : 1)),
  )
  expect(netsOf(found)).toEqual({ Alice: 2500n, Bob: -1400n, Carol: -1100n })
})

test('[EP2] before the first settlement nothing is late', () => {
  const pot = dinnerPot()
  expect(pot.seenBy(pot.people[0]).late.size).toBe(0)
})

test('[EP5] a revision of a frozen entry is a correction: the difference, in the current epoch', () => {
  const pot = dinnerPot()
  const [alice, bob, carol] = pot.people
  const checkpoint = settleUp(pot, alice)
  const edited = revise(bob, pot.dinner, evenExpense('Dinner', 6000, alice, pot.people), pot.dinner)
  alice.writer.meet(bob.writer)
  const found = pot.seenBy(alice)
  expect(found.base.facts.stateHash).toBe(checkpoint.body.stateHash)
  const entry = found.open.entries.get(rootOf(pot.dinner))
  expect(entry).toMatchObject({ version: { live: edited }, correction: true })
  expect(netsOf(found)).toEqual({ Alice: 4000n, Bob: -2000n, Carol: -2000n })
  expect(entry?.effect).toHaveLength(3)
  expect(entry?.effect.find(({ member }) => member === carol.member)?.amount).toBe(-1000n)
})

test('[EP5] a void of a frozen entry counts zero, so its correction takes back what is frozen', () => {
  const pot = dinnerPot()
  const [alice] = pot.people
  settleUp(pot, alice)
  strike(alice, pot.dinner, pot.dinner)
  const found = pot.seenBy(alice)
  expect(netsOf(found)).toEqual({})
  expect(found.open.entries.get(rootOf(pot.dinner))?.effect.find(({ member }) => member === alice.member)?.amount).toBe(
    -2000n,
  )
  // The epoch after that corrects nothing any more.
  settleUp(pot, alice)
  expect(pot.seenBy(alice).open.entries.size).toBe(0)
  expect(netsOf(pot.seenBy(alice))).toEqual({})
})

test('[EP5] concurrent late corrections of one entry count once', () => {
  const pot = dinnerPot()
  const [alice, bob, carol] = pot.people
  settleUp(pot, alice)
  revise(alice, pot.dinner, evenExpense('Dinner', 6000, alice, pot.people), pot.dinner)
  revise(bob, pot.dinner, evenExpense('Dinner', 6000, alice, pot.people), pot.dinner)
  strike(carol, pot.dinner, pot.dinner)
  meetAll(pot.people)
  const found = pot.seenBy(carol)
  expect(netsOf(found)).toEqual({ Alice: 4000n, Bob: -2000n, Carol: -2000n })
  expect(found.open.entries.get(rootOf(pot.dinner))?.version.conflicts).toHaveLength(2)
})

test('[EP5] a late version that loses to the frozen one changes nothing', () => {
  const pot = dinnerPot()
  const [alice, bob, carol] = pot.people
  const late = revise(carol, pot.dinner, evenExpense('Dinner', 9000, alice, pot.people), pot.dinner)
  enter(alice, evenExpense('Tea', 3, alice, pot.people))
  const edited = revise(alice, pot.dinner, evenExpense('Dinner', 6000, alice, pot.people), pot.dinner)
  const checkpoint = propose(pot, alice)
  pot.group.finalize(checkpoint)
  const before = netsOf(pot.seenBy(alice))
  bob.writer.see(...carol.writer.known.values())
  alice.writer.meet(bob.writer)
  const found = pot.seenBy(alice)
  expect(netsOf(found)).toEqual(before)
  expect(found.open.entries.get(rootOf(pot.dinner))).toMatchObject({
    version: { live: edited, conflicts: [late] },
    effect: [],
    correction: true,
  })
})

test('[BA3] a paid leg is a transfer of its pot-currency amount, whoever paid it', () => {
  const pot = dinnerPot()
  const [alice] = pot.people
  const checkpoint = settleUp(pot, alice)
  pot.group.pay(0)
  pot.group.acknowledge(1)
  const { open } = pot.seenBy(alice)
  expect(open.nets).toEqual([])
  expect(open.plans.get(checkpoint.id)?.done).toEqual(new Set([0, 1]))
  expect(open.group).toMatchObject({ seq: 4n, epoch: 1n })
})

test('[BA3] a payment between the attested position and the settlement belongs to the next epoch, one before it to its own', () => {
  const pot = dinnerPot()
  const [alice, bob] = pot.people
  const first = settleUp(pot, alice)
  pot.group.pay(0)
  enter(alice, evenExpense('Breakfast', 900, alice, pot.people))
  const second = propose(pot, alice)
  expect(second.body.seq).toBe(2n)
  // The payment moves the head: votes over the old position are dead, so members attest again over a state that has it.
  pot.group.attest(second, [wallet('Alice').address])
  pot.group.pay(1)
  const third = propose(pot, alice)
  expect(third.body).toMatchObject({ seq: 4n, base: first.id })
  pot.group.finalize(third)
  meetAll(pot.people)
  const found = pot.seenBy(bob)
  expect(verdicts(found)).toEqual(['final', 'final'])
  expect(found.base.facts.nets).toEqual(found.open.nets)
  expect(netsOf(found)).toEqual({ Alice: 600n, Bob: -300n, Carol: -300n })
  expect(second.body.plan).not.toEqual(third.body.plan)
})

test('[BA3] a chain event that is not the leg it names is a problem of the chain and moves nothing', () => {
  const pot = dinnerPot()
  const [alice] = pot.people
  settleUp(pot, alice)
  pot.group.pay(0)
  const history = pot.group.history()
  const before = netsOf(pot.seenBy(alice, [pot.group.history(history.events.length - 1)]))
  const alterations = [
    { payer: wallet('Zoe').address },
    { payee: wallet('Zoe').address },
    { memo: hashOf('other') },
    { planck: 1n },
    { index: 1 },
    { index: 50 },
  ]
  for (const altered of alterations) {
    const events = history.events.map((event) => (event.kind === 'Paid' ? { ...event, ...altered } : event))
    const found = pot.seenBy(alice, [{ ...history, events }])
    expect(found.open.chainProblems).toEqual([{ type: 'LegNotInPlan', seq: 2n, index: altered.index ?? 0 }])
    expect(netsOf(found)).toEqual(before)
  }
})

test('[BA3] a leg off the chain that the chain calls done is a problem too', () => {
  const pot = dinnerPot({ unbound: 1 })
  const [alice] = pot.people
  const checkpoint = settleUp(pot, alice)
  expect(checkpoint.body.legs).toBe(1)
  pot.group.pay(0)
  const history = pot.group.history()
  const events = history.events.map((event) => (event.kind === 'Paid' ? { ...event, index: 1 } : event))
  expect(pot.seenBy(alice, [{ ...history, events }]).open.chainProblems).toHaveLength(1)
})

test('[ME7] a leg goes by the latest wallet that is in the roster: a roster change is what puts a new one in place', () => {
  const pot = dinnerPot()
  const [alice, bob] = pot.people
  const bound = wallet('Bob’s new one')
  bind(bob, 'Bob’s new one')
  meetAll(pot.people)
  const addressesOf = (found: PotFold): readonly (string | undefined)[] =>
    checkpointOf(found).plan.map(({ onChain }) => onChain?.payer)
  expect(addressesOf(pot.seenBy(alice))).toContain(wallet('Bob').address)
  pot.group.changeRoster([wallet('Alice').address, bound.address, wallet('Carol').address], 2)
  expect(addressesOf(pot.seenBy(alice))).toContain(bound.address)
  expect(addressesOf(pot.seenBy(alice))).not.toContain(wallet('Bob').address)
  expect(pot.seenBy(alice).open.group).toMatchObject({ seq: 1n, quorum: 2, epoch: 0n })
  settleUp(pot, alice)
  expect(verdicts(pot.seenBy(alice))).toEqual(['final'])
})

test('[ME1] what a device wrote before it spoke counts in the epoch in which its claim is confirmed, late', () => {
  const pot = dinnerPot()
  const [alice, bob] = pot.people
  const dave = newcomer('Dave', alice)
  const claimed = claim(dave)
  const early = enter(dave, evenExpense('Tea', 400, dave, [...pot.people, dave]))
  bob.writer.meet(dave.writer)
  const checkpoint = propose(pot, bob)
  pot.group.finalize(checkpoint)
  alice.writer.meet(bob.writer)
  const closed = pot.seenBy(alice)
  expect(verdicts(closed)).toEqual(['final'])
  expect(closed.base.inside.has(early.id)).toBe(true)
  expect(netsOf(closed)).toEqual({ Alice: 2000n, Bob: -1000n, Carol: -1000n })
  alice.writer.write({ kind: 'claim.confirmed', body: { claim: claimed.id } })
  const found = pot.seenBy(alice)
  expect(netsOf(found)).toEqual({ Alice: 1900n, Bob: -1100n, Carol: -1100n, Dave: 300n })
  expect(found.open.notCounting.size).toBe(0)
  expect(found.open.unheard).toEqual([])
  expect([...found.late]).toEqual([early.id])
  // It is in the next settlement, once.
  settleUp(pot, alice)
  enter(alice, evenExpense('Cake', 300, alice, pot.people))
  expect(verdicts(pot.seenBy(alice))).toEqual(['final', 'final'])
  expect(netsOf(pot.seenBy(alice))).toEqual({ Alice: 2100n, Bob: -1200n, Carol: -1200n, Dave: 300n })
})

test('[AN1] the tuple that members attest names the group, the position, and the checkpoint with its results', () => {
  const pot = dinnerPot()
  const [alice] = pot.people
  const checkpoint = settleUp(pot, alice)
  const { body } = checkpoint
  const finalized = pot.group.history().events.find(({ kind }) => kind === 'Finalized')
  expect(finalized).toMatchObject({
    group: body.group,
    seq: body.seq + 1n,
    stateHash: body.stateHash,
    planRoot: body.planRoot,
    legs: body.legs,
    checkpoint: checkpoint.id,
    epoch: body.epoch,
  })
})

test('[AN3] a settlement without the votes of a quorum does not replay', () => {
  const pot = dinnerPot()
  const [alice] = pot.people
  settleUp(pot, alice)
  const history = pot.group.history()
  expect(replayGroup(history).ok).toBe(true)
  const votes = history.events.filter(({ kind }) => kind === 'Attested')
  const short = history.events.filter((event) => event !== votes[1])
  expect(replayGroup({ ...history, events: short })).toMatchObject({ ok: false, error: { type: 'NoQuorum' } })
  const forged = history.events.map((event) =>
    event.kind === 'Finalized' ? { ...event, stateHash: hashOf('lie') as string as StateHash } : event,
  )
  expect(replayGroup({ ...history, events: forged })).toMatchObject({ ok: false, error: { type: 'NoQuorum' } })
})

test('[EP9] a look-alike group with the same settlement neither closes an epoch nor colours the real one', () => {
  const pot = dinnerPot()
  const [alice, bob] = pot.people
  const twin = createGroup(
    pot.people.map(({ name }) => wallet(name).address),
    { genesis: hashOf('another chain') },
  )
  const checkpoint = propose(pot, bob)
  pot.group.finalize(checkpoint)
  pot.group.pay(0)
  twin.finalize(checkpoint)
  for (const histories of [
    [twin.history(), pot.group.history()],
    [pot.group.history(), twin.history()],
  ]) {
    // For Alice the checkpoint is missing, for Bob it is there.
    const waiting = pot.seenBy(alice, histories)
    expect(waiting.open.paying).toEqual({ type: 'waiting' })
    expect(netsOf(waiting, 'PAS')).toEqual({})
    expect(verdicts(pot.seenBy(bob, histories)).toSorted()).toEqual(['final', 'void: group'])
    expect(pot.seenBy(bob, [twin.history()]).anchors.map(({ verdict }) => verdict)).toEqual([
      { type: 'void', differs: ['group'] },
    ])
  }
})
