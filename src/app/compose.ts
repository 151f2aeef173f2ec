// Where ports meet adapters in the browser. Everything that touches a chain or a wallet is loaded when it is first used, so that adding an expense
// never waits for it.

import { systemRandom } from '../crypto/index.ts'
import { createIndexedDbStorage } from '../storage/indexeddb/index.ts'
import type { PendingTransaction } from '../chain/index.ts'
import { KNOWN_CODE } from '../chain/index.ts'
import type { WalletPort } from '../wallet/index.ts'
import type { AppPorts } from './ports.ts'

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
  }
}
