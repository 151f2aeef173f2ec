// What people do with entries, as the contents of events. Each is written through `PotSession.write`; nothing here touches a store or a chain.

import {
  checkEntry,
  headVersions,
  err,
  membersOfEntry,
  ok,
  type Entry,
  type EntryId,
  type EventId,
  type PotEvent,
  type PotFold,
  type Result,
} from '../domain/index.ts'
import type { LaterContent } from '../log/index.ts'
import type { ActionError } from './action-error.ts'
import type { PotSession } from './pot-session.ts'
import { writeOne } from './write-one.ts'

type Written = Promise<Result<PotEvent, ActionError>>

/** Adds an entry. */
export async function addEntry(session: PotSession, entry: Entry): Written {
  const checked = checkNew(session.fold(), entry)
  return checked.ok ? writeOne(session, { kind: 'entry.created', body: { entry: checked.value } }) : checked
}

/** Adds several entries in one write: all of them or none. */
export async function addEntries(
  session: PotSession,
  entries: readonly Entry[],
): Promise<Result<readonly PotEvent[], ActionError>> {
  const contents: LaterContent[] = []
  for (const entry of entries) {
    const checked = checkNew(session.fold(), entry)
    if (!checked.ok) return checked
    contents.push({ kind: 'entry.created', body: { entry: checked.value } })
  }
  return session.write(...contents)
}

/** Replaces an entry's content; names every head, so that it also resolves a conflict and takes back a void (EX2, EX3). */
export async function reviseEntry(session: PotSession, root: EntryId, entry: Entry): Written {
  const revision = revisionOf(session.fold(), root, entry)
  return revision.ok ? writeOne(session, revision.value) : revision
}

/** Takes an entry out of the balances (EX2). */
export async function voidEntry(session: PotSession, root: EntryId): Written {
  const heads = headsOf(session.fold(), root)
  return heads
    ? writeOne(session, { kind: 'entry.voided', body: { root, replaces: heads } })
    : err({ type: 'UnknownEntry', root })
}

/** EX2: takes a void back: the entry is again what it had been. */
export async function restoreEntry(session: PotSession, root: EntryId): Written {
  const { open } = session.fold()
  const heads = headVersions(open.versions.get(root) ?? []).filter(({ kind }) => kind === 'entry.voided')
  if (open.live.get(root)?.live.kind !== 'entry.voided') return err({ type: 'NotDeleted', root })
  return writeOne(session, { kind: 'entry.restored', body: { root, replaces: heads.map(({ id }) => id) } })
}

/** What replaces an entry's content. */
export function revisionOf(fold: PotFold, root: EntryId, entry: Entry): Result<LaterContent, ActionError> {
  const heads = headsOf(fold, root)
  if (!heads) return err({ type: 'UnknownEntry', root })
  const checked = checkForPot(fold, entry)
  return checked.ok ? ok({ kind: 'entry.revised', body: { root, replaces: heads, entry: checked.value } }) : checked
}

/** ME2: what is new does not name who has retired, but for money handed over. */
export function checkNew(fold: PotFold, entry: Entry): Result<Entry, ActionError> {
  const checked = checkForPot(fold, entry)
  if (!checked.ok || entry.type === 'transfer') return checked
  const retired = membersOfEntry(entry).find((member) => fold.open.members.get(member)?.retired)
  return retired === undefined ? checked : err({ type: 'MemberRetired', member: retired })
}

function checkForPot({ open }: PotFold, entry: Entry): Result<Entry, ActionError> {
  const checked = checkEntry(entry)
  if (!checked.ok) return err({ type: 'BadEntry', error: checked.error })
  const stranger = membersOfEntry(entry).find((member) => !open.members.has(member))
  return stranger === undefined ? checked : err({ type: 'UnknownMember', member: stranger })
}

function headsOf({ open }: PotFold, root: EntryId): readonly EventId[] | undefined {
  const versions = open.versions.get(root)
  return versions && headVersions(versions).map(({ id }) => id)
}
