import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { ok, type Result } from '../../domain/index.ts'
import {
  describeRowProblem,
  describeSplitwiseError,
  parseSplitwise,
  potFileToText,
  SPLITWISE_FORMAT,
  type SplitwiseImport,
  type SplitwiseReport,
} from '../../formats/index.ts'
import type { EventSigner } from '../../crypto/index.ts'
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
import { importDrafts, type Imported } from '../import-drafts.ts'
import { openImportTarget, titleOf } from '../import-target.ts'
import { lastWritten, rememberWritten } from '../last-written.ts'
import { lockPot } from '../pot-lock.ts'
import { startProgress } from '../progress.ts'
import { writeFileAtomically } from '../write-file-atomically.ts'

/** `quits import splitwise`: entries of an export as signed events in a pot file. */
export const importSplitwise: Command = {
  name: 'import splitwise',
  summary: 'Imports a Splitwise export into a pot file, a new one or one that is there',
  takes: ['csv'],
  options: [
    { name: 'pot', value: 'file', isRequired: true, summary: 'the pot file; made if it is not there' },
    { name: 'title', value: 'text', isRequired: false, summary: 'title of a new pot; the name of its file otherwise' },
    {
      name: 'device',
      value: 'file',
      isRequired: false,
      summary: "this device's key; else $QUITS_DEVICE, else quits/device.json in your configuration directory",
    },
  ],
  about: [
    'Reads exports in all languages of Splitwise, also after a spreadsheet saved them. A row that cannot be read is skipped and reported.',
    'Members are matched by name. Importing the same rows again doubles nothing; two equal rows in one file are two entries.',
    'The pot file never holds keys. The device key is a file of its own that only you can read; a new pot belongs to the device that made it.',
  ],
  run: async (args, around) => {
    const csv = resolve(around.directory, args.positionals[0] as string)
    const pot = resolve(around.directory, args.options['pot'] as string)
    try {
      const parsed = parseSplitwise(await readFile(csv))
      if (!parsed.ok) return unusable(`${basename(csv)}: ${describeSplitwiseError(parsed.error)}`)
      return await withLock(pot, () => importInto(pot, parsed.value, args, around))
    } catch (error) {
      return unusable(describeFileFault(pathOf(error) ?? csv, error))
    }
  },
}

async function withLock(
  pot: string,
  work: () => Promise<Result<Report, CommandError>>,
): Promise<Result<Report, CommandError>> {
  const lock = await lockPot(pot)
  if (!lock.ok) return lock
  try {
    return await work()
  } finally {
    await lock.value.release()
  }
}

async function importInto(
  pot: string,
  file: SplitwiseImport,
  args: Arguments,
  around: Surroundings,
): Promise<Result<Report, CommandError>> {
  const deviceFile = devicePath(args, around)
  const device = await openDevice(deviceFile)
  if (!device.ok) return device
  const title = typeof args.options['title'] === 'string' ? args.options['title'].trim().normalize('NFC') : titleOf(pot)
  const target = await openImportTarget(pot, { title, entries: file.entries }, device.value, around)
  if (!target.ok) return target
  const { log, isNew } = target.value
  const last = await lastWritten(deviceFile, log.pot, device.value.device)
  if (last !== null && !log.events.has(last)) return unusable(olderFile(pot))
  const imported = await writeAll(log, device.value, file, around)
  if (!imported.ok) return imported
  const { entries, newMembers } = imported.value
  if (isNew || entries > 0 || newMembers.length > 0) {
    await writeFileAtomically(pot, potFileToText(log.pot, log.events.values()))
    await rememberWritten(deviceFile, log, device.value.device)
  }
  return ok(reportOf(pot, isNew, file.report, imported.value))
}

function olderFile(pot: string): string {
  return `${basename(pot)} is an older copy: it lacks events that this device wrote into another copy of this pot; use the newest one, so that this device does not contradict itself.`
}

async function writeAll(
  log: Parameters<typeof importDrafts>[0],
  signer: EventSigner,
  file: SplitwiseImport,
  { note }: Surroundings,
): Promise<Result<Imported, CommandError>> {
  const progress = startProgress(note, 'signing entries …')
  const tell = (count: number): void => progress.update(`signed ${count} of ${file.entries.length} entries …`)
  try {
    return await importDrafts(log, signer, SPLITWISE_FORMAT, file.members, file.entries, tell)
  } finally {
    progress.end()
  }
}

function reportOf(
  pot: string,
  isNew: boolean,
  found: SplitwiseReport,
  { entries, alreadyThere, newMembers }: Imported,
): Report {
  const { rowsRead, zeroRows, approximateRows, footer } = found
  const rowsSkipped = found.rowsSkipped.map(({ row, problem }) => ({ row, reason: describeRowProblem(problem) }))
  const lines = [
    `${isNew ? 'Made' : 'Added to'} ${basename(pot)}: ${counted(entries, 'entry', 'entries')} imported${alreadyThere > 0 ? `, ${alreadyThere} already there` : ''}.`,
    `Rows read: ${rowsRead}; skipped: ${rowsSkipped.length}; without any amount, not imported: ${zeroRows.length}.`,
    ...(newMembers.length > 0 ? [`New members: ${newMembers.join(', ')}.`] : []),
    ...rowsSkipped.map(({ row, reason }) => `  row ${row} is skipped: ${reason}`),
    ...zeroRows.map((row) => `  row ${row} has no amounts and is not imported`),
    ...approximateRows.map((row) => `  row ${row} does not say who paid; balances are exact, the payments a guess`),
    ...(footer.length === 0 ? ['The file has no line of total balances to compare with.'] : []),
    ...footer.flatMap(({ currency, matches, differences }) =>
      matches
        ? [`Total balances in ${currency}: the rows match Splitwise.`]
        : [
            `Total balances in ${currency}: the rows do not match Splitwise.`,
            ...differences.map(
              ({ member, footer: stated, rows }) =>
                `  ${member}: Splitwise says ${stated || 'nothing'}, the rows say ${rows}`,
            ),
          ],
    ),
  ]
  return {
    lines,
    json: {
      pot,
      created: isNew,
      imported: entries,
      alreadyThere,
      newMembers,
      rowsRead,
      rowsSkipped,
      zeroRows,
      approximateRows,
      footer,
    },
    exit: 0,
  }
}

function counted(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`
}

function pathOf(error: unknown): string | undefined {
  const path = error instanceof Error && 'path' in error ? error.path : undefined
  return typeof path === 'string' ? path.replace(/\.lock$/u, '') : undefined
}
