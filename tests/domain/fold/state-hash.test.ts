import { sha256 } from '@noble/hashes/sha2.js'
import { expect, test } from 'vitest'
import {
  ascii,
  bytesToHex,
  computeCheckpoint,
  concatBytes,
  cutOf,
  encodeCbor,
  fold,
  hexToBytes,
  type AgreedRate,
  type CborMap,
  type CborValue,
  type ComputedCheckpoint,
  type Facts,
  type PotFold,
} from '../../../src/domain/index.ts'
import { hashState } from '../../../src/domain/epochs/state-hash.ts'
import { stateParts, type StateTerms } from '../../../src/domain/epochs/state.ts'
import { bind, enter, evenExpense, hashOf, meetAll, netsOf, startPot, strike, transfer, type Person } from '../story.ts'
import { rates, settleUp, startTiedPot, type TiedPot } from './tied-pot.ts'

type Trio = readonly [Person, Person, Person]

const compute = ({ known, base, open }: PotFold, agreed: readonly AgreedRate[] = rates): ComputedCheckpoint => {
  const computed = computeCheckpoint(known, base, {
    cut: cutOf({ known, base, open }),
    seq: open.tie ? open.seq : 0n,
    mode: { type: 'fewest' },
    conversion: null,
    rates: agreed,
  })
  if (!computed.ok) throw new Error(computed.error.type)
  return computed.value
}

/** One fixed story: a dinner, a taxi, a voided typo, a settlement on the chain with one leg paid, a correction after it. */
const fixedStory = (): TiedPot & { readonly people: Trio } => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const people = pot.people as unknown as Trio
  const [alice, bob, carol] = people
  const dinner = enter(alice, evenExpense('Dinner', 10_001, alice, people))
  enter(bob, evenExpense('Taxi', 1700, bob, people))
  const typo = enter(carol, transfer(5, carol, alice))
  strike(carol, typo, typo)
  meetAll(people)
  settleUp(pot, alice)
  pot.group.pay(0)
  strike(bob, dinner, dinner)
  enter(bob, evenExpense('Cinema', 3100, carol, people))
  meetAll(people)
  return { ...pot, people }
}

test('[SH1] the state of one fixed story has the hash it always had', () => {
  const pot = fixedStory()
  const { body, parts } = compute(pot.seenBy(pot.people[0]))
  expect(body.stateHash).toBe('db442f35a5a291e6f9444c07db72d96845e13148fbb4244583f3556ac745b5f0')
  expect(body.planRoot).toBe('4fb18ca4255ba02871e91c9dcdcf39e4d578a5f913e39fe513237ef02e1fd832')
  expect(Object.fromEntries(parts)).toEqual({
    pot: '5877088c45628dfa0a993ffdabff15d0506aa4c06f0d8702bd8da404d49ac94e',
    members: 'ebcaba4d8c488279832c894af3be3cad094e4778fe08d257e16bbbd77cfefec4',
    entries: '9cc6b5a0674c46079befb50e90a8009e80c189a37bcec5fd02d280cb539a5182',
    nets: 'b18ff88180f3146ae5994dcdadf6edda53debf5ee49163178b3517c48e9ff6d3',
    plan: '501f2775a9a43327557715ed40ae95bbd281db5b99e82a2c4f1e266511d44fed',
    chain: 'd3e9469011c2ff04cdd2ca38495b1b11ac49d1cd3595cbd3649109c7ef7f9a98',
  })
})

test('[SH1] the state holds its parts and nothing that is only on its way', () => {
  const pot = fixedStory()
  const [alice] = pot.people
  const found = pot.seenBy(alice)
  const { facts, body } = compute(found)
  const parts = stateParts(facts, { ...body, plan: body.plan })
  const fields = Object.fromEntries(
    [...parts].map(([part, value]) => [part, [...value.keys()].toSorted((a, b) => (a < b ? -1 : 1))]),
  )
  expect(fields).toEqual({
    pot: ['epoch', 'pot', 'previous', 'rulebook'],
    members: ['bindings', 'devices', 'members'],
    entries: ['currencies', 'entries'],
    nets: ['nets'],
    plan: ['conversion', 'mode', 'plan', 'rates'],
    chain: ['head', 'roster', 'seq', 'tie'],
  })
  // The closed epoch enters through the previous state hash; its entries do not.
  expect(parts.get('pot')?.get('previous')).toEqual(hexToBytes(found.base.facts.stateHash ?? ''))
  expect(parts.get('entries')?.get('entries')).toHaveLength(2)
})

test('[SH2] the state hash is SHA-256 over its domain, the pot’s salt and the state’s canonical bytes', () => {
  const pot = fixedStory()
  const { facts, body } = compute(pot.seenBy(pot.people[0]))
  const terms: StateTerms = { ...body, plan: body.plan }
  const salt = hexToBytes(facts.genesis.salt)
  const hash = (domain: string, value: CborValue): string =>
    bytesToHex(sha256(concatBytes(ascii(domain), salt, encodeCbor(value))))
  const values = stateParts(facts, terms)
  expect(body.stateHash).toBe(hash('quits/state/v1', values as CborMap))
  expect(hashState(facts, terms).parts.get('nets')).toBe(
    hash('quits/state-part/v1/nets', values.get('nets') as CborMap),
  )
})

