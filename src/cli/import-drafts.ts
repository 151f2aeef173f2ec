import type { EventSigner } from '../crypto/index.ts'
import { checkEntry, fold, ok, type Facts, type Hash32, type MemberId, type Result } from '../domain/index.ts'
import { draftToEntry, type EntryDraft } from '../formats/index.ts'
import { eventsOf, type Replica } from '../log/index.ts'
import { unusable, type CommandError } from './command.ts'
import { displayNames } from './display-names.ts'
import { writeEvent } from './write-events.ts'

/** What an import added to a pot. */
export interface Imported {
  readonly entries: number
  /** Entries of the file that the pot has from an earlier import, in whatever version. */
  readonly alreadyThere: number
  readonly newMembers: readonly string[]
}

/** Writes the events of an import: members that the pot lacks, matched by name, then the entries that no earlier import brought. */
export async function importDrafts(
  log: Replica,
  signer: EventSigner,
  format: string,
  members: readonly string[],
  drafts: readonly EntryDraft[],
  onWritten: (count: number) => void,
): Promise<Result<Imported, CommandError>> {
  const { open } = fold(eventsOf(log), [])
  const known = importedKeys(open, format)
  const fresh = drafts.filter(({ key }) => !known.has(key))
  const memberByName = new Map<string, MemberId>(Array.from(displayNames(open), ([member, name]) => [name, member]))
  const newMembers = members.filter((name) => !memberByName.has(name))
  for (const name of newMembers) {
    const added = await writeEvent(log, signer, { kind: 'member.added', body: { name } })
    if (!added.ok) return unusable(`${name} could not be added: ${added.error.type}.`)
    memberByName.set(name, added.value.id as string as MemberId)
  }
  for (const [index, draft] of fresh.entries()) {
    const entry = draftToEntry(draft, format, memberByName)
    const checked = checkEntry(entry)
    const written = checked.ok ? await writeEvent(log, signer, { kind: 'entry.created', body: { entry } }) : checked
    if (!written.ok) return unusable(`row ${draft.row} could not be imported: ${written.error.type}.`)
    onWritten(index + 1)
  }
  return ok({ entries: fresh.length, alreadyThere: drafts.length - fresh.length, newMembers })
}

/** Keys of everything that was imported from this format before, also where it was changed or voided since. */
function importedKeys({ versions }: Pick<Facts, 'versions'>, format: string): ReadonlySet<Hash32> {
  const keys = new Set<Hash32>()
  for (const version of [...versions.values()].flat()) {
    if (version.kind !== 'entry.created' && version.kind !== 'entry.revised') continue
    const { origin } = version.body.entry
    if (origin?.format === format) keys.add(origin.key)
  }
  return keys
}
