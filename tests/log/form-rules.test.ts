import { expect, test } from 'vitest'
import type { EventId, PotEvent, PotId } from '../../src/domain/index.ts'
import { formFaultOf, formRules } from '../../src/log/form-rules.ts'

const pot = '11'.repeat(32) as PotId
const other = '22'.repeat(32) as EventId
const genesis = {
  id: pot,
  pot: null,
  kind: 'pot.created',
  seq: 0,
  prev: null,
  seen: [],
  lamport: 0,
} as unknown as PotEvent
const later = { id: other, pot, kind: 'member.added', seq: 1, prev: pot, seen: [], lamport: 1 } as unknown as PotEvent
const changed = (event: PotEvent, change: object): PotEvent => ({ ...event, ...change })

test('[EV1] isOfThisPot: an event names its pot, the genesis event is its own', () => {
  const { isOfThisPot } = formRules
  expect(isOfThisPot(genesis, pot)).toBe(null)
  expect(isOfThisPot(later, pot)).toBe(null)
  expect(isOfThisPot(changed(later, { pot: other }), pot)).toEqual({ type: 'ForeignPot', pot: other })
  expect(isOfThisPot(changed(genesis, { id: other }), pot)).toEqual({ type: 'ForeignPot', pot: other })
})

test('[EV1] genesisStartsAll: the genesis event creates the pot and has nothing before it', () => {
  const { genesisStartsAll } = formRules
  expect(genesisStartsAll(genesis)).toBe(null)
  expect(genesisStartsAll(later)).toBe(null)
  const wrong = { kind: 'member.added', seq: 1, prev: other, seen: [other], lamport: 1 }
  for (const [field, value] of Object.entries(wrong)) {
    expect(genesisStartsAll(changed(genesis, { [field]: value }))).toEqual({ type: 'BadGenesis', field })
  }
})

test('[EV1] onlyGenesisCreates: a pot is created once', () => {
  expect(formRules.onlyGenesisCreates(genesis)).toBe(null)
  expect(formRules.onlyGenesisCreates(later)).toBe(null)
  expect(formRules.onlyGenesisCreates(changed(later, { kind: 'pot.created' }))).toEqual({ type: 'SecondGenesis' })
})

test('[EV1] chainStartsAtZero: only a first event has no previous one', () => {
  const { chainStartsAtZero } = formRules
  expect(chainStartsAtZero(genesis)).toBe(null)
  expect(chainStartsAtZero(later)).toBe(null)
  expect(chainStartsAtZero(changed(later, { prev: null }))).toEqual({ type: 'BrokenChain', seq: 1, prev: null })
  expect(chainStartsAtZero(changed(later, { seq: 0 }))).toEqual({ type: 'BrokenChain', seq: 0, prev: pot })
})

test('[EV1] hasPast: everything descends from the genesis event', () => {
  const { hasPast } = formRules
  expect(hasPast(genesis)).toBe(null)
  expect(hasPast(later)).toBe(null)
  expect(hasPast(changed(later, { prev: null, seen: [pot] }))).toBe(null)
  expect(hasPast(changed(later, { prev: null }))).toEqual({ type: 'NoPast' })
})

test('the first broken rule is named', () => {
  expect(formFaultOf(genesis, pot)).toBe(null)
  expect(formFaultOf(later, pot)).toBe(null)
  expect(formFaultOf(changed(later, { pot: other, prev: null }), pot)).toEqual({ type: 'ForeignPot', pot: other })
})
