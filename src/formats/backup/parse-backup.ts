// Reads a backup and believes nothing of it: pots are checked event by event, what is damaged is saved as far as it proves itself, and every loss is named.

import { createAccountKey } from '../../crypto/index.ts'
import { err, fold, ok, type PotId, type Result } from '../../domain/index.ts'
import { eventsOf, type CheckOptions } from '../../log/index.ts'
import { parsePotFile, type PotFile } from '../pot-file/parse-pot-file.ts'
import type { BackupAccess } from './backup-access.ts'
import { bytesToBackupParts, type BackupContents, type BackupParts } from './backup-parts.ts'
import { salvagePotFile } from './salvage-pot-file.ts'

/** A backup as far as it could be read. */
export interface Backup {
  readonly contents: BackupContents | null
  readonly accountSeed: Uint8Array | null
  /** What opens pots at their relays, of pots that are in it. */
  readonly access: readonly BackupAccess[]
  readonly pots: readonly PotFile[]
  /** Empty: everything that was put in came out. */
  readonly losses: readonly BackupLoss[]
}

/** Something that the backup should hold and does not. */
export type BackupLoss =
  /** The list of what it should hold: other losses may go unnoticed. */
  | { readonly type: 'ContentsLost' }
  | { readonly type: 'AccountLost' }
  /** What opens pots at their relays; of a version 1 nothing is missing. */
  | { readonly type: 'AccessLost' }
  | { readonly type: 'PotLost'; readonly pot: PotId; readonly title: string | null }
  /** `of` is null when the list is lost as well. */
  | {
      readonly type: 'PotIncomplete'
      readonly pot: PotId
      readonly title: string
      readonly saved: number
      readonly of: number | null
    }
  | { readonly type: 'StrangeFile'; readonly name: string }
  /** Bytes were changed, without harm to anything that is listed. */
  | { readonly type: 'Altered' }

/** Bytes in which nothing of a backup can be found, or too many of them. */
export type BackupError =
  | { readonly type: 'NotABackup' }
  | { readonly type: 'BackupTooLarge'; readonly bytes: number; readonly limit: number }

/** The largest backup that is read, in bytes. */
export const MAX_BACKUP_BYTES = 512 * 1024 * 1024

/** Reads the content of a backup that was opened; zeros may stand where parts of it are lost. `options` say what verifies signatures. */
export async function parseBackup(
  bytes: Uint8Array,
  options: Pick<CheckOptions, 'verify' | 'verifierFor'> = {},
): Promise<Result<Backup, BackupError>> {
  if (bytes.length > MAX_BACKUP_BYTES)
    return err({ type: 'BackupTooLarge', bytes: bytes.length, limit: MAX_BACKUP_BYTES })
  const parts = bytesToBackupParts(bytes)
  const { contents, potFiles } = parts
  const accountSeed = ownAccount(parts)
  if (!contents && !accountSeed && potFiles.size === 0) return err({ type: 'NotABackup' })
  const pots: PotFile[] = []
  const losses: BackupLoss[] = [
    ...(contents ? [] : [{ type: 'ContentsLost' } as const]),
    ...(accountSeed || contents?.holdsAccount === false ? [] : [{ type: 'AccountLost' } as const]),
    ...parts.strangers.map((name) => ({ type: 'StrangeFile', name }) as const),
  ]
  const listed = new Map(contents?.pots.map((each) => [each.pot, each]))
  for (const pot of new Set([...listed.keys(), ...potFiles.keys()])) {
    const meant = listed.get(pot)
    const { file, isWhole: isIntact } = await readPotFile(pot, potFiles.get(pot) ?? new Uint8Array(), options)
    if (!file) {
      losses.push({ type: 'PotLost', pot, title: meant?.title ?? null })
      continue
    }
    pots.push(file)
    const [saved, of] = [file.log.events.size, meant?.events ?? null]
    if (!isIntact || saved < (of ?? 0))
      losses.push({ type: 'PotIncomplete', pot, title: file.fold.open.genesis.title, saved, of })
  }
  const { access, isWhole } = usableAccess(parts, pots)
  if (!isWhole) losses.push({ type: 'AccessLost' })
  if (parts.isDamaged && losses.length === 0) losses.push({ type: 'Altered' })
  return ok({ contents, accountSeed, access, pots, losses })
}

/** What opens pots that were read, and whether that is all there was to be. A pot's salt is in its first event: another one opens another place. */
function usableAccess(
  { contents, potFiles, access }: BackupParts,
  pots: readonly PotFile[],
): { readonly access: readonly BackupAccess[]; readonly isWhole: boolean } {
  const salts = new Map(pots.map(({ pot, fold: { open } }) => [pot, open.genesis.salt]))
  // Of a pot that is lost the loss is named already; without the list of what there should be nobody can say.
  const isMeant = ({ pot, salt }: BackupAccess): boolean =>
    salts.has(pot)
      ? salts.get(pot) === salt
      : potFiles.has(pot) || contents?.pots.some((each) => each.pot === pot) === true
  return {
    access: access?.filter(({ pot, salt }) => salts.get(pot) === salt) ?? [],
    isWhole: contents === null || access?.every(isMeant) === true,
  }
}

/** The seed, if it is that of the account whose backup this is. */
function ownAccount({ contents, accountSeed }: BackupParts): Uint8Array | null {
  if (!accountSeed || !contents) return accountSeed
  return createAccountKey(accountSeed).account === contents.account ? accountSeed : null
}

async function readPotFile(
  pot: PotId,
  bytes: Uint8Array,
  options: CheckOptions,
): Promise<{ readonly file: PotFile | null; readonly isWhole: boolean }> {
  const parsed = await parsePotFile(bytes, options)
  if (parsed.ok && parsed.value.pot === pot) return { file: parsed.value, isWhole: true }
  const log = await salvagePotFile(bytes, pot, options)
  // Without its genesis event a pot has no event at all: all others wait for it.
  const file = log.events.size > 0 ? { pot, log, fold: fold(eventsOf(log), []) } : null
  return { file, isWhole: false }
}
