import {
  isHex,
  ok,
  parseHex,
  type ChainLeg,
  type EventId,
  type Hash32,
  type PlacedEvent,
  type Result,
} from '../../domain/index.ts'
import type { StoredEvent } from '../../log/index.ts'
import { base64ToBytes } from '../base64.ts'
import { readChainEvent } from '../replay-file/read-chain-event.ts'
import { badValue, readFields, readList, type BadReplayValue } from '../replay-file/read-fields.ts'
import type { ProofFile, ProofFileBlock, ProofFileLeg } from './proof-file.ts'

/** The most entries of a list in it: blocks, nodes, events. */
const MAX_ITEMS = 100_000

type Bad = { readonly ok: false; readonly error: BadReplayValue }

/** The values of a proof file, each of its form. That they belong together is somebody else's to check. */
export function readProof(input: Readonly<Record<string, unknown>>): Result<ProofFile, BadReplayValue> {
  const names = ['format', 'version', 'chain', 'settlement', 'runtimes', 'blocks', 'history', 'legs', 'events']
  const top = readFields(input, {}, names, 'proof')
  const chain = readFields(
    input['chain'],
    { genesis: 'hash', contract: 'address', group: 'hash', createdAt: 'hash' },
    [],
    'chain',
  )
  const settlement = readFields(input['settlement'], { epoch: 'decimal', checkpoint: 'hash' }, [], 'settlement')
  const runtimes = readShortList(input['runtimes'], 'runtimes', readBase64)
  const blocks = readShortList(input['blocks'], 'blocks', readBlock)
  const history = readShortList(input['history'], 'history', readPlaced)
  const legs = readShortList(input['legs'], 'legs', readLeg)
  const events = readShortList(input['events'], 'events', readStored)
  const parts = [top, chain, settlement, runtimes, blocks, history, legs, events]
  const wrong = parts.find((part): part is Bad => !part.ok)
  if (wrong) return wrong
  const read = { chain, settlement, runtimes, blocks, history, legs, events }
  return ok(
    Object.fromEntries(
      Object.entries(read).map(([name, part]) => [name, part.ok && part.value]),
    ) as unknown as ProofFile,
  )
}

function readShortList<T>(
  input: unknown,
  path: string,
  read: (item: unknown, path: string) => Result<T, BadReplayValue>,
): Result<readonly T[], BadReplayValue> {
  if (Array.isArray(input) && input.length > MAX_ITEMS) return badValue(path, `at most ${MAX_ITEMS} items`)
  return readList(input, path, read)
}

function readBlock(input: unknown, path: string): Result<ProofFileBlock, BadReplayValue> {
  const fields = readFields(input, { number: 'count', hash: 'hash' }, ['runtime', 'header', 'nodes'], path)
  if (!fields.ok) return fields
  const { runtime, header, nodes } = input as Readonly<Record<string, unknown>>
  if (runtime !== null && !(Number.isInteger(runtime) && (runtime as number) >= 0 && (runtime as number) < MAX_ITEMS))
    return badValue(`${path}.runtime`, 'an index of runtimes, or null')
  const bytes = readHexBytes(header, `${path}.header`)
  if (!bytes.ok) return bytes
  const heap = readShortList(nodes, `${path}.nodes`, readHexBytes)
  if (!heap.ok) return heap
  return ok({ ...fields.value, runtime, header: bytes.value, nodes: heap.value } as unknown as ProofFileBlock)
}

function readPlaced(input: unknown, path: string): Result<PlacedEvent, BadReplayValue> {
  const event = readChainEvent(input, path, ['at'])
  if (!event.ok) return event
  const at = readFields(
    (input as Readonly<Record<string, unknown>>)['at'],
    { blockNumber: 'count', blockHash: 'hash', extrinsicIndex: 'count', eventIndex: 'count' },
    [],
    `${path}.at`,
  )
  return at.ok ? ok({ event: event.value, at: at.value } as unknown as PlacedEvent) : at
}

function readLeg(input: unknown, path: string): Result<ProofFileLeg, BadReplayValue> {
  const leg = readFields(
    input,
    { index: 'count', payer: 'address', payee: 'address', planck: 'decimal', memo: 'hash' },
    ['proof'],
    path,
  )
  if (!leg.ok) return leg
  const proof = readShortList((input as Readonly<Record<string, unknown>>)['proof'], `${path}.proof`, readHash)
  return proof.ok ? ok({ leg: leg.value as unknown as ChainLeg, proof: proof.value }) : proof
}

function readStored(input: unknown, path: string): Result<StoredEvent, BadReplayValue> {
  const fields = readFields(input, { id: 'hash' }, ['bytes', 'signature'], path)
  if (!fields.ok) return fields
  const { bytes, signature } = input as Readonly<Record<string, unknown>>
  const [content, signed] = [readBase64(bytes, `${path}.bytes`), readBase64(signature, `${path}.signature`)]
  if (!content.ok) return content
  if (!signed.ok) return signed
  return ok({ id: fields.value['id'] as EventId, bytes: content.value, signature: signed.value })
}

function readHash(item: unknown, path: string): Result<Hash32, BadReplayValue> {
  return isHex(item, 32) ? ok(item as Hash32) : badValue(path, '64 lowercase hex digits')
}

function readHexBytes(item: unknown, path: string): Result<Uint8Array, BadReplayValue> {
  const bytes = typeof item === 'string' && item !== '' ? parseHex(item) : undefined
  return bytes?.ok ? bytes : badValue(path, 'lowercase hex digits')
}

function readBase64(item: unknown, path: string): Result<Uint8Array, BadReplayValue> {
  const bytes = typeof item === 'string' && item !== '' ? base64ToBytes(item) : undefined
  return bytes?.ok ? bytes : badValue(path, 'base64')
}
