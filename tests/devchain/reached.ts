import type { ApiPromise } from '@polkadot/api'

/** Resolves when a finalized head of this number is announced; the test's own timeout bounds the wait. */
export const reached = async (api: ApiPromise, blockNumber: number): Promise<void> => {
  let done: () => void = () => {}
  const arrived = new Promise<void>((resolve) => {
    done = resolve
  })
  const stop = await api.rpc.chain.subscribeFinalizedHeads((header) => {
    if (header.number.toNumber() >= blockNumber) done()
  })
  await arrived
  stop()
}
