import { expect, test } from 'vitest'
import {
  computeCheckpoint,
  cutOf,
  diffStates,
  fold,
  stateParts,
  type CborMap,
  type CborValue,
  type GroupHistory,
  type MemberId,
  type PotFold,
  type StateDifference,
} from '../../../src/domain/index.ts'
import { enter, evenExpense, meetAll, revise, startPot, type Person } from '../story.ts'
import { rates, startTiedPot, type TiedPot } from './tied-pot.ts'

type Parts = Parameters<typeof diffStates>[0]

const partsOf = (
  { known, base, open }: PotFold,
  { cut = cutOf({ known, base, open }), agreed = rates } = {},
): Parts => {
  const seq = open.tie ? open.seq : 0n
  const computed = computeCheckpoint(known, base, {
    cut,
    seq,
    mode: { type: 'fewest' },
    conversion: null,
    rates: agreed,
  })
  if (!computed.ok) throw new Error(computed.error.type)
  return stateParts(computed.value.facts, computed.value.body)
}

const seenBy = ({ writer }: Person, ...histories: readonly GroupHistory[]): PotFold =>
  fold(writer.known.values(), histories)

/** Alice, Bob and Carol with a dinner that all know. */
const dinner = () => {
  const people = startPot('Alice', 'Bob', 'Carol') as unknown as readonly [Person, Person, Person]
  const entry = enter(people[0], evenExpense('Dinner', 3000, people[0], people))
  meetAll(people)
  return { people, entry }
}

test('[SH3] equal states differ in nothing', () => {
  const { people } = dinner()
  expect(diffStates(partsOf(seenBy(people[0])), partsOf(seenBy(people[1])))).toEqual([])
})

test('[SH3] an entry that only one device has is named, with the balances and the legs that it changes', () => {
  const { people } = dinner()
  const [alice, bob, carol] = people
  const taxi = enter(alice, evenExpense('Taxi', 600, alice, [alice, bob]))
  const found = diffStates(partsOf(seenBy(alice)), partsOf(seenBy(bob)))
  expect(found.filter(({ part }) => part === 'entries')).toEqual([
    { part: 'entries', field: 'entries', id: taxi.id, type: 'OnlyFirst' },
  ])
  const balances = found.filter(({ part }) => part === 'nets')
  const changed = [alice, bob].map(({ member }) => `${member} EUR.2`).sort((a, b) => (a < b ? -1 : 1))
  expect(balances).toEqual(changed.map((id) => ({ part: 'nets', field: 'nets', id, type: 'Differs', in: ['amount'] })))
  expect(balances.some(({ id }) => id?.startsWith(carol.member))).toBe(false)
  expect(found.filter(({ part }) => part === 'plan')).toMatchObject([
    { field: 'plan', type: 'Differs', in: ['amount'] },
  ])
  const reversed = diffStates(partsOf(seenBy(bob)), partsOf(seenBy(alice)))
  expect(reversed.find(({ id }) => id === taxi.id)?.type).toBe('OnlySecond')
})

test('[SH3] of an entry that both have in two versions the fields are named', () => {
  const { people, entry } = dinner()
  const [alice, bob] = people
  revise(alice, entry, evenExpense('Dinner with wine', 4200, alice, people), entry)
  const found = diffStates(partsOf(seenBy(alice)), partsOf(seenBy(bob)))
  expect(found.find(({ part }) => part === 'entries')).toEqual({
    part: 'entries',
    field: 'entries',
    id: entry.id,
    type: 'Differs',
    in: ['effect', 'version'],
  })
})

test('[SH3] a member, a currency and a rate that one has are named by id and code', () => {
  const { people } = dinner()
  const [alice, bob] = people
  const dave = alice.writer.write({ kind: 'member.added', body: { name: 'Dave' } }).id as string as MemberId
  enter(alice, { ...evenExpense('Ramen', 900, alice, people), currency: { code: 'JPY', digits: 0 } })
  const found = diffStates(partsOf(seenBy(alice)), partsOf(seenBy(bob), { agreed: [] }))
  const only = (field: string): readonly (string | null)[] =>
    found.filter((each) => each.field === field && each.type === 'OnlyFirst').map(({ id }) => id)
  expect(only('members')).toEqual([dave])
  expect(only('currencies')).toEqual(['JPY.0'])
  expect(only('rates')).toEqual(['EUR.2'])
})

