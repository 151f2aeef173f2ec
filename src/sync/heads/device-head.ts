import { bytesToHex, compareIds, type EventId, hexToBytes, u64le } from '../../domain/index.ts'
import type { LogIndex } from '../../log/index.ts'
import type { ByteReader } from '../wire/byte-reader.ts'
import type { ByteWriter } from '../wire/byte-writer.ts'

/** How far one device's chain is known, in 32 bytes. A forked device has one for each branch. */
export interface DeviceHead {
  /** The first 8 bytes of the device's id, in hex. Two devices may share them: what goes wrong then is found by the fingerprints. */
  readonly device: string
  readonly seq: number
  /** The first 16 bytes of the id of the event there, in hex. */
  readonly prefix: string
}

/** Length of a head: 8 bytes of the device's id, 8 of the position (little-endian), 16 of the event's id. */
export const HEAD_BYTES = 32

/** The short name of a device in heads: 8 bytes of hex. */
export const shortDevice = (device: string): string => device.slice(0, 16)
/** The short name of an event in heads and ranges: 16 bytes of hex. */
export const shortId = (id: string): string => id.slice(0, 32)

/** The heads of a log, sorted. Null when there are more than `limit`: then they say nothing that ranges would not say in less. */
export function headsOf(log: LogIndex, limit: number): readonly DeviceHead[] | null {
  const heads: DeviceHead[] = []
  for (const device of log.devices()) {
    for (const id of log.headsOf(device))
      heads.push({ device: shortDevice(device), seq: seqOf(log, id), prefix: shortId(id) })
    if (heads.length > limit) return null
  }
  return heads.sort(compareHeadOrder)
}

/** Order of heads in a message: by device, position, event. */
export function compareHeadOrder(a: DeviceHead, b: DeviceHead): number {
  return compareIds(a.device, b.device) || a.seq - b.seq || compareIds(a.prefix, b.prefix)
}

/** Writes a head in `HEAD_BYTES`. */
export function writeHead(writer: ByteWriter, { device, seq, prefix }: DeviceHead): void {
  writer.bytes(hexToBytes(device))
  writer.bytes(u64le(BigInt(seq)))
  writer.bytes(hexToBytes(prefix))
}

/** Reads a head of `HEAD_BYTES`. What does not fit is told by `reader.fault()`. */
export function readHead(reader: ByteReader): DeviceHead {
  const device = bytesToHex(reader.bytes(8))
  const seq = reader.u64()
  return { device, seq, prefix: bytesToHex(reader.bytes(16)) }
}

function seqOf(log: LogIndex, id: EventId): number {
  return log.events.get(id)?.event.seq ?? 0
}
