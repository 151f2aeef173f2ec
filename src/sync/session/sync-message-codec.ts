// The layout is written down in sync-message.ts.

import { bytesToHex, err, type EventId, type Hex, hexToBytes, ok, type PotId, type Result } from '../../domain/index.ts'
import { compareHeadOrder, HEAD_BYTES, readHead, writeHead } from '../heads/device-head.ts'
import { compareToldHeads, readToldHead, TOLD_HEAD_BYTES, writeToldHead } from '../known-relay/told-head.ts'
import { SYNC_LIMITS } from '../limits.ts'
import { readRanges, readShortIds, writeRanges } from '../ranges/range.ts'
import { type ByteReader, createByteReader, type WireFault } from '../wire/byte-reader.ts'
import { type ByteWriter, createByteWriter } from '../wire/byte-writer.ts'
import type { Payload, Statement, SyncMessage } from './sync-message.ts'

/** Why bytes are no message of reconciliation. */
export type MessageError =
  | { readonly type: 'FrameTooLarge'; readonly bytes: number; readonly limit: number }
  | { readonly type: 'NotASyncMessage' }
  | { readonly type: 'OtherSyncVersion'; readonly version: number }
  | { readonly type: 'PayloadTooLarge'; readonly id: EventId; readonly bytes: number; readonly limit: number }
  | WireFault

const MAGIC = 0x51
const VERSION = 1
const KIND = 1
const MORE = 1
const STATEMENT = 2
const HEADS = 4

/** The bytes of a message. */
export function syncMessageToBytes(message: SyncMessage): Uint8Array {
  const { pot, session, number, heard, more, statement, ranges, needs, relays, payloads } = message
  const writer = createByteWriter()
  for (const byte of [MAGIC, VERSION, KIND]) writer.byte(byte)
  writer.bytes(hexToBytes(pot))
  writer.bytes(hexToBytes(session))
  writer.varint(number)
  writer.varint(heard)
  writer.byte((more ? MORE : 0) | (statement ? STATEMENT : 0) | (statement?.heads ? HEADS : 0))
  if (statement !== null) writeStatement(writer, statement)
  writeRanges(writer, ranges)
  writer.varint(needs.length)
  for (const need of needs) writer.bytes(hexToBytes(need))
  writer.varint(relays.length)
  for (const head of relays) writeToldHead(writer, head)
  writer.varint(payloads.length)
  for (const { id, bytes } of payloads) {
    writer.bytes(hexToBytes(id))
    writer.varint(bytes.length)
    writer.bytes(bytes)
  }
  return writer.take()
}

/** A message from bytes of any origin. */
export function parseSyncMessage(bytes: Uint8Array): Result<SyncMessage, MessageError> {
  if (bytes.length > SYNC_LIMITS.frameBytes)
    return err({ type: 'FrameTooLarge', bytes: bytes.length, limit: SYNC_LIMITS.frameBytes })
  const [magic, version, kind] = bytes
  if (magic !== MAGIC || (version === VERSION && kind !== KIND)) return err({ type: 'NotASyncMessage' })
  if (version !== VERSION) return err({ type: 'OtherSyncVersion', version: version ?? 0 })
  const reader = createByteReader(bytes)
  reader.bytes(3)
  const pot = bytesToHex(reader.bytes(32)) as PotId
  const session = bytesToHex(reader.bytes(8)) as Hex<'Session'>
  const number = reader.varint()
  if (number === 0) reader.refuse('UnknownValue')
  const heard = reader.varint()
  const flagsAt = reader.offset()
  const flags = reader.byte()
  const more = (flags & MORE) !== 0
  const says = (flags & STATEMENT) !== 0
  // Whoever goes on says what they hold at the end, and heads are part of a statement.
  if (flags > 7 || more === says || (flags & (STATEMENT | HEADS)) === HEADS) reader.refuse('UnknownValue', flagsAt)
  const statement = says ? readStatement(reader, (flags & HEADS) !== 0) : null
  const ranges = readRanges(reader)
  const needs = readShortIds(reader)
  const relays = readSorted(reader, TOLD_HEAD_BYTES, SYNC_LIMITS.relays, readToldHead, compareToldHeads)
  const payloads = readPayloads(reader)
  if (!payloads.ok) return payloads
  reader.end()
  const fault = reader.fault()
  if (fault !== null) return err(fault)
  return ok({ pot, session, number, heard, more, statement, ranges, needs, relays, payloads: payloads.value })
}

function writeStatement(writer: ByteWriter, { size, fingerprint, heads }: Statement): void {
  writer.varint(size)
  writer.bytes(hexToBytes(fingerprint))
  if (heads === null) return
  writer.varint(heads.length)
  for (const head of heads) writeHead(writer, head)
}

function readStatement(reader: ByteReader, hasHeads: boolean): Statement {
  const size = reader.varint()
  const fingerprint = bytesToHex(reader.bytes(16))
  const heads = hasHeads ? readSorted(reader, HEAD_BYTES, SYNC_LIMITS.heads, readHead, compareHeadOrder) : null
  return { size, fingerprint, heads }
}

function readSorted<T>(
  reader: ByteReader,
  itemBytes: number,
  most: number,
  read: (reader: ByteReader) => T,
  compare: (a: T, b: T) => number,
): readonly T[] {
  const items: T[] = []
  for (let left = reader.count(itemBytes, most); left > 0; left--) {
    const start = reader.offset()
    const item = read(reader)
    if (items.length > 0 && compare(items.at(-1) as T, item) >= 0) reader.refuse('NotSorted', start)
    items.push(item)
  }
  return items
}

function readPayloads(reader: ByteReader): Result<readonly Payload[], MessageError> {
  const payloads: Payload[] = []
  for (let left = reader.count(33); left > 0 && reader.fault() === null; left--) {
    const id = bytesToHex(reader.bytes(32)) as EventId
    const length = reader.varint()
    if (length > SYNC_LIMITS.payloadBytes)
      return err({ type: 'PayloadTooLarge', id, bytes: length, limit: SYNC_LIMITS.payloadBytes })
    payloads.push({ id, bytes: reader.bytes(length) })
  }
  return ok(payloads)
}