test('[SH3] what there is one of is named by its field: the tie, the roster, the position on the chain', () => {
  const pot: TiedPot = startTiedPot(['Alice', 'Bob'])
  const [alice] = pot.people as [Person]
  const all = pot.seenBy(alice)
  const early = alice.writer.known
  const untied = [...early.values()].filter(({ kind }) => kind !== 'pot.tied' && kind !== 'tie.signed')
  const found = diffStates(partsOf(all), partsOf(fold(untied, [])))
  const chain = found.filter(({ part }) => part === 'chain')
  expect(chain).toEqual([
    { part: 'chain', field: 'head', id: null, type: 'Differs', in: [] },
    { part: 'chain', field: 'roster', id: null, type: 'OnlyFirst' },
    { part: 'chain', field: 'tie', id: null, type: 'OnlyFirst' },
  ])
  const [tie, other] = [all.open.tie, pot.seenBy(alice).open.tie]
  expect(tie).toEqual(other)
  const moved = new Map(partsOf(all)).set('chain', new Map(partsOf(all).get('chain') as CborMap).set('seq', 7n))
  expect(diffStates(partsOf(all), moved)).toEqual([
    { part: 'chain', field: 'seq', id: null, type: 'Differs', in: [] },
  ] satisfies readonly StateDifference[])
  expect(diffStates(partsOf(fold(untied, [])), partsOf(all)).find(({ field }) => field === 'tie')?.type).toBe(
    'OnlySecond',
  )
})

test('[SH3] items that nothing tells apart are compared in their places, and a field that one has not is named', () => {
  const state = (list: readonly bigint[], more: boolean): Parts =>
    new Map([['plan', new Map<string, CborValue>([['list', list], ...(more ? [['extra', 1n] as const] : [])])]])
  expect(diffStates(state([1n, 2n, 3n], true), state([1n, 5n], false))).toEqual([
    { part: 'plan', field: 'extra', id: null, type: 'OnlyFirst' },
    { part: 'plan', field: 'list', id: '1', type: 'Differs', in: [] },
    { part: 'plan', field: 'list', id: '2', type: 'OnlyFirst' },
  ])
})

test('[SH3] items are told apart by id, root or event, by currency, or else by place, and are named in order', () => {
  type Fields = Readonly<Record<string, CborValue>>
  const value = (fields: Fields): CborValue => new Map(Object.entries(fields))
  const state = (list: readonly CborValue[]): Parts => new Map([['plan', new Map<string, CborValue>([['list', list]])]])
  const ids = (first: readonly CborValue[], second: readonly CborValue[]): readonly string[] =>
    diffStates(state(first), state(second)).map(({ id, type }) => `${type} ${id}`)
  const [one, two, three] = [1, 2, 3].map((byte) => Uint8Array.of(byte)) as [Uint8Array, Uint8Array, Uint8Array]
  expect(ids([value({ event: three }), value({ id: two })], [value({ root: one })])).toEqual([
    'OnlySecond 01',
    'OnlyFirst 02',
    'OnlyFirst 03',
  ])
  // Half a currency is none.
  expect(ids([value({ code: 'EUR' }), value({ digits: 2n }), value({ code: 'EUR', digits: 2n })], [])).toEqual([
    'OnlyFirst 0',
    'OnlyFirst 1',
    'OnlyFirst EUR.2',
  ])
  expect(ids([value({ note: 'x' })], [7n])).toEqual(['Differs 0'])
  expect(ids([7n], [value({ note: 'x' })])).toEqual(['Differs 0'])
  const missing: Parts = new Map([['plan', new Map<string, CborValue>()]])
  expect(diffStates(state([7n]), missing)).toMatchObject([{ field: 'list', id: null, type: 'OnlyFirst' }])
  expect(diffStates(missing, state([7n]))).toMatchObject([{ field: 'list', id: null, type: 'OnlySecond' }])
})
