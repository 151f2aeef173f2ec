import { randomBytes } from 'node:crypto'
import { open, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Replaces a file so that a reader, or a crash at any moment, finds the old content or the new one and nothing between. A file that is there keeps
 * its mode, and a link goes on pointing to it. Throws what the file system throws.
 */
export async function writeFileAtomically(path: string, content: string, newMode = 0o666): Promise<void> {
  const target = await realpath(path).catch(() => path)
  const mode = await stat(target)
    .then((found) => found.mode & 0o777)
    .catch(() => newMode)
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    const file = await open(temporary, 'wx', mode)
    try {
      await file.writeFile(content, 'utf8')
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, target)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncDirectory(dirname(target))
}

// The rename itself is on disk once its directory is; some systems cannot sync one.
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r').catch(() => null)
  await directory?.sync().catch(() => undefined)
  await directory?.close()
}
