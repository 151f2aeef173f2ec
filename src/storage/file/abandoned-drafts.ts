import { readdir, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { bytesToHex } from '../../domain/index.ts'
import type { Random } from '../../crypto/index.ts'

/** A draft is written and moved into place within milliseconds: one that is older belongs to nobody who still writes. */
const ABANDONED_MS = 60_000
const SUFFIX = /^\.[0-9a-f]{16}\.new$/

/** A name beside the file for what is to take its place. */
export function draftOf(path: string, random: Random): string {
  return `${path}.${bytesToHex(random.bytes(8))}.new`
}

/** Removes drafts that processes left behind which were killed, secrets and all. What cannot be removed now is at another start. */
export async function removeAbandonedDrafts(path: string): Promise<void> {
  const [folder, file] = [dirname(path), basename(path)]
  const names = await readdir(folder).catch((): string[] => [])
  const drafts = names.filter((name) => name.startsWith(file) && SUFFIX.test(name.slice(file.length)))
  await Promise.allSettled(drafts.map((name) => removeAbandoned(join(folder, name))))
}

async function removeAbandoned(draft: string): Promise<void> {
  const { mtimeMs } = await stat(draft)
  if (Date.now() - mtimeMs > ABANDONED_MS) await rm(draft)
}
