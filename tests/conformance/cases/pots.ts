// OR, EP, SH, ME, EX: whole pots, honest and hostile. What each must come to stands beside it: balances in cents of the first members by name, events
// that do not count, verdicts on settlements.

import {
  compareTexts,
  eventToBytes,
  minor,
  type Entry,
  type EventId,
  type Expense,
  type Hex,
  type GroupHistory,
  type KnownEvent,
  type MemberId,
} from '../../../src/domain/index.ts'
import { replayToText } from '../../../src/formats/index.ts'
import { addressOf } from '../../domain/group-story.ts'
import { propose, settleUp, startTiedPot, type TiedPot } from '../../domain/fold/tied-pot.ts'
import {
  bind,
  claim,
  createWriter,
  EUR,
  enter,
  evenExpense,
  hashOf,
  meetAll,
  newcomer,
  revise,
  rootOf,
  startPot,
  strike,
  transfer,
  wallet,
  type Person,
} from '../../domain/story.ts'
import type { Json } from '../evaluate.ts'
import type { VectorCase, VectorFile } from '../vector-case.ts'

type Report = { readonly [key: string]: Json }

/** A pot's story: its people, everything they know, and what must come of it. */
interface Told {
  readonly people: readonly Person[]
  readonly histories?: readonly GroupHistory[]
  readonly nets?: Readonly<Record<string, number>>
  /** Reasons of events that do not count, each as often as it occurs. */
  readonly notCounting?: readonly string[]
  /** Verdicts on settlements in chain order. */
  readonly verdicts?: readonly string[]
  readonly late?: number
  readonly conflicts?: number
  /** Why there is no state yet. */
  readonly error?: string
}

type Story = readonly [name: string, rules: readonly string[], tell: () => Told]

const trio = (): readonly [Person, Person, Person] => startPot('Alice', 'Bob', 'Carol') as [Person, Person, Person]
const tiedTrio = (): TiedPot & { readonly people: readonly [Person, Person, Person] } =>
  startTiedPot(['Alice', 'Bob', 'Carol']) as TiedPot & { readonly people: readonly [Person, Person, Person] }

const withEntry = (entry: Entry, change: Partial<Expense>): Entry => ({ ...(entry as Expense), ...change })

