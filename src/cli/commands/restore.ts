import { readFile, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { openAgeFile, type AgeContent, type AgeKey } from '../../crypto/age/index.ts'
import { createAccountKey } from '../../crypto/index.ts'
import { err, ok, type Result } from '../../domain/index.ts'
import {
  describeBackupError,
  describeBackupLoss,
  MAX_BACKUP_BYTES,
  parseBackup,
  type Backup,
} from '../../formats/index.ts'
import {
  unusable,
  type Arguments,
  type Command,
  type CommandError,
  type Report,
  type Surroundings,
} from '../command.ts'
import { describeAgeError } from '../describe-age-error.ts'
import { describeFileFault } from '../file-fault.ts'
import { PASSPHRASE_FILE, readPassphrase } from '../passphrase.ts'
import { startProgress } from '../progress.ts'
import { writeRestored, type Restored } from '../write-restored.ts'

/** `quits restore`: a backup as a directory, on a new device. */
export const restore: Command = {
  name: 'restore',
  summary: 'Opens a backup into a new directory and registers this device in your pots',
  takes: ['file'],
  options: [
    { name: 'into', value: 'dir', isRequired: true, summary: 'the directory, new or empty; nothing is overwritten' },
    PASSPHRASE_FILE,
    {
      name: 'identity',
      value: 'file',
      isRequired: false,
      summary: 'a key file of age, for a backup sealed for a public key',
    },
  ],
  about: [
    'A device of its own is made: two that write with one key would contradict each other. Your account key registers it in every pot where it is a member’s.',
    'Of a damaged backup everything is restored that proves itself, and every loss is named. Exit code: 0 all is there, 1 something is lost, 2 nothing opens.',
  ],
  run: async (args, around) => {
    const path = resolve(around.directory, args.positionals[0] as string)
    const target = resolve(around.directory, args.options['into'] as string)
    try {
      if ((await stat(path)).size > MAX_BACKUP_BYTES * 1.01)
        return unusable(`${basename(path)} is too large for a backup.`)
      const opened = await openBackup(await readFile(path), args, around)
      if (!opened.ok) return unusable(`${basename(path)} ${opened.error}`)
      const { content, backup } = opened.value
      const restored = await writeRestored(backup, target)
      return restored.ok ? ok(reportOf(backup, content, restored.value, target)) : restored
    } catch (error) {
      return unusable(describeFileFault(path, error))
    }
  },
}

interface Opened {
  readonly content: AgeContent
  readonly backup: Backup
}

/** Opens a file's seal and reads what is inside; the error is the rest of a sentence. */
async function openBackup(file: Uint8Array, args: Arguments, around: Surroundings): Promise<Result<Opened, string>> {
  const key = await readKey(args, around)
  if (!key.ok) return err(`was not opened: ${key.error.sentence}`)
  const progress = startProgress(around.note, 'opening the backup …')
  try {
    const content = await openAgeFile(file, key.value)
    if (!content.ok) return err(describeAgeError(content.error))
    progress.update('checking every event …')
    const backup = await parseBackup(content.value.bytes)
    if (!backup.ok) {
      const why = content.value.isCut ? ' It is cut off or damaged near its beginning.' : ''
      return err(`was opened. ${describeBackupError(backup.error)}${why}`)
    }
    return ok({ content: content.value, backup: backup.value })
  } finally {
    progress.end()
  }
}

async function readKey(args: Arguments, around: Surroundings): Promise<Result<AgeKey, CommandError>> {
  const { identity } = args.options
  if (typeof identity !== 'string') {
    const passphrase = await readPassphrase(args, around)
    return passphrase.ok ? ok({ type: 'passphrase', passphrase: passphrase.value }) : passphrase
  }
  const path = resolve(around.directory, identity)
  try {
    // A key file of age has comments around the key.
    const lines = (await readFile(path, 'utf8')).split(/\r?\n/u)
    return ok({ type: 'identity', identity: lines.find((line) => line.startsWith('AGE-SECRET-KEY-')) ?? '' })
  } catch (error) {
    return unusable(describeFileFault(path, error))
  }
}

function reportOf(backup: Backup, content: AgeContent, restored: Restored, target: string): Report {
  const { contents, accountSeed, losses } = backup
  const account = accountSeed && createAccountKey(accountSeed).account
  const isDamaged = content.lost.length > 0 || content.isCut
  const lines = [
    contents === null
      ? `Restored into ${basename(target)}:`
      : `Restored into ${basename(target)}, as it was on ${new Date(contents.madeAt * 1000).toISOString().slice(0, 10)}:`,
    ...restored.pots.map(({ file, title, events, member }) =>
      member === null
        ? `  ${file}: "${title}", ${events} events; to read, as this device speaks for nobody in it`
        : `  ${file}: "${title}", ${events} events; this device speaks for ${member}`,
    ),
    ...(restored.device === null
      ? []
      : [
          `  device.json: the account ${account?.slice(0, 8)}… with the key of a new device (${restored.device.slice(0, 8)}…); name it with --device or QUITS_DEVICE`,
        ]),
    ...(isDamaged ? ['The backup is damaged.'] : []),
    ...losses.map(describeBackupLoss),
    ...(restored.device !== null && contents !== null
      ? [
          `If the device that made this backup (${contents.device.slice(0, 8)}…) is lost or stolen, revoke it in your pots.`,
        ]
      : []),
  ]
  return {
    lines,
    json: { directory: target, account, madeBy: contents?.device ?? null, ...restored, isDamaged, losses },
    exit: isDamaged || losses.length > 0 ? 1 : 0,
  }
}
