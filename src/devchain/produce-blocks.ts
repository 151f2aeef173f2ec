import type { Blockchain } from '@acala-network/chopsticks-core'
import { chopsticks } from './chopsticks.ts'

/** When blocks come: `instant` one for each extrinsic, `manual` only by `newBlock`, or one every so many milliseconds, empty or not. */
export type BlockMode = 'instant' | 'manual' | { readonly everyMs: number }

/** Lets blocks come by `mode`. What it returns stops them, and resolves when none is under way. */
export function produceBlocks(chain: Blockchain, mode: BlockMode): () => Promise<void> {
  const { Instant, Manual } = chopsticks.BuildBlockMode
  chain.txPool.mode = mode === 'instant' ? Instant : Manual
  const stopTimer = typeof mode === 'object' ? produceEvery(chain, mode.everyMs) : async () => {}
  return async () => {
    chain.txPool.mode = Manual
    await stopTimer()
    await chain.upcomingBlocks()
  }
}

const produceEvery = (chain: Blockchain, everyMs: number): (() => Promise<void>) => {
  let building: Promise<unknown> = Promise.resolve()
  let isBuilding = false
  const timer = setInterval(() => {
    if (isBuilding) return // slower than the interval: the next tick is early enough
    isBuilding = true
    building = chain.newBlock().finally(() => {
      isBuilding = false
    })
  }, everyMs)
  return async () => {
    clearInterval(timer)
    await building
  }
}
