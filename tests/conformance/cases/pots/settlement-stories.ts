import { addressOf } from '../../../domain/group-story.ts'
import { propose, settleUp, startTiedPot } from '../../../domain/fold/tied-pot.ts'
import { enter, evenExpense, hashOf, meetAll, revise, wallet, type Person } from '../../../domain/story.ts'
import { tiedTrio, trio, type Story } from './pot-story.ts'

/** Settlements: agreed, final, paid, corrected, void, waiting. */
export const settlementStories: readonly Story[] = [
  [
    'an agreed settlement without any chain closes nothing',
    ['EP8'],
    () => {
      const people = trio()
      const [alice, bob, carol] = people
      enter(alice, evenExpense('Dinner', 3000, alice, [alice, bob, carol]))
      meetAll(people)
      return { people: [alice], nets: { Alice: 2000, Bob: -1000, Carol: -1000 }, verdicts: [] }
    },
  ],
  [
    'a final settlement closes its epoch; what comes late is in the next',
    ['EP1', 'EP2'],
    () => {
      const pot = tiedTrio()
      const [alice, bob, carol] = pot.people
      enter(alice, evenExpense('Dinner', 3000, alice, [alice, bob, carol]))
      meetAll(pot.people)
      const away = { ...carol, writer: carol.writer }
      enter(away, evenExpense('Late', 600, carol, [alice, bob, carol]))
      const checkpoint = propose(pot, alice)
      pot.group.finalize(checkpoint)
      meetAll(pot.people)
      return { people: [alice], histories: [pot.group.history()], verdicts: ['final'], late: 1 }
    },
  ],
  [
    'legs paid and acknowledged on the chain are transfers',
    ['BA3'],
    () => {
      const pot = tiedTrio()
      const [alice, bob, carol] = pot.people
      enter(alice, evenExpense('Dinner', 3000, alice, [alice, bob, carol]))
      settleUp(pot, alice)
      pot.group.pay(0)
      pot.group.acknowledge(1)
      return { people: [alice], histories: [pot.group.history()], verdicts: ['final'], nets: {} }
    },
  ],
  [
    'a change of what is settled is a correction in the next epoch',
    ['EP5'],
    () => {
      const pot = tiedTrio()
      const [alice, bob, carol] = pot.people
      const entry = enter(alice, evenExpense('Dinner', 3000, alice, [alice, bob, carol]))
      settleUp(pot, alice)
      for (const index of [0, 1]) pot.group.acknowledge(index)
      revise(alice, entry, evenExpense('Dinner', 3300, alice, [alice, bob, carol]), entry)
      return {
        people: [alice],
        histories: [pot.group.history()],
        verdicts: ['final'],
        nets: { Alice: 200, Bob: -100, Carol: -100 },
      }
    },
  ],
  [
    'a settlement over a wrong state hash is void for everyone',
    ['EP3'],
    () => {
      const pot = tiedTrio()
      const [alice, bob, carol] = pot.people
      enter(alice, evenExpense('Dinner', 3000, alice, [alice, bob, carol]))
      const wrong = propose(pot, alice, { stateHash: hashOf('another state') as never })
      meetAll(pot.people)
      pot.group.finalize(wrong)
      return {
        people: [alice],
        histories: [pot.group.history()],
        verdicts: ['void'],
        nets: { Alice: 2000, Bob: -1000, Carol: -1000 },
      }
    },
  ],
  [
    'a chain that holds another plan root than the checkpoint makes it void',
    ['EP3', 'AN1'],
    () => {
      const pot = tiedTrio()
      const [alice, bob, carol] = pot.people
      enter(alice, evenExpense('Dinner', 3000, alice, [alice, bob, carol]))
      const checkpoint = propose(pot, alice)
      meetAll(pot.people)
      pot.group.finalize(checkpoint, { planRoot: hashOf('another plan') })
      return { people: [alice], histories: [pot.group.history()], verdicts: ['void'] }
    },
  ],
  [
    'an anchor whose checkpoint is not here waits for data',
    ['EP4'],
    () => {
      const pot = tiedTrio()
      const [alice, bob, carol] = pot.people
      enter(alice, evenExpense('Dinner', 3000, alice, [alice, bob, carol]))
      meetAll(pot.people)
      pot.group.finalize(propose(pot, alice))
      return { people: [bob], histories: [pot.group.history()], verdicts: ['waiting'] }
    },
  ],
  [
    'a later correct settlement replaces one whose data never came',
    ['EP4'],
    () => {
      const pot = tiedTrio()
      const [alice, bob, carol] = pot.people
      enter(alice, evenExpense('Dinner', 3000, alice, [alice, bob, carol]))
      meetAll(pot.people)
      pot.group.finalize(propose(pot, alice))
      const second = propose(pot, bob)
      pot.group.finalize(second)
      return { people: [bob], histories: [pot.group.history()], verdicts: ['superseded', 'final'] }
    },
  ],
  [
    'a leg without wallets is confirmed by its payee, once',
    ['BA5'],
    () => {
      const pot = startTiedPot(['Alice', 'Bob', 'Carol'], { unbound: 1 })
      const [alice, bob, carol] = pot.people as [Person, Person, Person]
      enter(alice, evenExpense('Dinner', 3000, alice, [alice, bob, carol]))
      const checkpoint = settleUp(pot, alice)
      const index = checkpoint.body.plan.findIndex(({ from }) => from === carol.member)
      for (let times = 0; times < 2; times++)
        alice.writer.write({ kind: 'leg.confirmed', body: { checkpoint: checkpoint.id, index } })
      return {
        people: [alice],
        histories: [pot.group.history()],
        verdicts: ['final'],
        nets: { Alice: 1000, Bob: -1000 },
        notCounting: ['AlreadyDone'],
      }
    },
  ],
  [
    'a look-alike group of the same members proves nothing',
    ['EP9'],
    () => {
      const pot = tiedTrio()
      const other = startTiedPot(['Alice', 'Bob', 'Carol'])
      const [alice, bob, carol] = pot.people
      enter(alice, evenExpense('Dinner', 3000, alice, [alice, bob, carol]))
      other.group.changeRoster([wallet('Alice').address, addressOf('Mallory')], 2)
      return {
        people: [alice],
        histories: [{ ...other.group.history(), createdAt: hashOf('another block') }],
        verdicts: [],
        error: 'ChainBehind',
      }
    },
  ],
]
