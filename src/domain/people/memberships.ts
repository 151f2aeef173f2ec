// ME2, ME4: which members there are, by what name, and whether they take part.

import type { EventOf, PotEvent } from '../events/event.ts'
import { memberOf, type Member, type NotCounting } from '../facts.ts'
import type { EventId, MemberId } from '../ids.ts'
import { compareEvents } from '../epochs/order.ts'
import type { Voices } from './voices.ts'

/** What devices that speak do to members. Each answers why it does not count, if it does not. */
export interface Memberships {
  readonly add: (event: EventOf<'member.added'>) => NotCounting | undefined
  readonly rename: (event: EventOf<'member.renamed'>) => NotCounting | undefined
  readonly changePresence: (event: EventOf<'member.retired'> | EventOf<'member.returned'>) => NotCounting | undefined
}

/** The members of these voices. What is done to one member by several counts as in canonical order, however late one of them came to speak. */
export function createMemberships(voices: Voices): Memberships {
  const { members, causality } = voices
  const holdersOf = new Map<string, Set<MemberId>>()
  const lastNaming = new Map<MemberId, PotEvent>()
  const lastPresence = new Map<MemberId, PotEvent>()
  const hold = ({ id, name }: Member): void => {
    holdersOf.set(name, (holdersOf.get(name) ?? new Set()).add(id))
  }
  for (const member of members.values()) hold(member)

  /** ME4: a name that the author had seen in use is refused; equal names given apart both live. */
  const isTaken = (name: string, by: EventId, own?: MemberId): boolean =>
    [...(holdersOf.get(name) ?? [])].some((id) => id !== own && causality.sees(by, (members.get(id) as Member).named))

  const add: Memberships['add'] = (event) => {
    const id = event.id as string as MemberId
    const { name } = event.body
    if (members.has(id)) return undefined
    if (isTaken(name, event.id)) return { type: 'NameTaken', name }
    const member = {
      id,
      name,
      named: event.id,
      account: null,
      devices: [],
      retired: null,
      retiredThemself: false,
      mergedInto: null,
    }
    members.set(id, member)
    hold(member)
    return undefined
  }
  const rename: Memberships['rename'] = (event) => {
    const { member: id, name } = event.body
    const member = members.get(id)
    if (!member) return { type: 'UnknownMember', member: id }
    if (isTaken(name, event.id, id)) return { type: 'NameTaken', name }
    if (!isLast(lastNaming, id, event)) return undefined
    holdersOf.get(member.name)?.delete(id)
    const renamed = { ...member, name, named: event.id }
    members.set(id, renamed)
    hold(renamed)
    return undefined
  }
  const changePresence: Memberships['changePresence'] = (event) => {
    const { member: id } = event.body
    const member = members.get(id)
    if (!member) return { type: 'UnknownMember', member: id }
    if (!isLast(lastPresence, id, event)) return undefined
    const retired = event.kind === 'member.retired' ? event.id : null
    members.set(id, { ...member, retired, retiredThemself: retired !== null && memberOf(voices, event.device) === id })
    return undefined
  }
  return { add, rename, changePresence }
}

/** Notes an event about a member, unless one that is later in canonical order was noted before. */
function isLast(last: Map<MemberId, PotEvent>, member: MemberId, event: PotEvent): boolean {
  const known = last.get(member)
  if (known && compareEvents(known, event) > 0) return false
  last.set(member, event)
  return true
}
