import { expect, test } from 'vitest'
import { createJoinedMembers } from '../../../src/domain/people/joined-members.ts'
import { alice, bob, carol, dave, member } from './people.ts'

test('[ST4] members that were joined share the first of them by id; whoever was joined to nobody is alone', () => {
  const people = createJoinedMembers()
  const firsts = (): readonly string[] => [alice, bob, carol, dave].map((each) => people.first(each))
  expect(firsts()).toEqual([alice, bob, carol, dave])
  people.join(dave, carol)
  people.join(bob, bob)
  expect(firsts()).toEqual([alice, bob, carol, carol])
  people.join(dave, alice)
  expect(firsts()).toEqual([alice, bob, alice, alice])
  people.join(bob, carol)
  expect(firsts()).toEqual([alice, alice, alice, alice])
  expect(people.first(member(1))).toBe(member(1))
})
