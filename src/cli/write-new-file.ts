import { randomBytes } from 'node:crypto'
import { link, open, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Writes a file that is not there yet, for its owner's eyes alone: whole or not at all, whatever happens in between. Nothing is overwritten, also not what another
 * program makes at the same moment. Throws what the file system throws, EEXIST for a file that is there.
 */
export async function writeNewFile(path: string, content: Uint8Array): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    // Unlike a rename, a link fails where a file is.
    await link(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
}
