// ST5: every mode of settling that looks at balances alone.

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MemberId } from '../../../src/domain/ids.ts'
import type { ReasonedTransfer } from '../../../src/domain/settling/leg-reason.ts'
import type { Net } from '../../../src/domain/money/net.ts'
import { settleModeSchema } from '../../../src/domain/settling/settle-schema.ts'
import { settleIn, type NetMode } from '../../../src/domain/settling/settle-in-mode.ts'
import { settle } from '../../../src/domain/settling/settle.ts'
import { alice, balancedNets, bob, carol, dave, member } from './people.ts'
import { after, anyMode } from './plans.ts'

const pays = ({ from, to, amount }: ReasonedTransfer): readonly [MemberId, MemberId, bigint] => [from, to, amount]
const nets = (...amounts: readonly number[]): readonly Net[] =>
  [alice, bob, carol, dave].flatMap((who, i) =>
    amounts[i] === undefined ? [] : [{ member: who, amount: BigInt(amounts[i]) }],
  )

const withMode = (maxLength: number): fc.Arbitrary<readonly [readonly Net[], NetMode]> =>
  fc
    .oneof(balancedNets(maxLength, 6n), balancedNets(maxLength, 10n ** 20n))
    .chain((list) => anyMode(list.map(({ member: id }) => id)).map((mode) => [list, mode] as const))

test('[ST1] in every mode the plan brings every net to zero with payments above zero, one from and to the same two', () => {
  fc.assert(
    fc.property(withMode(14), ([list, mode]) => {
      const plan = settleIn(mode, list)
      expect(after(list, plan)).toEqual([])
      expect(plan.every(({ from, to, amount }) => amount > 0n && from !== to)).toBe(true)
      expect(new Set(plan.map(({ from, to }) => [from, to].sort().join())).size).toBe(plan.length)
    }),
    { numRuns: 1000 },
  )
})

test('[ST3] in every mode the order in which balances are listed changes nothing', () => {
  const shuffled = withMode(12).chain(([list, mode]) =>
    fc.tuple(fc.constant(list), fc.constant(mode), fc.shuffledSubarray([...list], { minLength: list.length })),
  )
  fc.assert(
    fc.property(shuffled, ([list, mode, other]) => {
      expect(settleIn(mode, other)).toEqual(settleIn(mode, list))
    }),
    { numRuns: 1000 },
  )
})

test('[ST5] a mode that names nobody with a balance settles by the fewest', () => {
  fc.assert(
    fc.property(balancedNets(10, 5n), (list) => {
      fc.pre(list.every(({ member: id }) => id !== member(1) && id !== member(2)))
      const fewest = settle(list)
      for (const mode of [
        { type: 'fewest' },
        { type: 'subgroups', groups: [[member(1), member(2)]] },
        { type: 'preferred', pairs: [{ from: member(1), to: member(2) }] },
      ] satisfies readonly NetMode[])
        expect(settleIn(mode, list).map(pays)).toEqual(fewest.map(({ from, to, amount }) => [from, to, amount]))
    }),
    { numRuns: 300 },
  )
})

describe('[ST5] centred on one member', () => {
  test('everyone else settles with that member alone', () => {
    const plan = settleIn({ type: 'centred', on: bob }, nets(300, -100, -150, -50))
    expect(plan.map(pays)).toEqual([
      [bob, alice, 300n],
      [carol, bob, 150n],
      [dave, bob, 50n],
    ])
    expect(plan[1]?.reason).toEqual({ type: 'centre', on: bob, net: -150n })
  })

  test('the centre needs no balance of its own', () => {
    expect(settleIn({ type: 'centred', on: dave }, nets(100, -100)).map(pays)).toEqual([
      [dave, alice, 100n],
      [bob, dave, 100n],
    ])
  })
})

