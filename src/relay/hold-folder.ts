import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const BUSY = 5

/**
 * Makes this process the only one that uses a folder, until it ends or releases it. SQLite's own lock, because it works on every platform and is
 * gone with the process, however that ends. Throws a sentence when another process has it.
 */
export function holdFolder(folder: string): () => void {
  const file = new DatabaseSync(join(folder, 'relay.lock'), { timeout: 2000 })
  try {
    file.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    file.close()
    if (((cause as { readonly errcode?: number }).errcode ?? 0) % 256 !== BUSY) throw cause
    throw new Error(`Another relay is using ${folder}.`, { cause })
  }
  return () => file.close()
}
