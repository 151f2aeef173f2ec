// What a backup holds of an installation, as files of a tar archive:
//
//     backup.json     {"quits": "backup/v2", madeAt, device, account, holdsAccount, pots: [{pot, title, events}]}: what the backup should hold
//     account.json    {"quits": "account/v1", accountSeed}: the secret from which the person's account keys come; of a linked device there is none
//     access.json     {"quits": "access/v1", pots: [{pot, salt, relays, keys: [{id, key}], head}]}: what opens pots at their relays
//     pots/<id>.json  one pot file for each pot
//
// Of version 1 every backup has an account and none has access.
//
// A device's key is deliberately not there: two installations that write with one key contradict each other, so whoever restores registers a new device.
// Which devices a person has stands in the pots' events. `backup.json` is what was meant; every other part is checked by itself.

import {
  ascii,
  bytesToHex,
  hexToBytes,
  isHex,
  utf8Encode,
  type DeviceId,
  type Hex,
  type PotId,
} from '../../domain/index.ts'
import { bytesToUtf8 } from '../bytes-to-utf8.ts'
import { accessToJson, parseAccess, type BackupAccess } from './backup-access.ts'
import { bytesToTar, tarToBytes, type TarFile } from './tar.ts'

/** What a backup says it holds. */
export interface BackupContents {
  /** Seconds since 1970 by the clock of the device that made it. */
  readonly madeAt: number
  /** The device that made it. */
  readonly device: DeviceId
  readonly account: Hex<'AccountKey'>
  /** Whether the account's secret is in it: a linked device has none. */
  readonly holdsAccount: boolean
  readonly pots: readonly { readonly pot: PotId; readonly title: string; readonly events: number }[]
}

/** The parts of a backup as they were found; null for one that is missing or damaged. Pot files are not read yet. */
export interface BackupParts {
  readonly contents: BackupContents | null
  readonly accountSeed: Uint8Array | null
  /** Empty in version 1. */
  readonly access: readonly BackupAccess[] | null
  readonly potFiles: ReadonlyMap<PotId, Uint8Array>
  /** Names of files that no backup has, or has twice. */
  readonly strangers: readonly string[]
  readonly isDamaged: boolean
}

const OLDER_FORMAT = 'backup/v1'
const BACKUP_FORMAT = 'backup/v2'
const ACCOUNT_FORMAT = 'account/v1'
const ACCESS_FORMAT = 'access/v1'
const PARTS: ReadonlySet<string> = new Set(['backup.json', 'account.json', 'access.json'])
const POT_NAME = /^pots\/([0-9a-f]{64})\.json$/

/** The archive of an installation's parts. */
export function backupPartsToBytes(
  contents: BackupContents,
  accountSeed: Uint8Array | null,
  access: readonly BackupAccess[],
  potFiles: ReadonlyMap<PotId, Uint8Array>,
): Uint8Array {
  const files: readonly TarFile[] = [
    { name: 'backup.json', content: toJson({ quits: BACKUP_FORMAT, ...contents }) },
    ...(accountSeed
      ? [{ name: 'account.json', content: toJson({ quits: ACCOUNT_FORMAT, accountSeed: bytesToHex(accountSeed) }) }]
      : []),
    { name: 'access.json', content: toJson({ quits: ACCESS_FORMAT, pots: access.map(accessToJson) }) },
    ...Array.from(potFiles, ([pot, content]) => ({ name: `pots/${pot}.json`, content })),
  ]
  return tarToBytes(files, contents.madeAt)
}

/** The parts in an archive that may be damaged anywhere. Never fails: what is no backup has no parts. */
export function bytesToBackupParts(bytes: Uint8Array): BackupParts {
  const { files, isDamaged } = bytesToTar(bytes)
  const potFiles = new Map<PotId, Uint8Array>()
  const first = new Map<string, Uint8Array>()
  const strangers: string[] = []
  for (const { name, content } of files) {
    const pot = POT_NAME.exec(name)?.[1]
    const isPart = pot !== undefined || PARTS.has(name)
    if (!isPart || first.has(name)) {
      strangers.push(name)
      continue
    }
    first.set(name, content)
    if (pot !== undefined) potFiles.set(pot as PotId, content)
  }
  return {
    contents: parseContents(first.get('backup.json')),
    accountSeed: parseAccount(first.get('account.json')),
    access: parseJson(first.get('backup.json')).quits === OLDER_FORMAT ? [] : parseAccesses(first.get('access.json')),
    potFiles,
    strangers,
    isDamaged,
  }
}

function parseContents(part: Uint8Array | undefined): BackupContents | null {
  const { quits, madeAt, device, account, holdsAccount: held, pots } = parseJson(part)
  const holdsAccount = quits === OLDER_FORMAT || held
  if (
    (quits !== BACKUP_FORMAT && quits !== OLDER_FORMAT) ||
    typeof holdsAccount !== 'boolean' ||
    !isCount(madeAt) ||
    !isHex(device, 32) ||
    !isHex(account, 32)
  )
    return null
  if (!Array.isArray(pots)) return null
  const listed: BackupContents['pots'][number][] = []
  for (const each of pots as readonly unknown[]) {
    const { pot, title, events } = toRecord(each)
    if (!isHex(pot, 32) || typeof title !== 'string' || !isCount(events)) return null
    listed.push({ pot: pot as PotId, title, events })
  }
  return { madeAt, device: device as DeviceId, account: account as Hex<'AccountKey'>, holdsAccount, pots: listed }
}

function parseAccount(part: Uint8Array | undefined): Uint8Array | null {
  const { quits, accountSeed } = parseJson(part)
  return quits === ACCOUNT_FORMAT && isHex(accountSeed, 32) ? hexToBytes(accountSeed) : null
}

/** Every pot's access, null when one of them is damaged. */
function parseAccesses(part: Uint8Array | undefined): readonly BackupAccess[] | null {
  const { quits, pots } = parseJson(part)
  if (quits !== ACCESS_FORMAT || !Array.isArray(pots)) return null
  const read = (pots as readonly unknown[]).map(parseAccess)
  return read.every((access) => access !== null) ? read : null
}

function toJson(value: unknown): Uint8Array {
  return utf8Encode(`${JSON.stringify(value, null, 2)}\n`)
}

function parseJson(part: Uint8Array = ascii('')): Readonly<Record<string, unknown>> {
  const text = bytesToUtf8(part)
  try {
    return toRecord(text.ok ? JSON.parse(text.value) : null)
  } catch {
    return {}
  }
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
