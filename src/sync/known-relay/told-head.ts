import { verifySignature, type VerifySignature } from '../../crypto/index.ts'
import { bytesToHex, compareIds, type Hash32, hexToBytes, u64le } from '../../domain/index.ts'
import { type RelayEpoch, type RelayKey, type RelayPosition, verifyRelayHead } from '../relay/relay-position.ts'
import { hashAt, type KnownRelay } from './known-relay.ts'
import type { ByteReader } from '../wire/byte-reader.ts'
import type { ByteWriter } from '../wire/byte-writer.ts'

/** A relay's last signed word about a pot's route, passed on from replica to replica. The route is the pot's and goes without saying. */
export interface ToldHead extends RelayPosition {
  readonly relay: RelayKey
  readonly epoch: RelayEpoch
  readonly signature: Uint8Array
}

/** A head that a relay signed for somebody else, and what it sent here up to that place: it shows two people two sequences. */
export interface TwoViews {
  readonly type: 'TwoViews'
  readonly relay: RelayKey
  readonly told: ToldHead
  readonly read: RelayPosition
}

/** Length of a head as it is told: key 32, epoch 16, count 8 (little-endian), hash 32, signature 64. */
export const TOLD_HEAD_BYTES = 152

/** What to tell other replicas of a relay; null before it signed anything. */
export function toldHeadOf({ key, epoch, head }: KnownRelay): ToldHead | null {
  return key === null || head === null
    ? null
    : { relay: key, epoch, count: head.count, hash: head.hash, signature: head.signature }
}

/** The heads told to another replica that contradict what a relay sent here, their signatures checked. Never rejects. */
export async function findTwoViews(
  ours: readonly KnownRelay[],
  theirs: readonly ToldHead[],
  verify: VerifySignature = verifySignature,
): Promise<readonly TwoViews[]> {
  const found: TwoViews[] = []
  for (const told of theirs) {
    const own = ours.find(({ key, epoch }) => key === told.relay && epoch === told.epoch)
    const hash = own === undefined ? null : hashAt(own, told.count)
    if (own === undefined || hash === null || hash === told.hash) continue
    const read = { count: told.count, hash }
    const isSigned = await verifyRelayHead(
      { ...told, route: own.route },
      { key: told.relay, epoch: told.epoch },
      verify,
    )
    if (isSigned) found.push({ type: 'TwoViews', relay: told.relay, told, read })
  }
  return found
}

/** Writes a head in `TOLD_HEAD_BYTES`. */
export function writeToldHead(writer: ByteWriter, { relay, epoch, count, hash, signature }: ToldHead): void {
  writer.bytes(hexToBytes(relay))
  writer.bytes(hexToBytes(epoch))
  writer.bytes(u64le(BigInt(count)))
  writer.bytes(hexToBytes(hash))
  writer.bytes(signature)
}

/** Reads a head of `TOLD_HEAD_BYTES`, its signature unchecked. What does not fit is told by `reader.fault()`. */
export function readToldHead(reader: ByteReader): ToldHead {
  const relay = bytesToHex(reader.bytes(32)) as RelayKey
  const epoch = bytesToHex(reader.bytes(16)) as RelayEpoch
  const count = reader.u64()
  const hash = bytesToHex(reader.bytes(32)) as Hash32
  return { relay, epoch, count, hash, signature: reader.bytes(64) }
}

/** Order of heads in a message: by relay, then database. */
export function compareToldHeads(a: ToldHead, b: ToldHead): number {
  return compareIds(a.relay, b.relay) || compareIds(a.epoch, b.epoch)
}
