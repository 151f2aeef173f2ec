// What people do in a pot, as the contents of events. Each is written through `PotSession.write`; nothing here touches a store or a chain.

import {
  checkEntry,
  headVersions,
  err,
  isNameText,
  membersOfEntry,
  ok,
  type Entry,
  type EntryError,
  type EntryId,
  type EventId,
  type Hex,
  type MemberId,
  type PotEvent,
  type PotFold,
  type Result,
} from '../domain/index.ts'
import type { LaterContent } from '../log/index.ts'
import type { PotSession, WriteError } from './pot-session.ts'

/** Why something was not written: it is not allowed by the rulebook, or the store failed. */
export type ActionError =
  | WriteError
  | { readonly type: 'BadName'; readonly name: string }
  | { readonly type: 'NameInUse'; readonly name: string }
  | { readonly type: 'UnknownMember'; readonly member: MemberId }
  | { readonly type: 'AlreadyClaimed'; readonly member: MemberId }
  | { readonly type: 'DeviceSpeaksAlready'; readonly member: MemberId }
  | { readonly type: 'DeviceUnknown' }
  /** The account's secret is on another device of this person. */
  | { readonly type: 'AccountElsewhere' }
  | { readonly type: 'UnknownClaim'; readonly claim: EventId }
  | { readonly type: 'UnknownEntry'; readonly root: EntryId }
  | { readonly type: 'NotDeleted'; readonly root: EntryId }
  | { readonly type: 'MemberRetired'; readonly member: MemberId }
  | { readonly type: 'BadEntry'; readonly error: EntryError }

type Written = Promise<Result<PotEvent, ActionError>>

/** Adds a member by name (ME1, ME4). */
export async function addMember(session: PotSession, name: string): Written {
  const clean = freeName(session, name)
  if (!clean.ok) return clean
  if (!speaks(session)) return err({ type: 'DeviceUnknown' })
  return writeOne(session, { kind: 'member.added', body: { name: clean.value } })
}

/**
 * Says that this device speaks for a member (ME1). It counts once somebody confirms it; the founder's own, and one by the account of a member who is
 * there already, at once. `given`: the account's certificate for this device, where the account is not held.
 */
export async function claimMember(
  session: PotSession,
  member: MemberId,
  given: Hex<'Signature'> | null = null,
): Written {
  const { open } = session.fold()
  const known = open.members.get(member)
  const own = open.devices.get(session.identity.signer.device)?.member
  if (!known) return err({ type: 'UnknownMember', member })
  // ME1: another device of the same person joins by its account key.
  const isOwn = known.account === session.identity.account
  if (known.account !== null && !isOwn) return err({ type: 'AlreadyClaimed', member })
  if (own) return err({ type: 'DeviceSpeaksAlready', member: own })
  const { account, sealing, signer } = session.identity
  const certificate = given ?? (await session.identity.certify(session.id, member, signer.device, sealing))
  if (certificate === null) return err({ type: 'AccountElsewhere' })
  return writeOne(session, { kind: 'member.claimed', body: { member, account, sealing, certificate } })
}

/** Vouches for somebody's claim (ME1). */
export async function confirmClaim(session: PotSession, claim: EventId): Written {
  if (!session.fold().open.claims.has(claim)) return err({ type: 'UnknownClaim', claim })
  if (!speaks(session)) return err({ type: 'DeviceUnknown' })
  return writeOne(session, { kind: 'claim.confirmed', body: { claim } })
}

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

/** What replaces an entry's content. */
export function revisionOf(fold: PotFold, root: EntryId, entry: Entry): Result<LaterContent, ActionError> {
  const heads = headsOf(fold, root)
  if (!heads) return err({ type: 'UnknownEntry', root })
  const checked = checkForPot(fold, entry)
  return checked.ok ? ok({ kind: 'entry.revised', body: { root, replaces: heads, entry: checked.value } }) : checked
}

/** Takes an entry out of the balances (EX2). */
export async function voidEntry(session: PotSession, root: EntryId): Written {
  const heads = headsOf(session.fold(), root)
  return heads
    ? writeOne(session, { kind: 'entry.voided', body: { root, replaces: heads } })
    : err({ type: 'UnknownEntry', root })
}

/** ME4: a name as it is written, which nobody has but `member`. */
export function freeName(session: PotSession, name: string, member?: MemberId): Result<string, ActionError> {
  const clean = name.trim().normalize('NFC')
  if (!isNameText(clean)) return err({ type: 'BadName', name })
  const isInUse = [...session.fold().open.members.values()].some((each) => each.id !== member && each.name === clean)
  return isInUse ? err({ type: 'NameInUse', name: clean }) : ok(clean)
}

/** Whether this device may speak in the pot: it founded it or its claim is confirmed. */
export function speaks(session: PotSession): boolean {
  return session.fold().open.devices.has(session.identity.signer.device)
}

/** EX2: takes a void back: the entry is again what it had been. */
export async function restoreEntry(session: PotSession, root: EntryId): Written {
  const { open } = session.fold()
  const heads = headVersions(open.versions.get(root) ?? []).filter(({ kind }) => kind === 'entry.voided')
  if (open.live.get(root)?.live.kind !== 'entry.voided') return err({ type: 'NotDeleted', root })
  return writeOne(session, { kind: 'entry.restored', body: { root, replaces: heads.map(({ id }) => id) } })
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

/** Writes one event. */
export async function writeOne(session: PotSession, content: LaterContent): Written {
  const written = await session.write(content)
  return written.ok ? ok(written.value[0] as PotEvent) : written
}
