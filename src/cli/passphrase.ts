import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { ok, type Result } from '../domain/index.ts'
import { unusable, type Arguments, type CommandError, type Surroundings } from './command.ts'
import { describeFileFault } from './file-fault.ts'

/** The option that names a file with a passphrase. There is none for the passphrase itself: other people of this machine see command lines. */
export const PASSPHRASE_FILE = {
  name: 'passphrase-file',
  value: 'file',
  isRequired: false,
  summary: 'a file whose first line is the passphrase; asked for at the terminal otherwise',
} as const

/** As many characters as a passphrase has at least: what is guessed offline is guessed fast. */
const MIN_CHARACTERS = 12

/** A passphrase to open something with. */
export async function readPassphrase(args: Arguments, around: Surroundings): Promise<Result<string, CommandError>> {
  const file = args.options[PASSPHRASE_FILE.name]
  if (typeof file === 'string') return readFirstLine(resolve(around.directory, file))
  if (!process.stdin.isTTY)
    return unusable(`a passphrase is needed: name a file with --${PASSPHRASE_FILE.name}, or run this at a terminal.`)
  return ok(await ask('Passphrase: '))
}

/** A passphrase to seal something with: long enough, and at the terminal typed twice. */
export async function readNewPassphrase(args: Arguments, around: Surroundings): Promise<Result<string, CommandError>> {
  const read = await readPassphrase(args, around)
  if (!read.ok) return read
  if (Array.from(read.value).length < MIN_CHARACTERS)
    return unusable(
      `the passphrase is too short: ${MIN_CHARACTERS} characters or more; five words that nobody would guess are good.`,
    )
  const isAsked = args.options[PASSPHRASE_FILE.name] === undefined
  if (isAsked && (await ask('Passphrase once more: ')) !== read.value) return unusable('the two passphrases differ.')
  return read
}

async function readFirstLine(path: string): Promise<Result<string, CommandError>> {
  try {
    const [line = ''] = (await readFile(path, 'utf8')).split(/\r?\n/u)
    return ok(line)
  } catch (error) {
    return unusable(describeFileFault(path, error))
  }
}

/** Asks on standard error and shows nothing of what is typed. */
async function ask(question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  // From here on the terminal shows nothing, so the question comes after it.
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  // Ctrl-C, which the terminal no longer turns into a signal.
  terminal.once('SIGINT', () => process.exit(130))
  try {
    const answer = terminal.question('')
    process.stderr.write(question)
    return await answer
  } finally {
    terminal.close()
    process.stderr.write('\n')
  }
}
