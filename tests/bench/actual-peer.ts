// The same expenses synced as Actual does it, with its own package for timestamps, trie and bytes: the loop around them is that of its client
// (packages/loot-core/src/server/sync) and of its server, which hand out what is newer than a moment and compare a trie of timestamps afterwards.
// One message an expense, where Actual sends one for each of its fields. Evolu's package (@evolu/common 8.11.0) installs, and has its protocol only
// together with a SQLite driver, owners and relays of its own: it is not in this table.

import {
  create,
  merkle,
  MessageEnvelopeSchema,
  MessageSchema,
  SyncRequestSchema,
  SyncResponseSchema,
  Timestamp,
  toBinary,
  type MessageEnvelope,
} from '@actual-app/crdt'
import type { PotEvent } from '../../src/domain/index.ts'
import { expensesOf } from './peers.ts'
import type { Traffic } from './sync-peers.ts'

/** A replica as Actual has it: messages in the order of their timestamps, and the trie of these. */
interface Replica {
  readonly messages: Map<string, MessageEnvelope>
  trie: ReturnType<typeof merkle.emptyTrie>
}

const START = Date.UTC(2026, 0, 1)
const HOUR = 3_600_000
/** Actual's own end of trying. */
const MOST_ROUNDS = 100

/** An exchange that Actual ends by itself, or null where it gives up as out of sync. `late`: written long ago by devices that come back now. */
export function actualTraffic(
  all: readonly PotEvent[],
  here: readonly PotEvent[],
): (Traffic & { readonly messages: number }) | null {
  const time = timesOf(all)
  const [server, client] = [replicaOf(all, time), replicaOf(here, time)]
  const bytes = { up: 0, down: 0 }
  let messages = 0
  // What the client knows was synced up to its newest message.
  let since = [...client.messages.keys()].sort(compare).at(-1) ?? ''
  let before: number | null = null
  for (let round = 1, same = 0; round <= MOST_ROUNDS; round++) {
    const sent = newerThan(client, since)
    const request = create(SyncRequestSchema, { messages: sent, fileId: 'pot', groupId: 'group', keyId: '', since })
    bytes.up += toBinary(SyncRequestSchema, request).length
    take(server, sent)
    const known = new Set(sent.map(({ timestamp }) => timestamp))
    const answered = newerThan(server, since).filter(({ timestamp }) => !known.has(timestamp))
    const response = create(SyncResponseSchema, { messages: answered, merkle: JSON.stringify(server.trie) })
    bytes.down += toBinary(SyncResponseSchema, response).length
    take(client, answered)
    messages += sent.length + answered.length
    const difference = merkle.diff(server.trie, client.trie)
    if (difference === null) return { ...bytes, roundTrips: round, messages }
    same = difference === before ? same + 1 : 0
    if (same >= 10) return null
    before = difference
    since = new Timestamp(difference, 0, '0').toString()
  }
  return null
}

function newerThan({ messages }: Replica, since: string): MessageEnvelope[] {
  return [...messages]
    .filter(([timestamp]) => timestamp > since)
    .sort(([a], [b]) => compare(a, b))
    .map(([, message]) => message)
}

function take(replica: Replica, messages: readonly MessageEnvelope[]): void {
  for (const message of messages) {
    if (replica.messages.has(message.timestamp)) continue
    replica.messages.set(message.timestamp, message)
    replica.trie = merkle.insert(replica.trie, Timestamp.parse(message.timestamp) as Timestamp)
  }
  replica.trie = merkle.prune(replica.trie)
}

function replicaOf(events: readonly PotEvent[], time: ReadonlyMap<string, string>): Replica {
  const replica: Replica = { messages: new Map(), trie: merkle.emptyTrie() }
  const messages = events.flatMap((event) => {
    const [expense] = expensesOf([event])
    if (expense === undefined) return []
    const value = JSON.stringify(expense)
    const content = toBinary(
      MessageSchema,
      create(MessageSchema, { dataset: 'transactions', row: event.id, column: 'all', value }),
    )
    return [create(MessageEnvelopeSchema, { timestamp: time.get(event.id) as string, isEncrypted: false, content })]
  })
  take(replica, messages)
  return replica
}

/** One expense an hour; what is on another branch of the log carries the hour of what it had seen. */
function timesOf(events: readonly PotEvent[]): ReadonlyMap<string, string> {
  return new Map(
    events.map(({ id, device, lamport }) => [
      id,
      new Timestamp(START + lamport * HOUR, 0, device.slice(0, 16)).toString(),
    ]),
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
