// A relay's word about a route: how many envelopes it has stored there, and a running hash over their ids in the order in which they came. It signs
// that after they are on disk. Who keeps the last signed head can show that a relay went back behind it or rewrote it.

import { sha256, verifySignature, type VerifySignature } from '../../crypto/index.ts'
import { ascii, bytesToHex, concatBytes, type Hash32, type Hex, hexToBytes, u64le } from '../../domain/index.ts'
import type { EnvelopeId, RouteId } from '../envelope.ts'

/** Random id of a relay's database, 16 bytes: one that was made anew is another one. */
export type RelayEpoch = Hex<'RelayEpoch'>
/** A relay's Ed25519 key. */
export type RelayKey = Hex<'RelayKey'>

/** A place in a route's sequence: `count` envelopes came before it, and this is the running hash over their ids. */
export interface RelayPosition {
  readonly count: number
  readonly hash: Hash32
}

/** A position with the relay's signature: all envelopes before it are stored. */
export interface RelayHead extends RelayPosition {
  readonly route: RouteId
  /** 64 bytes. */
  readonly signature: Uint8Array
}

/** The position before the first envelope: zeros. */
export const ROUTE_START: RelayPosition = { count: 0, hash: '0'.repeat(64) as Hash32 }

const STEP = new Uint8Array([1])
const PREFIX = ascii('quits/relay-head/v1')

/** The position after one more envelope: H' = SHA-256(0x01 ++ id ++ H). `sha256Hex` is SHA-256 in hex. */
export function nextPosition({ count, hash }: RelayPosition, id: EnvelopeId, sha256Hex = sha256InHex): RelayPosition {
  return { count: count + 1, hash: sha256Hex(concatBytes(STEP, hexToBytes(id), hexToBytes(hash))) as Hash32 }
}

/** What a relay signs of a head: "quits/relay-head/v1" ++ epoch ++ route ++ count (u64) ++ hash. */
export function relayHeadMessage(epoch: RelayEpoch, { route, count, hash }: Omit<RelayHead, 'signature'>): Uint8Array {
  return concatBytes(PREFIX, hexToBytes(epoch), hexToBytes(route), u64le(BigInt(count)), hexToBytes(hash))
}

/** Whether the relay with this key and this database signed the head. Never rejects. */
export function verifyRelayHead(
  head: RelayHead,
  relay: { readonly key: RelayKey; readonly epoch: RelayEpoch },
  verify: VerifySignature = verifySignature,
): Promise<boolean> {
  return verify(relay.key, relayHeadMessage(relay.epoch, head), head.signature)
}

function sha256InHex(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes))
}
