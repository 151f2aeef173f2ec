import type { PendingTransaction } from '../../../src/chain/index.ts'
import { err, type Result } from '../../../src/domain/index.ts'
import type { Storage, StorageError } from '../../../src/storage/index.ts'

/** A storage that dies at a write. */
export interface FailingStorage {
  readonly storage: Storage<PendingTransaction>
  /** Writes that were asked for. */
  readonly writes: () => number
  /** Whether it has died. */
  readonly isDead: () => boolean
}

const DEAD: StorageError = { type: 'StorageFailed', detail: 'the power is gone' }

/** The same storage until write number `at` (from 0), which is not done; nor is anything after it, nor is anything read any more. */
export const failAt = (inner: Storage<PendingTransaction>, at: number): FailingStorage => {
  let count = 0
  const isDead = (): boolean => count > at
  const writing =
    <A extends readonly unknown[], T, E>(write: (...args: A) => Promise<Result<T, E>>) =>
    async (...args: A): Promise<Result<T, E | StorageError>> => {
      count += 1
      return isDead() ? err(DEAD) : write(...args)
    }
  const reading =
    <A extends readonly unknown[], T, E>(read: (...args: A) => Promise<Result<T, E>>) =>
    async (...args: A): Promise<Result<T, E | StorageError>> =>
      isDead() ? err(DEAD) : read(...args)
  const { logs, envelopes, access } = inner
  return {
    storage: {
      ...inner,
      logs: {
        ...logs,
        read: reading(logs.read),
        append: writing(logs.append),
        appendOwn: writing(logs.appendOwn),
      },
      envelopes: {
        ...envelopes,
        read: reading(envelopes.read),
        warned: reading(envelopes.warned),
        append: writing(envelopes.append),
        appendOwn: writing(envelopes.appendOwn),
      },
      access: { ...access, get: reading(access.get), set: writing(access.set) },
    },
    writes: () => count,
    isDead,
  }
}