const stories: readonly Story[] = [
  [
    'three people, one dinner',
    ['BA1', 'SP3'],
    () => {
      const [alice, bob, carol] = trio()
      enter(alice, evenExpense('Dinner', 3000, alice, [alice, bob, carol]))
      return { people: [alice], nets: { Alice: 2000, Bob: -1000, Carol: -1000 } }
    },
  ],
  [
    'a refund after its expense: cents rotate by entry, amounts cancel',
    ['SP2', 'SP3'],
    () => {
      const [alice, bob] = trio()
      enter(alice, evenExpense('Dinner', 1000, alice, [alice, bob]))
      enter(alice, evenExpense('Dinner', -1000, alice, [alice, bob]))
      return { people: [alice], nets: {} }
    },
  ],
  [
    'income mirrors an expense, in percent',
    ['EX1', 'SP4'],
    () => {
      const [alice, bob] = trio()
      const members = [alice.member, bob.member].sort((a, b) => (a < b ? -1 : 1)) as [MemberId, MemberId]
      const amount = minor(1000n)
      const split = { mode: 'percent', shares: members.map((member) => ({ member, weight: 5000n })) } as const
      const income = { ...(evenExpense('Deposit', 1000, alice, [alice]) as Expense), type: 'income', split } as const
      enter(alice, { ...income, payers: { mode: 'exact', shares: [{ member: alice.member, amount }] } })
      return { people: [alice], nets: { Alice: -500, Bob: 500 } }
    },
  ],
  [
    'an amount in another currency counts as its equivalent',
    ['MO5'],
    () => {
      const [alice, bob] = trio()
      const foreign = withEntry(evenExpense('Visa', 3000, alice, [alice, bob]), {
        currency: { code: 'USD', digits: 2 },
        equivalent: { currency: EUR, amount: minor(2700n), rate: '0.9' as never, source: 'bank' },
      })
      enter(alice, foreign)
      return { people: [alice], nets: { Alice: 1350, Bob: -1350 } }
    },
  ],
  [
    'an equivalent in a currency that is not the pot’s does not count',
    ['MO5'],
    () => {
      const [alice, bob] = trio()
      const pounds = { code: 'GBP', digits: 2 }
      enter(
        alice,
        withEntry(evenExpense('Visa', 3000, alice, [alice, bob]), {
          currency: { code: 'USD', digits: 2 },
          equivalent: { currency: pounds, amount: minor(2700n), rate: null, source: '' },
        }),
      )
      return { people: [alice], nets: {}, notCounting: ['NotPotCurrency'] }
    },
  ],
  [
    'cash handed over',
    ['BA1', 'EX1'],
    () => {
      const [alice, bob] = trio()
      enter(alice, evenExpense('Tram', 1000, alice, [alice, bob]))
      enter(bob, transfer(500, bob, alice))
      meetAll([alice, bob])
      return { people: [alice], nets: {} }
    },
  ],
  [
    'two revisions at once: one lives, the other is a conflict',
    ['EX3'],
    () => {
      const [alice, bob, carol] = trio()
      const entry = enter(alice, evenExpense('Hotel', 3000, alice, [alice, bob, carol]))
      meetAll([alice, bob, carol])
      revise(alice, entry, evenExpense('Hotel', 3300, alice, [alice, bob, carol]), entry)
      revise(bob, entry, evenExpense('Hotel', 3600, alice, [alice, bob, carol]), entry)
      meetAll([alice, bob, carol])
      return { people: [alice], conflicts: 1 }
    },
  ],
  [
    'a void beside a revision that it had not seen loses',
    ['EX3'],
    () => {
      const [alice, bob, carol] = trio()
      const entry = enter(alice, evenExpense('Hotel', 3000, alice, [alice, bob, carol]))
      meetAll([alice, bob, carol])
      strike(alice, entry, entry)
      revise(bob, entry, evenExpense('Hotel', 6000, alice, [alice, bob, carol]), entry)
      meetAll([alice, bob, carol])
      return { people: [alice], nets: { Alice: 4000, Bob: -2000, Carol: -2000 }, conflicts: 1 }
    },
  ],
  [
    'a void is taken back',
    ['EX2'],
    () => {
      const [alice, bob] = trio()
      const entry = enter(alice, evenExpense('Hotel', 3000, alice, [alice, bob]))
      const gone = strike(alice, entry, entry)
      alice.writer.write({ kind: 'entry.restored', body: { root: rootOf(entry), replaces: [gone.id] } })
      return { people: [alice], nets: { Alice: 1500, Bob: -1500 } }
    },
  ],
  [
    'a void alone: nothing is owed',
    ['EX2'],
    () => {
      const [alice, bob] = trio()
      const entry = enter(alice, evenExpense('Hotel', 3000, alice, [alice, bob]))
      strike(alice, entry, entry)
      return { people: [alice], nets: {} }
    },
  ],
  [
    'a revision of what nobody knows does not count',
    ['EX2'],
    () => {
      const [alice, bob] = trio()
      const entry = enter(alice, evenExpense('Hotel', 3000, alice, [alice, bob]))
      alice.writer.write({
        kind: 'entry.voided',
        body: { root: rootOf(entry), replaces: [hashOf('nothing') as string as EventId] },
      })
      return { people: [alice], nets: { Alice: 1500, Bob: -1500 }, notCounting: ['UnknownEvent'] }
    },
  ],
  [
    'an entry that names a stranger does not count',
    ['ME3', 'BA1'],
    () => {
      const [alice, bob] = trio()
      const stranger = { ...bob, member: hashOf('stranger') as string as MemberId }
      enter(alice, evenExpense('Hotel', 3000, alice, [alice, stranger]))
      return { people: [alice], nets: {}, notCounting: ['UnknownMember'] }
    },
  ],
  [
    'the same occurrence from two devices is one entry',
    ['EX4'],
    () => {
      const [alice, bob] = trio()
      const entry = withEntry(evenExpense('Rent', 3100, alice, [alice, bob]), { date: '2026-01-31' })
      const series = alice.writer.write({
        kind: 'series.created',
        body: { series: { entry, interval: { unit: 'month', every: 1 }, end: null } },
      })
      meetAll([alice, bob])
      for (const { writer } of [alice, bob])
        writer.write({ kind: 'occurrence.created', body: { series: series.id, date: '2026-02-28' } })
      meetAll([alice, bob])
      return { people: [alice], nets: { Alice: 1550, Bob: -1550 }, conflicts: 0 }
    },
  ],
  [
    'a day that is none of the series’ does not count',
    ['EX4'],
    () => {
      const [alice, bob] = trio()
      const entry = withEntry(evenExpense('Rent', 3100, alice, [alice, bob]), { date: '2026-01-31' })
      const series = alice.writer.write({
        kind: 'series.created',
        body: { series: { entry, interval: { unit: 'month', every: 1 }, end: { type: 'count', count: 2 } } },
      })
      for (const date of ['2026-02-27', '2026-03-31'])
        alice.writer.write({ kind: 'occurrence.created', body: { series: series.id, date } })
      return { people: [alice], nets: {}, notCounting: ['NotAnOccurrence', 'NotAnOccurrence'] }
    },
  ],
  [
    'comments and reactions move nothing',
    ['EX5'],
    () => {
      const [alice, bob] = trio()
      const entry = enter(alice, evenExpense('Hotel', 3000, alice, [alice, bob]))
      alice.writer.write({ kind: 'comment.added', body: { about: entry.id, text: 'Worth it' } })
      alice.writer.write({ kind: 'reaction.changed', body: { about: entry.id, symbol: '👍', on: true } })
      return { people: [alice], nets: { Alice: 1500, Bob: -1500 } }
    },
  ],
  [
    'keys and invitations move nothing',
    ['ME9', 'ME10'],
    () => {
      const [alice, bob] = trio()
      const { writer } = alice
      enter(alice, evenExpense('Hotel', 3000, alice, [alice, bob]))
      const wraps = [{ device: bob.writer.device, wrapped: 'ab'.repeat(80) as Hex<'WrappedKey'> }]
      const key = writer.write({ kind: 'key.rotated', body: { wraps } })
      writer.write({ kind: 'key.shared', body: { key: key.id, wraps } })
      writer.write({
        kind: 'key.shared',
        body: { key: writer.write({ kind: 'member.added', body: { name: 'Dave' } }).id, wraps },
      })
      const [secret, mailbox] = [hashOf('invitation'), hashOf('mailbox')] as string[] as [
        Hex<'InvitationKey'>,
        Hex<'MailboxKey'>,
      ]
      const invite = writer.write({
        kind: 'invite.created',
        body: { key: secret, mailbox, expires: null, member: bob.member, once: true },
      })
      writer.write({ kind: 'invite.used', body: { invite: invite.id, device: bob.writer.device } })
      writer.write({ kind: 'invite.withdrawn', body: { invite: invite.id } })
      return { people: [alice], nets: { Alice: 1500, Bob: -1500 }, notCounting: ['UnknownEvent'] }
    },
  ],
  [
    'what an unknown device writes does not count',
    ['ME1', 'ME3'],
    () => {
      const [alice, bob] = trio()
      const writer = createWriter('Mallory')
      writer.meet(alice.writer)
      enter({ name: 'Mallory', writer, member: bob.member }, evenExpense('Gift', 9000, bob, [alice]))
      alice.writer.meet(writer)
      return { people: [alice], nets: {}, notCounting: ['DeviceUnknown'] }
    },
  ],
  [
    'what a newcomer wrote counts once their claim is confirmed',
    ['ME1'],
    () => {
      const [alice] = trio()
      const dave = newcomer('Dave', alice)
      const asked = claim(dave)
      enter(dave, evenExpense('Gas', 2000, dave, [alice, dave]))
      alice.writer.meet(dave.writer)
      alice.writer.write({ kind: 'claim.confirmed', body: { claim: asked.id } })
      return { people: [alice], nets: { Dave: 1000, Alice: -1000 } }
    },
  ],
  [
    'of two who claim one member the first to be confirmed stands',
    ['ME5'],
    () => {
      const [alice] = trio()
      const dave = newcomer('Dave', alice)
      const impostor = { ...dave, name: 'Mallory', writer: createWriter('Mallory') }
      impostor.writer.meet(alice.writer)
      const [first, second] = [claim(dave), claim(impostor)]
      alice.writer.meet(dave.writer)
      alice.writer.meet(impostor.writer)
      for (const { id } of [first, second]) alice.writer.write({ kind: 'claim.confirmed', body: { claim: id } })
      return { people: [alice], notCounting: ['AlreadyClaimed'] }
    },
  ],
  [
    'a name that was seen does not count again',
    ['ME4'],
    () => {
      const [alice] = trio()
      alice.writer.write({ kind: 'member.added', body: { name: 'Bob' } })
      return { people: [alice], notCounting: ['NameTaken'] }
    },
  ],
  [
    'a member goes by another name',
    ['ME4'],
    () => {
      const [alice, bob] = trio()
      enter(alice, evenExpense('Tram', 1000, alice, [alice, bob]))
      bob.writer.meet(alice.writer)
      bob.writer.write({ kind: 'member.renamed', body: { member: bob.member, name: 'Bobby' } })
      alice.writer.meet(bob.writer)
      return { people: [alice], nets: { Alice: 500, Bobby: -500 } }
    },
  ],
  [
    'who retired takes no part in new expenses and still pays',
    ['ME2'],
    () => {
      const [alice, bob] = trio()
      enter(alice, evenExpense('Tram', 1000, alice, [alice, bob]))
      alice.writer.write({ kind: 'member.retired', body: { member: bob.member } })
      enter(alice, evenExpense('Bus', 1000, alice, [alice, bob]))
      enter(alice, transfer(200, bob, alice))
      return { people: [alice], nets: { Alice: 300, Bob: -300 }, notCounting: ['MemberRetired'] }
    },
  ],
  [
    'two members that are one person',
    ['ME8'],
    () => {
      const [alice, bob] = trio()
      const twin = newcomer('Bobby', alice)
      enter(alice, evenExpense('Tram', 900, alice, [alice, bob, twin]))
      alice.writer.write({ kind: 'members.merged', body: { from: twin.member, into: bob.member } })
      return { people: [alice], nets: { Alice: 600, Bob: -600 } }
    },
  ],
  [
    'a merge that is taken back',
    ['ME8'],
    () => {
      const [alice, bob] = trio()
      const twin = newcomer('Bobby', alice)
      enter(alice, evenExpense('Tram', 900, alice, [alice, bob, twin]))
      const merge = alice.writer.write({
        kind: 'members.merged',
        body: { from: twin.member, into: bob.member },
      })
      alice.writer.write({ kind: 'merge.undone', body: { merge: merge.id } })
      return { people: [alice], nets: { Alice: 600, Bob: -300, Bobby: -300 } }
    },
  ],
  [
    'a device that forked counts up to the fork',
    ['ME6'],
    () => {
      const [alice, bob] = trio()
      enter(bob, evenExpense('Tram', 1000, bob, [alice, bob]))
      const twin = { ...bob, writer: bob.writer.fork() }
      enter(bob, evenExpense('One', 2000, bob, [alice, bob]))
      enter(twin, evenExpense('Other', 4000, bob, [alice, bob]))
      alice.writer.meet(bob.writer)
      alice.writer.meet(twin.writer)
      return {
        people: [alice],
        nets: { Bob: 500, Alice: -500 },
        notCounting: ['DeviceForked', 'DeviceForked'],
      }
    },
  ],
  [
    'a revoked device counts up to what was seen of it',
    ['ME6'],
    () => {
      const [alice, bob] = trio()
      const seen = enter(bob, evenExpense('Tram', 1000, bob, [alice, bob]))
      alice.writer.meet(bob.writer)
      alice.writer.write({
        kind: 'device.revoked',
        body: { device: bob.writer.device, last: { seq: seen.seq, id: seen.id } },
      })
      enter(bob, evenExpense('Gift', 9000, bob, [alice]))
      alice.writer.meet(bob.writer)
      return { people: [alice], nets: { Bob: 500, Alice: -500 }, notCounting: ['DeviceRevoked'] }
    },
  ],
  [
    'one wallet serves one member',
    ['ME7'],
    () => {
      const [alice, bob, carol] = trio()
      bind(alice, 'shared')
      meetAll([alice, bob, carol])
      bind(bob, 'shared')
      meetAll([alice, bob, carol])
      return { people: [alice], notCounting: ['WalletTaken'] }
    },
  ],
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

/** Pots. */
export const potsFile: VectorFile = {
  kind: 'replay',
  about:
    'Replay files (events as canonical bytes without signatures, histories of groups) and what the rulebook makes of them: canonical order, verdicts on settlements, late events, events that do not count with the reason, and the state with its part hashes and its hash.',
  cases: stories.map(([name, rules, tell]): VectorCase => {
    const told = tell()
    const known = told.people.flatMap(({ writer }) => [...writer.known.values()])
    const events = [...new Map(known.map((event) => [event.id, event])).values()]
    const text = replayToText(
      events.map((event) => eventToBytes(event as KnownEvent)),
      told.histories ?? [],
    )
    return {
      name,
      rules: [...rules, 'SH2', 'OR1'],
      input: JSON.parse(text) as VectorCase['input'],
      says: (answer) => isAsTold(answer as Report, told),
    }
  }),
}

function isAsTold(report: Report, told: Told): boolean {
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
  const reasons = (Object.values(report['notCounting'] as Report) as string[]).sort(compareTexts)
  const made = report['checkpoint'] as Report
  const verdicts = (report['anchors'] as readonly Report[]).map(({ verdict }) => verdict)
  return (
    (told.error === undefined ? typeof made['stateHash'] === 'string' : made['error'] === told.error) &&
    (told.nets === undefined || same(netsIn(report), sorted(told.nets))) &&
    same(reasons, [...(told.notCounting ?? [])].sort(compareTexts)) &&
    (told.verdicts === undefined || same(verdicts, told.verdicts)) &&
    (told.late === undefined || (report['late'] as readonly Json[]).length === told.late) &&
    (told.conflicts === undefined || Object.keys(report['conflicts'] as Report).length === told.conflicts)
  )
}

/** Balances in cents by name, from the state. */
function netsIn(report: Report): Readonly<Record<string, number>> {
  const state = (report['checkpoint'] as Report)['state'] as Report
  const members = (state['members'] as Report)['members'] as readonly Report[]
  const nets = (state['nets'] as Report)['nets'] as readonly Report[]
  const nameOf = new Map(members.map(({ id, name }) => [id, name as string]))
  return sorted(
    Object.fromEntries(nets.map(({ member, amount }) => [nameOf.get(member as string) ?? '', Number(amount)])),
  )
}

function sorted(record: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}