describe('[ST5] by subgroups', () => {
  const couple: NetMode = { type: 'subgroups', groups: [[alice, bob]] }

  test('a couple settles as one: the larger debtor stands for both where both together owe', () => {
    const plan = settleIn(couple, nets(50, -200, 150))
    expect(plan.map(pays)).toEqual([
      [bob, carol, 150n],
      [bob, alice, 50n],
    ])
    expect(plan[0]?.reason).toEqual({
      type: 'group',
      group: [
        { member: bob, amount: -150n },
        { member: carol, amount: 150n },
      ],
    })
    expect(plan[1]?.reason).toEqual({
      type: 'subgroup',
      representative: bob,
      group: [
        { member: alice, amount: 50n },
        { member: bob, amount: -200n },
      ],
    })
  })

  test('the larger creditor stands for both where both together are owed', () => {
    expect(settleIn(couple, nets(200, -50, -150)).map(pays)).toEqual([
      [carol, alice, 150n],
      [bob, alice, 50n],
    ])
  })

  test('whoever owes most in a subgroup that is owed does not stand for it, nor whoever is owed most in one that owes', () => {
    const groups = [[alice, bob, carol]]
    expect(settleIn({ type: 'subgroups', groups }, nets(100, 80, -120, -60)).map(pays)).toEqual([
      [dave, alice, 60n],
      [alice, bob, 80n],
      [carol, alice, 120n],
    ])
    expect(settleIn({ type: 'subgroups', groups }, nets(-100, -80, 120, 60)).map(pays)).toEqual([
      [alice, dave, 60n],
      [bob, alice, 80n],
      [alice, carol, 120n],
    ])
  })

  test('a subgroup that is even settles inside, with its largest balance, of equals the first', () => {
    expect(settleIn({ type: 'subgroups', groups: [[alice, bob, carol]] }, nets(100, -60, -40)).map(pays)).toEqual([
      [bob, alice, 60n],
      [carol, alice, 40n],
    ])
    expect(settleIn({ type: 'subgroups', groups: [[alice, bob, carol]] }, nets(60, -100, 40)).map(pays)).toEqual([
      [bob, alice, 60n],
      [bob, carol, 40n],
    ])
    expect(settleIn(couple, nets(-70, 70)).map(pays)).toEqual([[alice, bob, 70n]])
  })

  test('equal debts are stood for by the first member, whoever is listed first', () => {
    expect(settleIn({ type: 'subgroups', groups: [[carol, bob]] }, nets(200, -100, -100)).map(pays)).toEqual([
      [bob, alice, 200n],
      [carol, bob, 100n],
    ])
  })

  test('a subgroup with one balance, or none, is like no subgroup', () => {
    const groups = [
      [alice, member(1)],
      [member(2), member(3)],
    ]
    expect(settleIn({ type: 'subgroups', groups }, nets(100, -100)).map(pays)).toEqual([[bob, alice, 100n]])
  })
})

describe('[ST5] preferred recipients', () => {
  test('a preferred pair settles first, as far as debt and credit go; the rest by the fewest', () => {
    const plan = settleIn({ type: 'preferred', pairs: [{ from: dave, to: bob }] }, nets(100, 50, -20, -130))
    expect(plan.map(pays)).toEqual([
      [dave, bob, 50n],
      [carol, alice, 20n],
      [dave, alice, 80n],
    ])
    expect(plan[0]?.reason).toEqual({ type: 'preferred', debt: 130n, credit: 50n })
  })

  test('pairs are served in their order', () => {
    const toBob = { from: dave, to: bob }
    const fromCarol = { from: carol, to: bob }
    const list = nets(60, 60, -60, -60)
    expect(settleIn({ type: 'preferred', pairs: [toBob, fromCarol] }, list).map(pays)).toEqual([
      [dave, bob, 60n],
      [carol, alice, 60n],
    ])
    expect(settleIn({ type: 'preferred', pairs: [fromCarol, toBob] }, list).map(pays)).toEqual([
      [carol, bob, 60n],
      [dave, alice, 60n],
    ])
  })

  test('who is owed is not made to pay, and who owes is not paid', () => {
    const pairs = [
      { from: alice, to: bob },
      { from: bob, to: alice },
      { from: alice, to: carol },
    ]
    expect(settleIn({ type: 'preferred', pairs }, nets(100, -100)).map(pays)).toEqual([[bob, alice, 100n]])
    expect(settleIn({ type: 'preferred', pairs }, nets(-30, -70, 100)).map(pays)).toEqual([
      [alice, carol, 30n],
      [bob, carol, 70n],
    ])
  })
})

test('[EN2] subgroups stand in order of their first members, each in order of id, so that one mode has one form', () => {
  const mode = {
    type: 'subgroups',
    groups: [
      [dave, carol],
      [alice, bob],
    ],
  } as const
  const sorted = {
    type: 'subgroups',
    groups: [
      [alice, bob],
      [carol, dave],
    ],
  } as const
  const bytes = settleModeSchema.encode(mode)
  expect(bytes).toEqual(settleModeSchema.encode(sorted))
  expect(settleModeSchema.decode(bytes, 'mode')).toEqual({ ok: true, value: sorted })
})
