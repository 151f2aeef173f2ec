import { WsProvider } from '@polkadot/api'
import { TypeRegistry } from '@polkadot/types'
import { hexToU8a, u8aToHex } from '@polkadot/util'
import { err, ok, type Hash32, type Result } from '../../domain/index.ts'
import type { ChainError } from '../chain-error.ts'
import { NO_STATE_ROOT, parseHeader } from '../proof/block-header.ts'
import type { BlockProof, ProofReader, RuntimeFacts, WantedProof } from '../proof/proven-block.ts'
import { trieIdOf } from '../proof/read-record.ts'
import { accountInfoKey, childTrieKey, EVENTS_KEY, groupRecordKey, RUNTIME_KEY } from '../proof/storage-keys.ts'
import { blockHashKey } from './block-hash-key.ts'
import { toChainError } from './chain-fault.ts'
import { openRuntime } from './open-runtime.ts'
import { from0x, to0x } from './prefixed-hex.ts'

const TIMEOUT_MS = 20_000

type Ask = <T>(method: string, params: readonly unknown[], block: Hash32) => Promise<T>

/** Connects to a node to have it prove what it says. It needs none of what calls and events need, so it is a connection of its own. */
export async function connectProofs(
  endpoint: string,
): Promise<Result<ProofReader & { readonly close: () => Promise<void> }, ChainError>> {
  const provider = new WsProvider(endpoint, false, {}, TIMEOUT_MS)
  const opened = await answered(endpoint, null, () => opening(provider))
  if (!opened.ok) {
    await provider.disconnect()
    return opened
  }
  const ask: Ask = async (method, params, block) => provider.send(method, [...params, to0x(block)])
  const known = new Map<string, RuntimeFacts>()
  return ok({
    blockProof: (block, wanted) => answered(endpoint, block, () => readBlockProof(ask, block, wanted)),
    runtime: (block) => answered(endpoint, block, () => readRuntime(ask, block, known)),
    close: () => provider.disconnect(),
  })
}

/** The provider tries for ever and rejects nothing: its first error is the answer. */
async function opening(provider: WsProvider): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`not connected within ${TIMEOUT_MS} ms`)), TIMEOUT_MS)
      provider.on('connected', () => resolve())
      provider.on('error', () => reject(new Error('not connected')))
      provider.connect().catch(reject)
    })
  } finally {
    clearTimeout(timer)
  }
}

/** The runtime that wrote a block is the one that its parent's state holds. Metadata is large: it is asked for once a version. */
async function readRuntime(ask: Ask, block: Hash32, known: Map<string, RuntimeFacts>): Promise<RuntimeFacts> {
  const { parentHash } = await ask<{ readonly parentHash: string }>('chain_getHeader', [], block)
  const parent = from0x(parentHash) as Hash32
  const { specName, specVersion } = await ask<{ readonly specName: string; readonly specVersion: number }>(
    'state_getRuntimeVersion',
    [],
    parent,
  )
  const key = `${specName}/${specVersion}`
  const found = known.get(key)
  if (found) return found
  const metadata = hexToU8a(await ask<string>('state_getMetadata', [], parent))
  const runtime = openRuntime(metadata)
  if (!runtime.ok) throw new TypeError(runtime.error.detail)
  const facts = { metadata, blockHashCount: runtime.value.blockHashCount }
  known.set(key, facts)
  return facts
}

async function answered<T>(
  endpoint: string,
  block: Hash32 | null,
  answer: () => Promise<T>,
): Promise<Result<T, ChainError>> {
  try {
    return ok(await answer())
  } catch (thrown) {
    const asked = { what: block === null ? 'connection' : 'proof', endpoint }
    return err(toChainError(thrown, block === null ? asked : { ...asked, block }))
  }
}

async function readBlockProof(ask: Ask, block: Hash32, wanted: WantedProof): Promise<BlockProof> {
  const header = await readHeaderBytes(ask, block)
  const stated = parseHeader(header)
  if (!stated.ok) throw new TypeError(stated.error.detail)
  if (stated.value.stateRoot === NO_STATE_ROOT) return { header, nodes: [] }
  const keys = [
    ...(wanted.events ? [EVENTS_KEY, RUNTIME_KEY] : []),
    ...(wanted.olderBlock === null ? [] : [blockHashKey(wanted.olderBlock)]),
  ]
  const record = wanted.record ? await readRecordProof(ask, block, wanted.record) : { keys: [], nodes: [] }
  const all = [...keys, ...record.keys]
  const own =
    all.length === 0 ? [] : await readNodes(ask, 'state_getReadProof', [all.map((key) => u8aToHex(key))], block)
  return { header, nodes: withoutRepeated([...own, ...record.nodes]) }
}

async function readHeaderBytes(ask: Ask, block: Hash32): Promise<Uint8Array> {
  const raw = await ask<object | null>('chain_getHeader', [], block)
  if (raw === null) throw new Error('unable to retrieve header')
  const header = new TypeRegistry().createType('Header', raw)
  if (header.hash.toHex() !== to0x(block)) throw new TypeError('the header does not have the hash of its block')
  return header.toU8a()
}

type RecordProof = { readonly keys: readonly Uint8Array[]; readonly nodes: readonly Uint8Array[] }

async function readRecordProof(
  ask: Ask,
  block: Hash32,
  { contract, group }: NonNullable<WantedProof['record']>,
): Promise<RecordProof> {
  const key = accountInfoKey(contract)
  const account = await ask<string | null>('state_getStorage', [u8aToHex(key)], block)
  const trieId = account === null ? null : trieIdOf(hexToU8a(account))
  if (trieId === null) throw new TypeError('the chain keeps no contract at this address, or keeps it in another way')
  const child = childTrieKey(trieId)
  const params = [u8aToHex(child), [u8aToHex(groupRecordKey(group))]]
  return { keys: [key, child], nodes: await readNodes(ask, 'state_getChildReadProof', params, block) }
}

async function readNodes(
  ask: Ask,
  method: string,
  params: readonly unknown[],
  block: Hash32,
): Promise<readonly Uint8Array[]> {
  const { proof } = await ask<{ readonly proof: readonly string[] }>(method, params, block)
  return proof.map((node) => hexToU8a(node))
}

/** Small tries can share a node. */
function withoutRepeated(nodes: readonly Uint8Array[]): readonly Uint8Array[] {
  return [...new Map(nodes.map((node) => [u8aToHex(node), node])).values()]
}
