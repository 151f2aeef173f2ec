// A settlement's blocks checked without any node: each header is what its block's hash says, each block is an ancestor of the one before it in the list, and
// events, code and the group's head are values of the states that the headers name.

import { blake2b256 } from '../../crypto/index.ts'
import { bytesToHex, err, ok, type H160, type Hash32, type PlacedEvent, type Result } from '../../domain/index.ts'
import { NO_STATE_ROOT, parseHeader, type HeaderError, type StatedHeader } from '../proof/block-header.ts'
import { readRecord, type ProvenRecord, type RecordError } from '../proof/read-record.ts'
import { createScaleReader, ScaleFault } from '../proof/scale-reader.ts'
import { openStateProof, type StateProof, type StateProofError } from '../proof/state-proof.ts'
import { EVENTS_KEY, RUNTIME_KEY } from '../proof/storage-keys.ts'
import { blockHashKey } from './block-hash-key.ts'
import { openRuntime, type EventsUnreadable, type MetadataUnreadable, type OpenRuntime } from './open-runtime.ts'

/** Blocks of a proof, the newest first. `runtime`: index of the runtime that wrote its events, null where only its place in the chain matters. */
export type ProofBlocks = {
  readonly contract: H160
  readonly group: Hash32
  /** Metadata of each runtime. */
  readonly runtimes: readonly Uint8Array[]
  readonly blocks: readonly {
    readonly number: number
    readonly hash: Hash32
    readonly runtime: number | null
    readonly header: Uint8Array
    readonly nodes: readonly Uint8Array[]
  }[]
}

/** What blocks prove. */
export type BlocksProven =
  /** The chain has no state trie: what events there were is somebody's word. */
  | { readonly type: 'no state' }
  | {
      readonly type: 'proven'
      /** The group's events in the blocks, oldest first. */
      readonly events: readonly PlacedEvent[]
      /** The contract's code and the group's head in the newest block. */
      readonly record: ProvenRecord
      /** BLAKE2b-256 of each runtime's metadata. It comes from the file, and says how events are laid out, not which there are. */
      readonly metadataHashes: readonly Hash32[]
    }

/** Why blocks prove nothing. `block` is a number. */
export type BlockProofError =
  /** The newest block is not the one that was asked for. */
  | { readonly type: 'OtherBlock'; readonly expected: Hash32; readonly found: Hash32 | null }
  /** A header does not have the hash or number that the file says. */
  | ((HeaderError | { readonly type: 'HeaderAltered'; readonly found: Hash32 }) & { readonly block: number })
  /** A block is no ancestor of the newer one before it. */
  | { readonly type: 'BlockNotLinked'; readonly block: number; readonly newer: number }
  /** Something is to be proven of this block, or of others, and its header names no state. */
  | { readonly type: 'StateRootMissing'; readonly block: number }
  | ((StateProofError | RecordError) & { readonly block: number })
  /** The state says that another runtime wrote the block. */
  | {
      readonly type: 'OtherRuntime'
      readonly block: number
      readonly expected: string | null
      readonly found: string | null
    }
  | { readonly type: 'EventsMissing'; readonly block: number }
  | MetadataUnreadable
  | EventsUnreadable

/** Checks the blocks of a proof against the hash of a block that the checker knows to be final. */
export function checkBlockProofs(proof: ProofBlocks, finalized: Hash32): Result<BlocksProven, BlockProofError> {
  const newest = proof.blocks[0]
  if (newest?.hash !== finalized) return err({ type: 'OtherBlock', expected: finalized, found: newest?.hash ?? null })
  const headers = readHeaders(proof)
  if (!headers.ok) return headers
  const stateless = headers.value.filter(({ stateRoot }) => stateRoot === NO_STATE_ROOT)
  const vain = proof.blocks.find(({ nodes, runtime }) => nodes.length > 0 || runtime !== null)
  if (stateless.length === headers.value.length && !vain) return ok({ type: 'no state' })
  if (stateless[0]) return err({ type: 'StateRootMissing', block: stateless[0].number })
  const runtimes = new Map<number, OpenRuntime>()
  const events: PlacedEvent[] = []
  let record: ProvenRecord | null = null
  for (const [i, header] of headers.value.entries()) {
    const read = readBlock(proof, i, header, headers.value[i + 1], runtimes)
    if (!read.ok) return read
    events.unshift(...read.value.events)
    record ??= read.value.record
  }
  const metadataHashes = proof.runtimes.map((metadata) => bytesToHex(blake2b256(metadata)) as Hash32)
  return ok({ type: 'proven', events, record: record as ProvenRecord, metadataHashes })
}

