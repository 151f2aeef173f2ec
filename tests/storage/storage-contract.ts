// What every adapter keeps to, as data: `test-storage.ts` runs it in Node, the browser suite in a page.

import { chainCases } from './contract/chain-cases.ts'
import { installationCases } from './contract/installation-cases.ts'
import { logCases } from './contract/log-cases.ts'
import { reopeningCases } from './contract/reopening-cases.ts'
import { routeCases } from './contract/route-cases.ts'
import { snapshotCases } from './contract/snapshot-cases.ts'
import type { StorageCase } from './contract/storage-case.ts'

/** Everything that adapters promise. */
export const storageContract: readonly StorageCase[] = [
  ...reopeningCases,
  ...logCases,
  ...installationCases,
  ...chainCases,
  ...routeCases,
  ...snapshotCases,
]