test('[SH2] another salt is another hash of the same state', () => {
  const pot = fixedStory()
  const { facts, body } = compute(pot.seenBy(pot.people[0]))
  const salted: Facts = { ...facts, genesis: { ...facts.genesis, salt: hashOf('another salt') } }
  expect(hashState(salted, { ...body, plan: body.plan }).stateHash).not.toBe(body.stateHash)
})

const partsThatDiffer = (a: ComputedCheckpoint, b: ComputedCheckpoint): readonly string[] =>
  [...a.parts].flatMap(([part, hash]) => (b.parts.get(part) === hash ? [] : [part]))

test('[SH3] part hashes name what differs between two devices', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const [alice, bob] = pot.people as unknown as Trio
  enter(alice, evenExpense('Dinner', 3000, alice, pot.people))
  const before = compute(pot.seenBy(alice))
  expect(partsThatDiffer(before, compute(pot.seenBy(alice)))).toEqual([])
  expect(partsThatDiffer(before, compute(pot.seenBy(alice), []))).toEqual(['plan'])
  bind(alice, 'Alice’s second')
  expect(partsThatDiffer(before, compute(pot.seenBy(alice)))).toEqual(['members'])
  const bound = compute(pot.seenBy(alice))
  const zero = enter(alice, transfer(5, alice, bob))
  strike(alice, zero, zero)
  expect(partsThatDiffer(bound, compute(pot.seenBy(alice)))).toEqual(['entries'])
  const struck = compute(pot.seenBy(alice))
  enter(alice, evenExpense('Tea', 300, alice, pot.people))
  expect(partsThatDiffer(struck, compute(pot.seenBy(alice)))).toEqual(['entries', 'nets', 'plan'])
})

test('[SH3] a chain read further differs in the chain, a settlement in nearly everything', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const [alice] = pot.people as unknown as Trio
  enter(alice, evenExpense('Dinner', 3000, alice, pot.people))
  const before = compute(pot.seenBy(alice))
  pot.group.changeRoster((pot.seenBy(alice).open.group?.members ?? []).toReversed(), 2)
  expect(partsThatDiffer(before, compute(pot.seenBy(alice)))).toEqual(['chain'])
  settleUp(pot, alice)
  expect(partsThatDiffer(before, compute(pot.seenBy(alice)))).toEqual(['pot', 'entries', 'plan', 'chain'])
})

test('[SH1] currencies of the state are the pot’s and those with balances, each once', () => {
  const people = startPot('Alice', 'Bob') as [Person, Person]
  const [alice, bob] = people
  enter(alice, transfer(100, alice, bob))
  enter(alice, transfer(100, alice, bob, { code: 'JPY', digits: 0 }))
  enter(alice, transfer(100, alice, bob, { code: 'EUR', digits: 3 }))
  enter(alice, transfer(100, alice, bob, { code: 'CHF', digits: 2 }))
  const found = fold(alice.writer.known.values(), [])
  const { facts, body } = compute(found, [])
  const listed = stateParts(facts, { ...body, plan: body.plan })
    .get('entries')
    ?.get('currencies') as readonly CborMap[]
  expect(listed.map((each) => [each.get('code'), each.get('digits')])).toEqual([
    ['CHF', 2n],
    ['EUR', 2n],
    ['EUR', 3n],
    ['JPY', 0n],
  ])
  expect(netsOf(found, 'JPY')).toEqual({ Alice: 100n, Bob: -100n })
})

test('[SH1] the order in which members, devices, wallets and entries became known is not in the state', () => {
  const pot = fixedStory()
  const { facts, body } = compute(pot.seenBy(pot.people[0]))
  const turned = <K, V>(map: ReadonlyMap<K, V>): Map<K, V> => new Map([...map].toReversed())
  const other = {
    ...facts,
    members: turned(facts.members),
    devices: turned(facts.devices),
    bindings: facts.bindings.toReversed(),
    entries: turned(facts.entries),
  }
  expect([facts.bindings.length, facts.entries.size]).toEqual([3, 2])
  expect(hashState(other, body)).toEqual(hashState(facts, body))
})

test('[SH1] a pot that is tied to nothing has no chain in its state', () => {
  const [alice] = startPot('Alice') as [Person]
  const { facts, body } = compute(fold(alice.writer.known.values(), []), [])
  const chain = stateParts(facts, { ...body, plan: body.plan }).get('chain')
  expect([chain?.get('tie'), chain?.get('roster'), chain?.get('seq')]).toEqual([null, null, 0n])
  expect(bytesToHex(chain?.get('head') as Uint8Array)).toBe('0'.repeat(64))
})
