// One message of reconciliation between two replicas of a pot. Integers are varints unless a length is given:
//
//     0   1  0x51 ("Q")
//     1   1  version, 1
//     2   1  kind, 1: replica to replica
//     3  32  pot
//    35   8  session: random, chosen by the sender for this exchange
//    43      number of the message in its session, from 1; greatest number heard from the other side
//            flags: 1 more follows at once, 2 a statement, 4 heads in it
//            statement: count of events, fingerprint of the whole set (16); heads: count, 32 each, sorted
//            ranges (range.ts); needs: count, short ids of 16, sorted; relays: count, 152 each, sorted by relay (told-head.ts)
//            payloads: count, each id (32), length, bytes
//
// A message has one byte string. Every count is held against the bytes that are left before anything is kept.

import type { EventId, Hex, PotId } from '../../domain/index.ts'
import type { DeviceHead } from '../heads/device-head.ts'
import type { ToldHead } from '../known-relay/told-head.ts'
import type { Range } from '../ranges/range.ts'

/** What one side holds. */
export interface Statement {
  readonly size: number
  /** The first 16 bytes of SHA-256 over all ids in order of (seconds, id), in hex. */
  readonly fingerprint: string
  /** Left out where the fingerprint says enough. */
  readonly heads: readonly DeviceHead[] | null
}

/** What travels for one event: opaque here, under the id it is supposed to have. */
export interface Payload {
  readonly id: EventId
  readonly bytes: Uint8Array
}

/** A message from one replica to another. */
export interface SyncMessage {
  readonly pot: PotId
  readonly session: Hex<'Session'>
  readonly number: number
  readonly heard: number
  /** Whether the sender goes on without waiting for an answer; such a message makes no statement. */
  readonly more: boolean
  readonly statement: Statement | null
  readonly ranges: readonly Range[]
  /** Short ids of events that the sender wants. */
  readonly needs: readonly string[]
  /** What relays told the sender last. */
  readonly relays: readonly ToldHead[]
  readonly payloads: readonly Payload[]
}
