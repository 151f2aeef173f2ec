// How a pot is reached at its relays, as a backup keeps it: the secrets that a device was given, without which a restored one would have to be let in again.

import { bytesToHex, hexToBytes, isHex, type EventId, type Hash32, type PotId } from '../../domain/index.ts'

/** What opens a pot at its relays. */
export interface BackupAccess {
  readonly pot: PotId
  readonly salt: Hash32
  readonly relays: readonly string[]
  /** Every pot key that the device had: 32 bytes by the event that named it. */
  readonly keys: readonly { readonly id: EventId; readonly key: Uint8Array }[]
  /** The last event of whoever let the device in, null for nobody. */
  readonly head: EventId | null
}

/** One pot's access as plain JSON values. */
export function accessToJson({ pot, salt, relays, keys, head }: BackupAccess): unknown {
  return { pot, salt, relays, keys: keys.map(({ id, key }) => ({ id, key: bytesToHex(key) })), head }
}

/** The access in a JSON value of any origin, null for what is none. */
export function parseAccess(value: unknown): BackupAccess | null {
  const { pot, salt, relays, keys, head } = toRecord(value)
  if (!isHex(pot, 32) || !isHex(salt, 32) || !(head === null || isHex(head, 32))) return null
  if (!Array.isArray(relays) || !relays.every((relay) => typeof relay === 'string') || !Array.isArray(keys)) return null
  const read: BackupAccess['keys'][number][] = []
  for (const each of keys as readonly unknown[]) {
    const { id, key } = toRecord(each)
    if (!isHex(id, 32) || !isHex(key, 32)) return null
    read.push({ id: id as EventId, key: hexToBytes(key) })
  }
  return { pot: pot as PotId, salt: salt as Hash32, relays, keys: read, head: head as EventId | null }
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}
