import type { ChainCall } from '../../src/chain/index.ts'
import { connectChain } from '../../src/chain/polkadot/index.ts'
import { sendTransaction } from '../../src/chain/index.ts'
import { startDevChain, type Executor } from '../../src/devchain/index.ts'
import { accountIdToH160, type H160, type Hash32 } from '../../src/domain/index.ts'
import { createDevelopmentWallet, developmentAccount } from '../../src/wallet/development/index.ts'
import { type Measured, medianMs } from './measure.ts'

const CALLS = 5
const BLOCKS = 10

interface ChainTimes {
  readonly startMs: number
  readonly blockMs: number
  readonly revertMs: number
  readonly dryRunMs: number
  readonly callMs: number
}

/** The embedded chain: start, dry run, and a contract call until finalized, by the native executor beside Chopsticks' own. */
export async function chainBench(): Promise<readonly Measured[]> {
  const native = await chainTimes('native')
  const interpreted = await chainTimes('interpreted')
  const row = (what: string, key: keyof ChainTimes): Measured => ({
    what,
    ms: native[key],
    beside: { what: 'interpreted by Chopsticks', ms: interpreted[key] },
  })
  return [
    row('embedded chain: start with the contract deployed', 'startMs'),
    row('an empty block', 'blockMs'),
    row('revert to a snapshot', 'revertMs'),
    row('dry run of create_group', 'dryRunMs'),
    row('create_group, signed to finalized', 'callMs'),
  ]
}

async function chainTimes(executor: Executor): Promise<ChainTimes> {
  const started = performance.now()
  const chain = await startDevChain({ executor })
  const startMs = performance.now() - started
  const blockMs = await medianMs(BLOCKS, () => chain.newBlock())
  const snapshot = await chain.snapshot()
  const revertMs = await medianMs(BLOCKS, () => chain.revert(snapshot))
  const opened = await connectChain([chain.url])
  if (!opened.ok) throw new Error(opened.error.type)
  const port = opened.value
  const alice = await developmentAccount('Alice')
  const wallet = createDevelopmentWallet(['Alice'])
  const signer = await wallet.signer({ account: alice, keyType: 'sr25519', name: 'Alice', wallet: 'development' })
  if (!signer.ok) throw new Error(signer.error.type)
  const [dryRuns, calls]: [number[], number[]] = [[], []]
  for (let index = 0; index <= CALLS; index++) {
    const salt = index.toString(16).padStart(64, '0') as Hash32
    const members = [accountIdToH160(alice)]
    const call: ChainCall = {
      to: 'contract',
      contract: chain.contract.address as H160,
      call: { kind: 'createGroup', salt, members, quorum: 1 },
    }
    const start = performance.now()
    const estimate = await port.estimate(call, alice)
    const estimated = performance.now()
    if (!estimate.ok) throw new Error(estimate.error.type)
    const end = await sendTransaction(port, { call, estimate: estimate.value, signer: signer.value })
    if (end.kind !== 'finalized ok') throw new Error(end.kind)
    dryRuns.push(estimated - start)
    calls.push(performance.now() - estimated)
  }
  await port.close()
  await chain.close()
  return { startMs, blockMs, revertMs, dryRunMs: median(dryRuns.slice(1)), callMs: median(calls.slice(1)) }
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] as number
}
