// A thread that moves what was committed from the write-ahead log into the database: it writes and syncs whole megabytes, for which nobody should
// have to wait. Two passes, because the first one is long enough for more to be committed; the log begins anew when a pass has found everything.

import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

/** 64 MiB. */
const MAX_PAGES = 16_384

const file = new DatabaseSync(workerData as string, { timeout: 5000 })
file.exec('PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0')

parentPort?.on('message', (message: unknown) => {
  if (message === 'close') {
    file.close()
    parentPort?.close()
    return
  }
  file.exec('PRAGMA wal_checkpoint(PASSIVE)')
  const { log } = file.prepare('PRAGMA wal_checkpoint(PASSIVE)').get() as { readonly log: number }
  // Writers never paused for long enough: now they wait once.
  if (log > MAX_PAGES) file.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(log)
})
