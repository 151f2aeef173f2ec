// What people do with the members of a pot besides claiming to be them (ME2, ME4, ME8).

import { err, type MemberId, type PotEvent, type Result } from '../domain/index.ts'
import type { ActionError } from './action-error.ts'
import { freeName } from './free-name.ts'
import type { PotSession } from './pot-session.ts'
import { speaks } from './speaks.ts'
import { writeOne } from './write-one.ts'

/** Why a change to a member was not written. */
export type MemberError =
  | ActionError
  | { readonly type: 'MemberHasDevice'; readonly member: MemberId }
  | { readonly type: 'SamePerson' }
  | { readonly type: 'NotMerged'; readonly member: MemberId }

type Written = Promise<Result<PotEvent, MemberError>>

/** Adds a member by name (ME1, ME4). */
export async function addMember(session: PotSession, name: string): Promise<Result<PotEvent, ActionError>> {
  const clean = freeName(session, name)
  if (!clean.ok) return clean
  if (!speaks(session)) return err({ type: 'DeviceUnknown' })
  return writeOne(session, { kind: 'member.added', body: { name: clean.value } })
}

/** ME4: gives a member another name. */
export async function renameMember(session: PotSession, member: MemberId, name: string): Written {
  const clean = freeName(session, name, member)
  if (!clean.ok) return clean
  return aboutMember(session, member, { kind: 'member.renamed', body: { member, name: clean.value } })
}

/** ME2: a member takes no part in new entries from here on; what they are owed or owe stays. */
export function retireMember(session: PotSession, member: MemberId): Written {
  return aboutMember(session, member, { kind: 'member.retired', body: { member } })
}

/** ME2: a retired member takes part again. */
export function returnMember(session: PotSession, member: MemberId): Written {
  return aboutMember(session, member, { kind: 'member.returned', body: { member } })
}

/** ME8: two members are one person: what `from` paid and owes is `into`'s. `from` was never claimed. */
export async function mergeMembers(session: PotSession, from: MemberId, into: MemberId): Written {
  const { members } = session.fold().open
  if (from === into) return err({ type: 'SamePerson' })
  if (!members.has(into)) return err({ type: 'UnknownMember', member: into })
  if (members.get(from)?.account) return err({ type: 'MemberHasDevice', member: from })
  return aboutMember(session, from, { kind: 'members.merged', body: { from, into } })
}

/** ME8: takes a merge back, as long as no settlement has closed its epoch. */
export async function undoMerge(session: PotSession, from: MemberId): Written {
  const { known, open, base } = session.fold()
  const merge = known.events.find(
    (event) =>
      event.kind === 'members.merged' &&
      event.body.from === from &&
      !open.notCounting.has(event.id) &&
      !base.inside.has(event.id),
  )
  if (!merge || open.members.get(from)?.mergedInto === null) return err({ type: 'NotMerged', member: from })
  return aboutMember(session, from, { kind: 'merge.undone', body: { merge: merge.id } })
}

async function aboutMember(session: PotSession, member: MemberId, content: Parameters<typeof writeOne>[1]): Written {
  if (!session.fold().open.members.has(member)) return err({ type: 'UnknownMember', member })
  return speaks(session) ? writeOne(session, content) : err({ type: 'DeviceUnknown' })
}
