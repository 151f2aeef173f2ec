import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import {
  type DeviceId,
  err,
  type EventId,
  type Hex,
  ok,
  type PlacedEvent,
  type PotId,
  type Result,
} from '../../domain/index.ts'
import type { PotAccess } from '../access-store.ts'
import type { KeptEnvelope, RelayMemory } from '../envelope-store.ts'
import type { FollowCursor } from '../follow-store.ts'
import type { InstallationKeys } from '../key-store.ts'
import { StorageFailure, type StorageError } from '../storage-error.ts'
import { DATABASE_VERSION, migrate } from './migrations.ts'
import { toStorageError } from './to-storage-error.ts'

/** An event as a row; its key is [pot, device, seq, id]. */
export interface EventRow {
  readonly pot: PotId
  readonly device: DeviceId
  readonly seq: number
  readonly id: EventId
  readonly bytes: Uint8Array
  readonly signature: Uint8Array
}

/** The object stores; `migrations.ts` makes them. */
export interface Layout extends DBSchema {
  events: { key: [PotId, DeviceId, number, EventId]; value: EventRow }
  pots: { key: PotId; value: { readonly pot: PotId } }
  keys: { key: 'installation'; value: InstallationKeys }
  /** Followed groups by `followKey`. */
  cursors: { key: string; value: FollowCursor }
  /** [followKey, block number, extrinsic, event, block hash]: in chain order. */
  chainEvents: { key: [string, number, number, number, string]; value: PlacedEvent }
  pending: { key: string; value: { readonly hash: string } }
  settings: { key: string; value: string }
  access: { key: PotId; value: PotAccess }
  /** Its key is [pot, device, sequence, id]. */
  envelopes: { key: [PotId, DeviceId, number, Hex<'EnvelopeId'>]; value: KeptEnvelope & { readonly pot: PotId } }
  relays: { key: [PotId, string]; value: RelayMemory }
  /** Which envelopes a relay has shown to hold. */
  relayHolds: { key: [PotId, string, Hex<'EnvelopeId'>]; value: true }
  snapshotHeads: { key: PotId; value: Uint8Array }
  snapshotBodies: { key: PotId; value: Uint8Array }
}

/** A connection to the database. */
export type Connection = IDBPDatabase<Layout>

/** Runs work on the database, opening it when there is no live connection. */
export interface Database {
  readonly run: <T>(work: (connection: Connection) => Promise<T>) => Promise<Result<T, StorageError>>
  readonly close: () => Promise<void>
}

/** The database of this name. Nothing is opened before the first use, and a connection that the browser closed is never used again. */
export function createDatabase(name: string): Database {
  let opening: Promise<Connection> | null = null
  const forget = (): void => void (opening = null)
  const connect = (): Promise<Connection> => {
    opening ??= open(name, forget).catch((cause: unknown) => {
      forget()
      throw cause
    })
    return opening
  }
  const attempt = async <T>(work: (connection: Connection) => Promise<T>): Promise<Result<T, StorageError>> => {
    try {
      return ok(await work(await connect()))
    } catch (cause) {
      return err(toStorageError(cause, DATABASE_VERSION))
    }
  }
  return {
    run: async (work) => {
      const first = await attempt(work)
      if (first.ok || first.error.type !== 'ConnectionLost') return first
      // The work's transaction went with the connection: it is done again as a whole.
      forget()
      return attempt(work)
    },
    close: async () => {
      const connection = await opening?.catch(() => null)
      forget()
      connection?.close()
    },
  }
}

async function open(name: string, forget: () => void): Promise<Connection> {
  if (globalThis.indexedDB === undefined) throw new StorageFailure({ type: 'Unavailable', detail: 'no IndexedDB here' })
  const blocked = Promise.withResolvers<never>()
  let failure: { readonly cause: unknown } | null = null
  const opened = openDB<Layout>(name, DATABASE_VERSION, {
    upgrade: (database, from, _to, transaction) => {
      // Nobody waits for what is returned here: a step that fails has to take back the others itself.
      transaction.done.catch(() => undefined)
      migrate(database, from, transaction).catch((cause: unknown) => {
        failure = { cause }
        transaction.abort()
      })
    },
    blocked: () => blocked.reject(new StorageFailure({ type: 'Blocked' })),
    // A newer version of the app wants to migrate: let it, and open again when asked.
    blocking: (_current, _wanted, event) => {
      forget()
      ;(event.target as IDBDatabase).close()
    },
    terminated: forget,
  })
  try {
    return await Promise.race([opened, blocked.promise])
  } catch (cause) {
    void opened.then((late) => late.close()).catch(() => undefined)
    throw failure === null ? cause : (failure as { readonly cause: unknown }).cause
  }
}
