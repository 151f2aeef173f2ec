import { existsSync } from 'node:fs'
import { basename, dirname } from 'node:path'

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  EACCES: 'it may not be opened by you',
  EPERM: 'it may not be changed by you',
  EEXIST: 'it is there already, and nothing is overwritten',
  ENOTEMPTY: 'it is not empty, and nothing is overwritten',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is no directory',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
}

/** What the file system refused, as a sentence. Throws on anything that is no answer of the file system. */
export function describeFileFault(path: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
  if (code === undefined) throw error
  if (code === 'ENOENT' && !existsSync(dirname(path)))
    return `${basename(path)} cannot be used: there is no directory ${dirname(path)}.`
  return `${basename(path)} cannot be used: ${WORDS[code] ?? `the file system says ${code}`}.`
}
