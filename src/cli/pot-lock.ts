import { open, readFile, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { ok, type Result } from '../domain/index.ts'
import { unusable, type CommandError } from './command.ts'

/** Keeps other `quits` processes from writing a pot file at the same time: two writers of one device would fork its log. */
export async function lockPot(path: string): Promise<Result<{ readonly release: () => Promise<void> }, CommandError>> {
  const lock = `${path}.lock`
  for (let attempt = 1; ; attempt++) {
    try {
      const file = await open(lock, 'wx', 0o600)
      await file.writeFile(String(process.pid))
      await file.close()
      return ok({ release: () => rm(lock, { force: true }) })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      if (attempt === 2 || (await isHeld(lock))) {
        return unusable(
          `${basename(path)} is being written by another quits; if none is running, remove ${basename(lock)}.`,
        )
      }
      // Its holder is gone.
      await rm(lock, { force: true })
    }
  }
}

async function isHeld(lock: string): Promise<boolean> {
  const holder = Number(await readFile(lock, 'utf8').catch(() => ''))
  if (!Number.isInteger(holder) || holder <= 0) return true
  try {
    process.kill(holder, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
