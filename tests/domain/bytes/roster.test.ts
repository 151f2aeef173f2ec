import { expect, test } from 'vitest'
import { isSameRoster, rosterFault, slotBitmap, type Roster } from '../../../src/domain/group/roster.ts'
import type { H160 } from '../../../src/domain/ids.ts'

const address = (number: number): H160 => number.toString(16).padStart(40, '0') as H160
const roster = (count: number, quorum: number): Roster => ({
  members: Array.from({ length: count }, (_, index) => address(index + 1)),
  quorum,
})
const faultOf = ({ members, quorum }: Roster): string | null => rosterFault(members, quorum)

test('[AN3] a group has 1 to 32 different members, none of them the zero address, and a quorum that is a majority', () => {
  expect([roster(1, 1), roster(2, 2), roster(3, 2), roster(32, 17), roster(32, 32)].map(faultOf)).toEqual(
    Array.from({ length: 5 }, () => null),
  )
  expect(faultOf(roster(0, 0))).toBe('NoMembers')
  expect(faultOf(roster(33, 17))).toBe('TooManyMembers')
  expect(rosterFault([address(1), address(0)], 2)).toBe('ZeroMember')
  expect(rosterFault([address(1), address(2), address(1)], 2)).toBe('MemberTwice')
  expect([roster(1, 0), roster(2, 1), roster(3, 1), roster(32, 16)].map(faultOf)).toEqual(
    Array.from({ length: 4 }, () => 'QuorumTooSmall'),
  )
  expect([roster(1, 2), roster(32, 33)].map(faultOf)).toEqual(['QuorumTooLarge', 'QuorumTooLarge'])
})

test('[AN3] two rosters are one with the same members in the same slots and the same quorum', () => {
  const three = roster(3, 2)
  expect(isSameRoster(three, roster(3, 2))).toBe(true)
  expect(isSameRoster(three, roster(3, 3))).toBe(false)
  expect(isSameRoster(three, { ...three, members: three.members.toReversed() })).toBe(false)
  expect(isSameRoster(three, roster(4, 2))).toBe(false)
  expect(isSameRoster(roster(4, 2), three)).toBe(false)
})

test('[AN3] the bitmap of voters has a bit for each slot, the last one without a sign', () => {
  const { members } = roster(32, 17)
  expect(slotBitmap(members, (member) => member === address(1) || member === address(3))).toBe(0b101)
  expect(slotBitmap(members, (member) => member === address(32))).toBe(2 ** 31)
  expect(slotBitmap(members, () => false)).toBe(0)
})
