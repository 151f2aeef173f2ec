import { access } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { sealAgeFile, type AgeLock } from '../../crypto/age/index.ts'
import { createAccountKey, type EventSigner } from '../../crypto/index.ts'
import { ok, type Result } from '../../domain/index.ts'
import { backupToBytes, MAX_BACKUP_BYTES, type PotFile } from '../../formats/index.ts'
import { createFileKeyStore } from '../../storage/file/index.ts'
import type { HeldAccount } from '../../storage/index.ts'
import {
  unusable,
  type Arguments,
  type Command,
  type CommandError,
  type Report,
  type Surroundings,
} from '../command.ts'
import { openDevice } from '../device-keys.ts'
import { devicePath } from '../device-path.ts'
import { describeFileFault } from '../file-fault.ts'
import { gatherPots } from '../gather-pots.ts'
import { PASSPHRASE_FILE, readNewPassphrase } from '../passphrase.ts'
import { startProgress } from '../progress.ts'
import { systemClock } from '../write-events.ts'
import { writeNewFile } from '../write-new-file.ts'

/** `quits backup`: the account key and pots in one sealed file. */
export const backup: Command = {
  name: 'backup',
  summary: 'Seals your account key and pots in one file, which the age command opens as well',
  takes: [],
  takesMore: 'pot',
  options: [
    { name: 'out', value: 'file', isRequired: true, summary: 'the new file; one that is there is never overwritten' },
    PASSPHRASE_FILE,
    { name: 'recipient', value: 'age1…', isRequired: false, summary: 'seal for this public key, without a passphrase' },
    {
      name: 'device',
      value: 'file',
      isRequired: false,
      summary: "this device's key; else $QUITS_DEVICE, else quits/device.json in your configuration directory",
    },
  ],
  about: [
    'Whoever opens the file speaks for you in your pots: keep it and its passphrase apart. It can be opened without Quits: age -d <file> | tar x.',
    'The key of this device is not in it. quits restore makes a new one, and your account key registers it.',
  ],
  run: async (args, around) => {
    const out = resolve(around.directory, args.options['out'] as string)
    const isThere = await access(out).then(
      () => true,
      () => false,
    )
    if (isThere) return unusable(`${basename(out)} is there already, and a backup overwrites nothing.`)
    const keys = await readKeys(devicePath(args, around))
    if (!keys.ok) return keys
    const pots = await gatherPots(args.positionals, around)
    if (!pots.ok) return pots
    const lock = await lockOf(args, around)
    if (!lock.ok) return lock
    return writeBackup(out, { ...keys.value, pots: pots.value }, lock.value, around)
  },
}

interface Kept {
  readonly signer: EventSigner
  readonly account: HeldAccount
  readonly pots: readonly PotFile[]
}

async function readKeys(path: string): Promise<Result<Omit<Kept, 'pots'>, CommandError>> {
  const stored = await createFileKeyStore(path).load()
  if (stored.ok && stored.value === null)
    return unusable(`there are no keys in ${path}, so there is nothing to back up; name them with --device.`)
  const signer = await openDevice(path)
  if (!signer.ok) return signer
  if (!stored.ok || !stored.value) throw new Error('keys that were opened cannot be loaded')
  return ok({ signer: signer.value, account: stored.value.account })
}

async function lockOf(args: Arguments, around: Surroundings): Promise<Result<AgeLock, CommandError>> {
  const { recipient } = args.options
  if (typeof recipient === 'string') {
    if (args.options[PASSPHRASE_FILE.name] !== undefined)
      return unusable('a backup is sealed with a passphrase or for a recipient, not both.')
    return ok({ type: 'recipients', recipients: [recipient] })
  }
  const passphrase = await readNewPassphrase(args, around)
  return passphrase.ok ? ok({ type: 'passphrase', passphrase: passphrase.value }) : passphrase
}

async function writeBackup(
  out: string,
  { signer, account, pots }: Kept,
  lock: AgeLock,
  { note }: Surroundings,
): Promise<Result<Report, CommandError>> {
  const content = backupToBytes({ madeAt: systemClock.now(), device: signer.device, account, access: [], pots })
  if (content.length > MAX_BACKUP_BYTES) return unusable('these pots are too much for one backup; make several.')
  const progress = startProgress(note, 'sealing the backup …')
  const sealed = await sealAgeFile(content, lock)
  progress.end()
  if (!sealed.ok) return unusable(`"${sealed.error.recipient}" is no public key of age (age1…).`)
  try {
    await writeNewFile(out, sealed.value)
  } catch (error) {
    return unusable(describeFileFault(out, error))
  }
  return ok(reportOf(out, sealed.value.length, account, pots))
}

function reportOf(out: string, bytes: number, held: HeldAccount, pots: readonly PotFile[]): Report {
  const account = held.kind === 'seed' ? createAccountKey(held.seed).account : held.account
  const kept = pots.map(({ pot, log, fold }) => ({
    pot,
    title: fold.open.genesis.title,
    events: log.events.size,
    isYours: [...fold.open.members.values()].some((member) => member.account === account),
  }))
  return {
    lines: [
      `${basename(out)}: ${bytes} bytes, the account ${account.slice(0, 8)}… and ${kept.length} ${kept.length === 1 ? 'pot' : 'pots'}.`,
      ...kept.map(({ title, events }) => `  "${title}", ${events} events`),
      ...kept
        .filter(({ isYours }) => !isYours)
        .map(
          ({ title }) =>
            `Nobody in "${title}" has your account: restored, it can be read, and a new device needs a member's word to write.`,
        ),
    ],
    json: { file: out, bytes, account, pots: kept },
    exit: 0,
  }
}
