// node:sqlite fails at each of its statements in turn: the disk is full, an I/O error, the file was closed under it.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync, StatementSync } from 'node:sqlite'
import { afterEach, expect, test, vi } from 'vitest'
import { createMemoryStorage } from '../../../src/storage/index.ts'
import { createSqliteStorage } from '../../../src/storage/sqlite/index.ts'
import type { Place, Sent } from '../contract/storage-case.ts'
import { assertAllOrNone, type Failing } from './assert-all-or-none.ts'
import { everyWrite } from './every-write.ts'

afterEach(() => void vi.restoreAllMocks())

const createPlace = async (): Promise<Place> => {
  const folder = await mkdtemp(join(tmpdir(), 'quits-'))
  const { keys } = createMemoryStorage<Sent>()
  return {
    open: () => createSqliteStorage<Sent>({ path: join(folder, 'quits.db'), keys }),
    remove: () => rm(folder, { recursive: true }),
  }
}

const FULL = 13
const IO_ERROR = 10
const sqliteError = (errcode: number): Error =>
  Object.assign(new Error('from the test'), { code: 'ERR_SQLITE_ERROR', errcode })

/** Statements that write, and the end of a transaction, fail before or after they did their work. */
const failingBy =
  (when: 'before' | 'after'): Failing =>
  (nth) => {
    let steps = 0
    let hasFailed = false
    const through = <T>(work: () => T): T => {
      steps += 1
      if (steps !== nth) return work()
      hasFailed = true
      if (when === 'after') work()
      throw sqliteError(nth % 2 === 0 ? FULL : IO_ERROR)
    }
    // oxlint-disable-next-line typescript/unbound-method -- applied to `this` below
    const run = StatementSync.prototype.run
    // oxlint-disable-next-line typescript/unbound-method -- applied to `this` below
    const exec = DatabaseSync.prototype.exec
    const spies = [
      vi.spyOn(StatementSync.prototype, 'run').mockImplementation(function (
        this: StatementSync,
        ...values: Parameters<typeof run>
      ) {
        return through(() => run.apply(this, values))
      }),
      vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, sql: string) {
        return sql === 'COMMIT' || sql === 'BEGIN IMMEDIATE'
          ? through(() => exec.call(this, sql))
          : exec.call(this, sql)
      }),
    ]
    return {
      hasFailed: () => hasFailed,
      stop: () => {
        for (const spy of spies) spy.mockRestore()
      },
    }
  }

const faults = [
  ['a full disk or an I/O error', failingBy('before')],
  ['a failure after the work is done', failingBy('after')],
] as const

for (const [fault, failing] of faults)
  for (const write of everyWrite.filter(({ title }) => !title.includes('keys')))
    test(`[threat: storage lost, quota, crash between write and send] sqlite: ${write.title}, ${fault} at each step`, async () => {
      // The transaction's two ends and at least one statement.
      expect(await assertAllOrNone(write, createPlace, failing, expect)).toBeGreaterThanOrEqual(3)
    })
