// Where ports meet adapters in the browser. Everything that touches a chain or a wallet is loaded when it is first used, so that adding an expense
// never waits for it.

import { systemRandom } from '../crypto/index.ts'
import { createIndexedDbStorage } from '../storage/indexeddb/index.ts'
import type { ChainError, PendingTransaction, ProofReader } from '../chain/index.ts'
import type { Result } from '../domain/index.ts'
import { KNOWN_CODE } from '../chain/index.ts'
import type { WalletPort } from '../wallet/index.ts'
import type { AppPorts } from './ports.ts'
import { createTabWriter } from './write-alone.ts'

/** Fewer signatures are verified before a worker has started. */
const WORKERS_FROM = 300
/** After a change, time for the next ones and for drawing. */
const SNAPSHOT_DELAY_MS = 1500

/**
 * The ports of a browser, over the database of this name. Development accounts are part of development builds only: the bundler drops them from
 * others.
 */
export async function composeBrowser(database = 'quits'): Promise<AppPorts> {
  return {
    storage: createIndexedDbStorage<PendingTransaction>(database),
    clock: { now: () => Math.floor(Date.now() / 1000) },
    random: systemRandom,
    connect: async (endpoint) => {
      const { connectChain } = await import('../chain/polkadot/index.ts')
      return connectChain([endpoint])
    },
    wallets: async () => {
      const { createExtensionWallet } = await import('../wallet/extension/index.ts')
      const wallets: WalletPort[] = [createExtensionWallet()]
      if (import.meta.env.DEV) {
        const { createDevelopmentWallet } = await import('../wallet/development/index.ts')
        wallets.push(createDevelopmentWallet())
      }
      return wallets
    },
    knownCode: KNOWN_CODE,
    verifierFor: async (signatures) => {
      if (signatures < WORKERS_FROM || typeof Worker === 'undefined') return null
      const { createWorkerVerifier } = await import('../crypto/worker/index.ts')
      // The engine has threads of its own: a second worker feeds them where there are cores for it, a third never pays.
      return createWorkerVerifier(navigator.hardwareConcurrency > 2 ? 2 : 1)
    },
    writeAlone: createTabWriter(),
    snapshots: {
      // The name of this file carries a hash of everything that is built into it.
      build: import.meta.env.PROD ? import.meta.url : 'development',
      soon: (work) => void setTimeout(work, SNAPSHOT_DELAY_MS),
    },
  }
}

/** Has a node prove what it says: a connection of its own, for the proof of a settlement. */
export async function openProofs(
  endpoint: string,
): Promise<Result<ProofReader & { readonly close: () => Promise<void> }, ChainError>> {
  const { connectProofs } = await import('../chain/polkadot/index.ts')
  return connectProofs(endpoint)
}
