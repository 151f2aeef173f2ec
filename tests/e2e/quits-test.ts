import { test as base } from '@playwright/test'
import { serveBuild, startChain, type RunningChain, type ServedBuild } from './surroundings.ts'

interface Surroundings {
  /** The dApp as it ships. */
  readonly app: ServedBuild
  /** The embedded chain, a block every 1.5 s: there is time between sending and a block, and for others on a busy machine. */
  readonly chain: RunningChain
}

/** A browser test with the dApp, and with the chain where it asks for one. Both start once for all tests of a worker. */
export const test = base.extend<object, Surroundings>({
  app: [
    // oxlint-disable-next-line no-empty-pattern -- what a fixture needs is read from its pattern
    async ({}, use) => {
      const app = await serveBuild()
      await use(app)
      await app.stop()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  chain: [
    // oxlint-disable-next-line no-empty-pattern -- what a fixture needs is read from its pattern
    async ({}, use) => {
      const chain = await startChain(1500)
      await use(chain)
      await chain.stop()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
})
