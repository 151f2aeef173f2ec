// The follower far back: what it costs by itself (a scripted chain in memory) and against a node (the embedded chain over its WebSocket, whose
// work is part of the time). The floor beside the second is asking the same node for the same headers and nothing else.

import {
  createMemoryFollowStore,
  followGroup,
  sendTransaction,
  type ChainCall,
  type ChainPort,
  type FollowTarget,
} from '../../src/chain/index.ts'
import { createFakeChain } from '../../src/chain/fake/index.ts'
import { connectChain } from '../../src/chain/polkadot/index.ts'
import { startDevChain } from '../../src/devchain/index.ts'
import { accountIdToH160, type AccountId, type H160, type Hash32 } from '../../src/domain/index.ts'
import { createDevelopmentWallet, developmentAccount } from '../../src/wallet/development/index.ts'
import type { Measured } from './measure.ts'

const SCRIPTED_BLOCKS = 10_000
const EMBEDDED_BLOCKS = 500
const AT_ONCE = 16

/** Rows of the table, and lines on memory. */
export async function followBench(): Promise<{
  readonly rows: readonly Measured[]
  readonly memory: readonly string[]
}> {
  const scripted = await followScripted()
  const embedded = await followEmbedded()
  return {
    rows: [
      { what: `follower: ${SCRIPTED_BLOCKS} blocks of a chain in memory`, ms: scripted.ms, beside: null },
      {
        what: `follower: ${EMBEDDED_BLOCKS} blocks of the embedded chain over WebSocket`,
        ms: embedded.ms,
        beside: { what: 'its headers alone', ms: embedded.headersMs },
      },
    ],
    memory: [
      `follower, ${SCRIPTED_BLOCKS} blocks in memory: ${perSecond(SCRIPTED_BLOCKS, scripted.ms)}, at most ${megabytes(scripted.grownBy)} more heap while reading`,
      `follower, ${EMBEDDED_BLOCKS} blocks over WebSocket: ${perSecond(EMBEDDED_BLOCKS, embedded.ms)}, at most ${megabytes(embedded.grownBy)} more heap while reading`,
    ],
  }
}

type Read = { readonly ms: number; readonly grownBy: number }

async function followScripted(): Promise<Read> {
  const account = 'a1'.repeat(32) as AccountId
  const contract = { address: 'c0'.repeat(20) as H160, codeHash: 'cd'.repeat(32) as Hash32, ratio: 1_000_000n }
  const fake = createFakeChain({
    accounts: [{ account, planck: 10n ** 12n }],
    mapped: new Map([[accountIdToH160(account), account]]),
    contract,
  })
  const created = await createGroup(fake.port, contract.address, { account, custody: 'development key' })
  fake.mine(SCRIPTED_BLOCKS)
  return follow(fake.port, created, contract.codeHash)
}

async function followEmbedded(): Promise<Read & { readonly headersMs: number }> {
  const chain = await startDevChain()
  const opened = await connectChain([chain.url])
  if (!opened.ok) throw new Error(opened.error.type)
  const port = opened.value
  const wallet = createDevelopmentWallet(['Alice'])
  const account = await developmentAccount('Alice')
  const signer = await wallet.signer({ account, keyType: 'sr25519', name: 'Alice', wallet: 'development' })
  if (!signer.ok) throw new Error(signer.error.type)
  const created = await createGroup(port, chain.contract.address as H160, signer.value)
  await chain.newBlock(EMBEDDED_BLOCKS)
  const read = await follow(port, created, chain.contract.codeHash as Hash32)
  const { number } = chain.head()
  const start = performance.now()
  for (let height = number - EMBEDDED_BLOCKS + 1; height <= number; height += AT_ONCE) {
    const heights = Array.from({ length: Math.min(AT_ONCE, number - height + 1) }, (_, i) => height + i)
    await Promise.all(heights.map((each) => port.header(each)))
  }
  const headersMs = performance.now() - start
  await port.close()
  await chain.close()
  return { ...read, headersMs }
}

async function createGroup(
  port: ChainPort,
  contract: H160,
  signer: Parameters<typeof sendTransaction>[1]['signer'],
): Promise<FollowTarget> {
  const members = [accountIdToH160(signer.account)]
  const salt = '07'.repeat(32) as Hash32
  const call: ChainCall = { to: 'contract', contract, call: { kind: 'createGroup', salt, members, quorum: 1 } }
  const estimate = await port.estimate(call, signer.account)
  if (!estimate.ok || estimate.value.outcome.kind !== 'GroupCreated') throw new Error('no group')
  const end = await sendTransaction(port, { call, estimate: estimate.value, signer })
  const facts = await port.facts()
  if (end.kind !== 'finalized ok' || !facts.ok) throw new Error(end.kind)
  return { genesis: facts.value.genesis, contract, group: estimate.value.outcome.group, createdAt: end.at.hash }
}

/** Follows from the creation to the newest block; the heap is looked at after every step. */
async function follow(port: ChainPort, target: FollowTarget, codeHash: Hash32): Promise<Read> {
  const reached = Promise.withResolvers<null>()
  const before = process.memoryUsage().heapUsed
  let most = before
  const start = performance.now()
  const following = followGroup(port, target, createMemoryFollowStore(), {
    knownCode: [codeHash],
    onUpdate: () => reached.resolve(null),
    onProgress: () => {
      most = Math.max(most, process.memoryUsage().heapUsed)
    },
  })
  await reached.promise
  const ms = performance.now() - start
  await following.stop()
  return { ms, grownBy: most - before }
}

function perSecond(blocks: number, ms: number): string {
  return `${Math.round((blocks * 1000) / ms)} blocks/s`
}

function megabytes(bytes: number): string {
  return `${(Math.max(bytes, 0) / 1e6).toFixed(0)} MB`
}