function readHeaders({ blocks }: ProofBlocks): Result<readonly StatedHeader[], BlockProofError> {
  const headers: StatedHeader[] = []
  for (const { header, number, hash } of blocks) {
    const read = parseHeader(header)
    if (!read.ok) return err({ ...read.error, block: number })
    if (read.value.hash !== hash || read.value.number !== number)
      return err({ type: 'HeaderAltered', block: number, found: read.value.hash })
    headers.push(read.value)
  }
  return ok(headers)
}

type BlockRead = { readonly events: readonly PlacedEvent[]; readonly record: ProvenRecord | null }

/** Everything that a block has to prove; whatever else is in its nodes is too much. */
function readBlock(
  proof: ProofBlocks,
  index: number,
  header: StatedHeader,
  older: StatedHeader | undefined,
  opened: Map<number, OpenRuntime>,
): Result<BlockRead, BlockProofError> {
  const { contract, group } = proof
  const { nodes, runtime } = proof.blocks[index] as ProofBlocks['blocks'][number]
  const { number: block, stateRoot } = header
  const state = openStateProof(nodes)
  const record = index === 0 ? readRecord(state, stateRoot, contract, group) : ok(null)
  if (!record.ok) return err({ ...record.error, block })
  const events = runtime === null ? ok([]) : readEvents(proof, state, header, runtime, opened)
  if (!events.ok) return events
  const linked = older ? checkLink(state, header, older) : ok(null)
  if (!linked.ok) return linked
  const finished = state.finish()
  if (!finished.ok) return err({ ...finished.error, block })
  return ok({ events: events.value.filter(({ event }) => event.group === group), record: record.value })
}

function readEvents(
  { contract, runtimes }: ProofBlocks,
  state: StateProof,
  header: StatedHeader,
  index: number,
  opened: Map<number, OpenRuntime>,
): Result<readonly PlacedEvent[], BlockProofError> {
  const block = header.number
  const upgrade = state.read(header.stateRoot, RUNTIME_KEY)
  if (!upgrade.ok) return err({ ...upgrade.error, block })
  const events = state.read(header.stateRoot, EVENTS_KEY)
  if (!events.ok) return err({ ...events.error, block })
  if (!events.value) return err({ type: 'EventsMissing', block })
  const found = upgrade.value && readRuntimeName(upgrade.value)
  const metadata = runtimes[index]
  if (!metadata) return err({ type: 'OtherRuntime', block, expected: null, found })
  // Opening takes half a second: once a runtime, and only for values that are proven.
  const runtime = opened.has(index) ? ok(opened.get(index) as OpenRuntime) : openRuntime(metadata)
  if (!runtime.ok) return runtime
  opened.set(index, runtime.value)
  const expected = `${runtime.value.name} ${runtime.value.version}`
  if (found !== expected) return err({ type: 'OtherRuntime', block, expected, found })
  return runtime.value.eventsOf(events.value, contract, header)
}

/** An older block is the parent, or one whose hash the newer block's state keeps. */
function checkLink(state: StateProof, newer: StatedHeader, older: StatedHeader): Result<null, BlockProofError> {
  const notLinked = err({ type: 'BlockNotLinked', block: older.number, newer: newer.number } as const)
  if (older.number >= newer.number) return notLinked
  if (older.number === newer.number - 1) return older.hash === newer.parentHash ? ok(null) : notLinked
  const kept = state.read(newer.stateRoot, blockHashKey(older.number))
  if (!kept.ok) return err({ ...kept.error, block: newer.number })
  return kept.value && bytesToHex(kept.value) === older.hash ? ok(null) : notLinked
}

/** `LastRuntimeUpgradeInfo`: version (compact) and name (bytes). */
function readRuntimeName(bytes: Uint8Array): string | null {
  try {
    const reader = createScaleReader(bytes)
    const version = reader.compact()
    const name = String.fromCharCode(...reader.take(Math.min(reader.compact(), 256)))
    return `${name} ${version}`
  } catch (thrown) {
    if (thrown instanceof ScaleFault) return null
    throw thrown
  }
}
