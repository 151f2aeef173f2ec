// The app as a browser runs it, without screens: over IndexedDB, with the locks of tabs and a relay, in less time between two tries.

import { createQuits, type Quits } from '../../../src/app/index.ts'
import { composeSync, startSyncing, type Syncing } from '../../../src/app/sync/index.ts'
import { createTabWriter } from '../../../src/app/write-alone.ts'
import type { PendingTransaction } from '../../../src/chain/index.ts'
import { systemRandom } from '../../../src/crypto/index.ts'
import { err, type Result } from '../../../src/domain/index.ts'
import type { StorageError } from '../../../src/storage/index.ts'
import { createIndexedDbStorage } from '../../../src/storage/indexeddb/index.ts'

/** An app that runs. */
export interface RunningApp {
  readonly quits: Quits
  readonly syncing: Syncing
  /** Does what waits for a quiet moment. */
  readonly quiet: () => void
  readonly close: () => Promise<void>
}

/** How much faster waits pass here. */
const HASTE = 20

/** Starts the app over a database of the profile. */
export async function startApp(database: string): Promise<Result<RunningApp, StorageError>> {
  const storage = createIndexedDbStorage<PendingTransaction>(database)
  const later: (() => void)[] = []
  const clock = { now: () => 1_780_000_000 }
  const started = await createQuits({
    storage,
    clock,
    random: systemRandom,
    connect: async () => err({ type: 'Disconnected', endpoint: '', detail: 'no chain here' }),
    wallets: async () => [],
    knownCode: [],
    writeAlone: createTabWriter(),
    snapshots: { build: 'crashes', soon: (work) => void later.push(work) },
  })
  if (!started.ok) {
    await storage.close()
    return started
  }
  const syncing = startSyncing(started.value, {
    ...composeSync({ clock, random: systemRandom }),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms / HASTE)),
  })
  return {
    ok: true,
    value: {
      quits: started.value,
      syncing,
      quiet: () => {
        for (const work of later.splice(0)) work()
      },
      close: async () => {
        await syncing.close()
        await storage.close()
      },
    },
  }
}
