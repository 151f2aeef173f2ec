import type { MemberId } from '../ids.ts'

/** Sets of members that grow together. Whoever was joined to nobody is alone. */
export interface JoinedMembers {
  /** Makes one set of the two members' sets. */
  readonly join: (a: MemberId, b: MemberId) => void
  /** The same member for everyone of a set: the first of them by id. */
  readonly first: (member: MemberId) => MemberId
}

/** Everybody alone. */
export function createJoinedMembers(): JoinedMembers {
  const above = new Map<MemberId, MemberId>()
  const first = (member: MemberId): MemberId => {
    let top = member
    for (let next = above.get(top); next !== undefined; next = above.get(top)) top = next
    // Whoever asks again has one step to go.
    if (top !== member) above.set(member, top)
    return top
  }
  const join = (a: MemberId, b: MemberId): void => {
    const [topA, topB] = [first(a), first(b)]
    if (topA < topB) above.set(topB, topA)
    if (topB < topA) above.set(topA, topB)
  }
  return { join, first }
}
