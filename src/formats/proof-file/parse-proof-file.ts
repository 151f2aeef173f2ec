import {
  err,
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
import { bytesToUtf8 } from '../bytes-to-utf8.ts'
import { isRecord, readChainEvent, readFields, readList, type BadReplayValue } from '../replay-file/read-histories.ts'
import { proofFileToText } from './proof-file-text.ts'
import {
  MAX_PROOF_FILE_BYTES,
  PROOF_FILE_FORMAT,
  PROOF_FILE_VERSION,
  type ProofFile,
  type ProofFileBlock,
  type ProofFileLeg,
} from './proof-file.ts'

/** Why a file is no proof file. `path` names the value: `blocks[2].header`. */
export type ProofFileError =
  | { readonly type: 'ProofTooLarge'; readonly bytes: number; readonly limit: number }
  | { readonly type: 'NotAProofFile' }
  | { readonly type: 'OtherProofVersion'; readonly version: string }
  /** The text ends before the proof does. */
  | { readonly type: 'ProofTruncated'; readonly bytes: number }
  | { readonly type: 'BadProofValue'; readonly path: string; readonly expected: string }
  /** The values are in order, but not as they are written: on this line (from 1), another text has to stand. */
  | { readonly type: 'ProofNotCanonical'; readonly line: number; readonly expected: string }

/** The most entries of a list in it: blocks, nodes, events. */
const MAX_ITEMS = 100_000

type Bad = { readonly ok: false; readonly error: BadReplayValue }

/** Reads a proof file, strictly: what is read, written again, is the same text. */
export function parseProofFile(file: Uint8Array): Result<ProofFile, ProofFileError> {
  if (file.length > MAX_PROOF_FILE_BYTES)
    return err({ type: 'ProofTooLarge', bytes: file.length, limit: MAX_PROOF_FILE_BYTES })
  const decoded = bytesToUtf8(file)
  if (!decoded.ok || !decoded.value.startsWith(`{\n  "format": "${PROOF_FILE_FORMAT}",\n`))
    return err({ type: 'NotAProofFile' })
  const text = decoded.value
  const version = /^.*\n.*\n {2}"version": (.{1,20}),\n/.exec(text)?.[1]
  if (version !== undefined && version !== String(PROOF_FILE_VERSION))
    return err({ type: 'OtherProofVersion', version })
  if (!text.endsWith('\n}\n')) return err({ type: 'ProofTruncated', bytes: file.length })
  const input = parseJson(text)
  if (!isRecord(input)) return err({ type: 'BadProofValue', path: '', expected: 'JSON' })
  const read = readProof(input)
  if (!read.ok) return err({ ...read.error, type: 'BadProofValue' })
  return compareText(text, read.value)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function compareText(text: string, proof: ProofFile): Result<ProofFile, ProofFileError> {
  const written = proofFileToText(proof)
  if (written === text) return ok(proof)
  const [found, expected] = [text.split('\n'), written.split('\n')]
  const at = expected.findIndex((line, index) => line !== found[index])
  const line = at < 0 ? expected.length : at
  return err({ type: 'ProofNotCanonical', line: line + 1, expected: (expected[line] ?? '').slice(0, 200) })
}

function readProof(input: Readonly<Record<string, unknown>>): Result<ProofFile, BadReplayValue> {
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
  if (Array.isArray(input) && input.length > MAX_ITEMS) return bad(path, `at most ${MAX_ITEMS} items`)
  return readList(input, path, read)
}

function readBlock(input: unknown, path: string): Result<ProofFileBlock, BadReplayValue> {
  const fields = readFields(input, { number: 'count', hash: 'hash' }, ['runtime', 'header', 'nodes'], path)
  if (!fields.ok) return fields
  const { runtime, header, nodes } = input as Readonly<Record<string, unknown>>
  if (runtime !== null && !(Number.isInteger(runtime) && (runtime as number) >= 0 && (runtime as number) < MAX_ITEMS))
    return bad(`${path}.runtime`, 'an index of runtimes, or null')
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
  return isHex(item, 32) ? ok(item as Hash32) : bad(path, '64 lowercase hex digits')
}

function readHexBytes(item: unknown, path: string): Result<Uint8Array, BadReplayValue> {
  const bytes = typeof item === 'string' && item !== '' ? parseHex(item) : undefined
  return bytes?.ok ? bytes : bad(path, 'lowercase hex digits')
}

function readBase64(item: unknown, path: string): Result<Uint8Array, BadReplayValue> {
  const bytes = typeof item === 'string' && item !== '' ? base64ToBytes(item) : undefined
  return bytes?.ok ? bytes : bad(path, 'base64')
}

function bad(path: string, expected: string): Bad {
  return err({ type: 'BadReplayValue', path, expected })
}
