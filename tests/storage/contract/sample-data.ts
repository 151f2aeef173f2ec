// Plain data of every kind that is stored.

import type {
  AccountId,
  DeviceId,
  EventId,
  H160,
  Hash32,
  MemberId,
  PlacedEvent,
  PotId,
} from '../../../src/domain/index.ts'
import type { SignedEvent } from '../../../src/log/index.ts'
import type {
  FollowCursor,
  FollowTarget,
  KeptEnvelope,
  PotAccess,
  RelayMemory,
  RelayStep,
} from '../../../src/storage/index.ts'
import { lisbon } from '../../log/people.ts'
import type { Sent } from './storage-case.ts'

/** A hash of one byte. */
export const hash = (byte: string): Hash32 => byte.repeat(32) as Hash32
/** A sent transaction. */
export const sent = (byte: string, planck: bigint): Sent => ({
  hash: hash(byte),
  account: hash('aa') as string as AccountId,
  nonce: 7,
  purpose: null,
  call: { planck, proof: ['n1', 's', '', 'ünïcode'], urgent: true },
})

/** A group that is followed. */
export const target: FollowTarget = {
  genesis: hash('45'),
  contract: '0c'.repeat(20) as H160,
  group: hash('60'),
  createdAt: hash('b0'),
}
/** A block up to which it was read. */
export const cursor = (number: number): FollowCursor => ({
  number,
  hash: hash(number.toString(16).padStart(2, '0')),
  codeHash: hash('cc'),
})
/** An event of the group. */
export const placed = (blockNumber: number, eventIndex: number, epoch: bigint): PlacedEvent => ({
  event: { kind: 'Closed', group: target.group, epoch, seq: 2n ** 64n - 1n, head: hash('ee') },
  at: { blockNumber, blockHash: hash(blockNumber.toString(16).padStart(2, '0')), extrinsicIndex: 1, eventIndex },
})

/** A pot’s id of one byte. */
export const potOf = (byte: string): PotId => hash(byte) as string as PotId
/** How a pot is met. */
export const accessTo = (pot: PotId, relays: readonly string[]): PotAccess => ({
  pot,
  salt: hash('5a'),
  relays,
  keys: [{ id: hash('4e') as string as EventId, key: Uint8Array.of(0, 1, 255) }],
  head: hash('ed') as string as EventId,
  claim: { member: hash('3e') as string as MemberId, certificate: null },
})
/** An envelope’s id of one byte. */
export const idOf = (byte: string): KeptEnvelope['id'] => hash(byte) as string as KeptEnvelope['id']
/** A kept envelope. */
export const envelope = (device: string, sequence: number, id: string, event: string | null = null): KeptEnvelope => ({
  id: idOf(id),
  device: hash(device) as string as DeviceId,
  sequence,
  bytes: Uint8Array.of(sequence, 0, 255),
  event: event === null ? null : (hash(event) as string as EventId),
})
/** What is known of a relay that shows so many envelopes. */
export const memory = (count: number): RelayMemory => ({
  route: hash('70') as string as RelayMemory['route'],
  key: hash('7e') as string as RelayMemory['key'],
  epoch: '1e'.repeat(16) as RelayMemory['epoch'],
  serving: '1e'.repeat(16) as RelayMemory['serving'],
  position: { count, hash: hash('11') },
  head: {
    route: hash('70') as string as RelayMemory['route'],
    count,
    hash: hash('11'),
    signature: Uint8Array.of(9, 0, 255),
  },
  trail: [hash('10'), hash('11')],
  unsigned: [{ id: idOf('e1'), position: { count: count + 1, hash: hash('12') } }],
})
/** What a relay has shown. */
export const step = (relay: string, count: number, ...holds: readonly string[]): RelayStep => ({
  relay,
  known: memory(count),
  holds: holds.map(idOf),
  startsOver: false,
})
/** With every view of bytes as plain bytes: Node's own kind is another class. */
export const plain = <T extends { readonly envelopes: readonly KeptEnvelope[] }>(route: T): T => ({
  ...route,
  envelopes: route.envelopes.map((kept) => ({ ...kept, bytes: Uint8Array.from(kept.bytes) })),
})

/** The value of what has to be well. */
export const valueOf = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

/** A pot's events, by three people. */
export const story = lisbon()
/** Those of one device. */
export const ofDevice = (events: readonly SignedEvent[], device: string): readonly SignedEvent[] =>
  events.filter(({ event }) => event.device === device)
