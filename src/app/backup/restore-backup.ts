// A backup is taken in as a union: pots gain events, nothing is replaced, and the device stays the one that it is. Its account becomes this installation's
// own only where the one that is here speaks in no pot.

import { openAgeFile, type AgeOpenError } from '../../crypto/age/index.ts'
import { err, ok, type PotId, type Result } from '../../domain/index.ts'
import { MAX_BACKUP_BYTES, parseBackup, type Backup, type BackupAccess, type BackupError } from '../../formats/index.ts'
import type { PotAccess, StorageError } from '../../storage/index.ts'
import { joinOwnPot } from '../devices/join-own-pot.ts'
import { checkReplaceable, replaceAccount, type AccountError } from '../devices/replace-account.ts'
import { MAX_RELAYS } from '../../sync/index.ts'
import type { WriteError } from '../pot-session.ts'
import type { Quits } from '../quits.ts'
import { isProtectedRelay } from '../sync/relay-address.ts'

/** Why a file shows nothing, or was not taken in. */
export type RestoreError = AgeOpenError | BackupError | AccountError

/** What the backup's account is to this installation: it becomes its own, is its own already, stays out because another one speaks here, or is not in it. */
export type AccountOutlook = 'taken' | 'own' | 'other' | 'none'

/** What a backup holds, and what taking it in would do. */
export interface BackupPreview {
  readonly backup: Backup
  readonly account: AccountOutlook
  readonly pots: readonly {
    readonly pot: PotId
    readonly title: string
    readonly events: number
    /** Events that are not here yet. */
    readonly fresh: number
  }[]
  /** Whether the file lost something on its way; the backup's losses say what. */
  readonly isDamaged: boolean
}

/** Opens a backup and looks at it. Nothing is kept. */
export async function openBackup(
  quits: Quits,
  file: Uint8Array,
  passphrase: string,
): Promise<Result<BackupPreview, RestoreError>> {
  const limit = MAX_BACKUP_BYTES
  if (file.length > limit * 1.01) return err({ type: 'BackupTooLarge', bytes: file.length, limit })
  const content = await openAgeFile(file, { type: 'passphrase', passphrase })
  if (!content.ok) return content
  const { verifierFor } = quits.ports
  const parsed = await parseBackup(content.value.bytes, verifierFor ? { verifierFor } : {})
  if (!parsed.ok) return parsed
  const backup = parsed.value
  const account = await outlookOf(quits, backup)
  if (!account.ok) return account
  const pots: BackupPreview['pots'][number][] = []
  for (const { pot, log, fold } of backup.pots) {
    const here = await quits.ports.storage.logs.read(pot)
    if (!here.ok) return here
    const known = new Set(here.value.map(({ id }) => id))
    const fresh = [...log.events.keys()].filter((id) => !known.has(id)).length
    pots.push({ pot, title: fold.open.genesis.title, events: log.events.size, fresh })
  }
  return ok({ backup, account: account.value, pots, isDamaged: content.value.lost.length > 0 || content.value.isCut })
}

/** What was taken in. */
export interface TakenBackup {
  /** Events that are new here. */
  readonly added: number
  /** Whether the account is another one now: the app has to be started again with it. */
  readonly isRestartNeeded: boolean
}

/** Takes in what was looked at. After a crash it is done again: what is here already is left as it is. */
export async function restoreBackup(
  quits: Quits,
  { backup, account }: BackupPreview,
): Promise<Result<TakenBackup, RestoreError>> {
  let added = 0
  for (const { pot, log } of backup.pots) {
    const taken = await quits.receive(
      pot,
      Array.from(log.events.values(), ({ stored }) => stored),
    )
    if (!taken.ok) return taken
    added += taken.value.accepted.length
  }
  for (const access of backup.access) {
    const kept = await keepAccess(quits, access)
    if (!kept.ok) return kept
  }
  if (account === 'taken' && backup.accountSeed) {
    const replaced = await replaceAccount(quits, { kind: 'seed', seed: backup.accountSeed })
    return replaced.ok ? ok({ added, isRestartNeeded: true }) : replaced
  }
  const joined = await joinAll(quits, backup)
  return joined.ok ? ok({ added, isRestartNeeded: false }) : joined
}

async function outlookOf(
  quits: Quits,
  { accountSeed, contents }: Backup,
): Promise<Result<AccountOutlook, AccountError>> {
  const { identity } = quits
  if (contents?.account === identity.account && (identity.holdsAccount || !accountSeed)) return ok('own')
  if (!accountSeed) return ok('none')
  const may = await checkReplaceable(quits, contents?.account ?? '')
  if (may.ok) return ok('taken')
  return may.error.type === 'AccountInUse' ? ok('other') : may
}

/** A union too, of relays that a person could have entered, those that are known first. The claim in it was another device's. */
async function keepAccess({ ports }: Quits, fresh: BackupAccess): Promise<Result<void, StorageError>> {
  const here = await ports.storage.access.get(fresh.pot)
  if (!here.ok) return here
  const known: PotAccess = here.value ?? { ...fresh, relays: [], claim: null }
  const keys = new Map([...fresh.keys, ...known.keys].map((key) => [key.id, key]))
  const relays = [...new Set([...known.relays, ...fresh.relays.filter(isProtectedRelay)])].slice(0, MAX_RELAYS)
  return ports.storage.access.set({ ...known, relays, keys: [...keys.values()] })
}

/** The person's member is claimed in every pot by this device, if it was not. */
async function joinAll(quits: Quits, { pots }: Backup): Promise<Result<void, WriteError | AccountError>> {
  for (const { pot } of pots) {
    const session = await quits.open(pot)
    if (!session.ok) return session
    // What a pot's rules refuse is shown when the pot is opened; it stands in nobody's way here.
    await joinOwnPot(session.value)
  }
  return ok(undefined)
}
