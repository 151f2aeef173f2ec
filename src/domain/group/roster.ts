import type { H160 } from '../ids.ts'

/** The most members a group can have: one bit each in the bitmap of voters. */
const MAX_ROSTER = 32

/** Why members and quorum cannot form a group. */
export type RosterFault =
  | 'NoMembers'
  | 'TooManyMembers'
  | 'ZeroMember'
  | 'MemberTwice'
  | 'QuorumTooSmall'
  | 'QuorumTooLarge'
  | 'SameRoster'

const ZERO_ADDRESS = '0'.repeat(40)

/** The fault of a roster, or null: 1 to 32 distinct members, none the zero address, and a quorum that is a majority of them. */
export function rosterFault(members: readonly H160[], quorum: number): RosterFault | null {
  if (members.length === 0) return 'NoMembers'
  if (members.length > MAX_ROSTER) return 'TooManyMembers'
  if (members.some((member) => member === ZERO_ADDRESS)) return 'ZeroMember'
  if (new Set(members).size !== members.length) return 'MemberTwice'
  if (2 * quorum <= members.length) return 'QuorumTooSmall'
  return quorum > members.length ? 'QuorumTooLarge' : null
}

/** Whether two rosters are one: the same members in the same slots, and the same quorum. */
export function isSameRoster(a: Roster, b: Roster): boolean {
  return (
    a.quorum === b.quorum &&
    a.members.length === b.members.length &&
    a.members.every((member, slot) => member === b.members[slot])
  )
}

/** Who may vote, in slot order, and how many must. */
export type Roster = { readonly members: readonly H160[]; readonly quorum: number }

/** The bitmap of the members that `isIn` picks: bit i is slot i, as an unsigned 32-bit number. */
export function slotBitmap(members: readonly H160[], isIn: (member: H160) => boolean): number {
  // `>>> 0`: bit 31 of a shifted number is its sign.
  return members.reduce((bits, member, slot) => (isIn(member) ? (bits | (1 << slot)) >>> 0 : bits), 0)
}
