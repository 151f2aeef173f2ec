import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { ok, type Result } from '../domain/index.ts'
import { describePotFileError, parsePotFile, type PotFile, type PotFileError } from '../formats/index.ts'
import type { Surroundings } from './command.ts'
import { describeFileFault } from './file-fault.ts'
import { describeOtherFile } from './other-file.ts'
import { startProgress } from './progress.ts'

/** Why a pot is not there: the file cannot be opened, or it is not what was written. */
export type ReadPotError =
  | { readonly type: 'FileFault'; readonly code: string; readonly sentence: string }
  | { readonly type: 'BadPotFile'; readonly error: PotFileError; readonly sentence: string }

/** Reads and checks a pot file: every signature, every rule of the log, every byte. */
export async function readPot(path: string, { directory, note }: Surroundings): Promise<Result<PotFile, ReadPotError>> {
  const full = resolve(directory, path)
  const progress = startProgress(note, `checking every event of ${basename(full)} …`)
  try {
    const parsed = await parsePotFile(await readFile(full))
    if (parsed.ok) return ok(parsed.value)
    const other = await describeOtherFile(full, 'quits-pot')
    if (other !== null) {
      const sentence = `${basename(full)} is no pot file but ${other}.`
      return { ok: false, error: { type: 'BadPotFile', error: { type: 'NotAPotFile' }, sentence } }
    }
    const sentence = `${basename(full)}: ${describePotFileError(parsed.error)}`
    return { ok: false, error: { type: 'BadPotFile', error: parsed.error, sentence } }
  } catch (error) {
    const sentence = describeFileFault(full, error)
    return { ok: false, error: { type: 'FileFault', code: (error as NodeJS.ErrnoException).code ?? '', sentence } }
  } finally {
    progress.end()
  }
}
