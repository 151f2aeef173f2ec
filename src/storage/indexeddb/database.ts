import { openDB, type IDBPDatabase } from 'idb'
import { err, ok, type Result } from '../../domain/index.ts'
import { StorageFailure, type StorageError } from '../storage-error.ts'
import type { Layout } from './layout.ts'
import { DATABASE_VERSION, migrate } from './migrations.ts'
import { toStorageError } from './to-storage-error.ts'

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
