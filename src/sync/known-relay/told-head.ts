import { verifySignature, type VerifySignature } from '../../crypto/index.ts'
import { bytesToHex, compareIds, type Hash32, hexToBytes, u64le } from '../../domain/index.ts'
import type { RouteId } from '../envelope.ts'
import { type RelayEpoch, type RelayKey, type RelayPosition, verifyRelayHead } from '../relay/relay-position.ts'
import type { ByteReader } from '../wire/byte-reader.ts'
import type { ByteWriter } from '../wire/byte-writer.ts'

/** A relay's last signed word about a pot's route, passed on from replica to replica. The route is the pot's and goes without saying. */
export interface ToldHead extends RelayPosition {
  readonly relay: RelayKey
  readonly epoch: RelayEpoch
  readonly signature: Uint8Array
}

/** Two heads signed by one relay that cannot both be true: it shows different people different sequences, or went back in between. */
export interface TwoViews {
  readonly type: 'TwoViews'
  readonly relay: RelayKey
  readonly heads: readonly [ToldHead, ToldHead]
}

/** Length of a head as it is told: key 32, epoch 16, count 8 (little-endian), hash 32, signature 64. */
export const TOLD_HEAD_BYTES = 152

/** The heads of relays that contradict our own, with both signatures checked. Never rejects. */
export async function findTwoViews(
  ours: readonly ToldHead[],
  theirs: readonly ToldHead[],
  route: RouteId,
  verify: VerifySignature = verifySignature,
): Promise<readonly TwoViews[]> {
  const found: TwoViews[] = []
  for (const told of theirs) {
    const own = ours.find(({ relay, epoch }) => relay === told.relay && epoch === told.epoch)
    if (own === undefined || own.count !== told.count || own.hash === told.hash) continue
    const isSigned = await verifyRelayHead({ route, ...told }, { key: told.relay, epoch: told.epoch }, verify)
    if (isSigned) found.push({ type: 'TwoViews', relay: told.relay, heads: [own, told] })
  }
  return found
}

/** Writes a head. */
export function writeToldHead(writer: ByteWriter, { relay, epoch, count, hash, signature }: ToldHead): void {
  writer.bytes(hexToBytes(relay))
  writer.bytes(hexToBytes(epoch))
  writer.bytes(u64le(BigInt(count)))
  writer.bytes(hexToBytes(hash))
  writer.bytes(signature)
}

/** Reads a head. */
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
