// A process that writes to a database until it kills itself, without a word, at a given step: before or after a statement that writes, or an end of
// a transaction. `killed-writer.ts <database> <step>`; tells on its output what it was told is kept.

import { writeSync } from 'node:fs'
import { DatabaseSync, StatementSync } from 'node:sqlite'
import type { DeviceId, H160, Hash32, PotId } from '../../../src/domain/index.ts'
import type { SignedEvent } from '../../../src/log/index.ts'
import { createMemoryStorage } from '../../../src/storage/index.ts'
import { createSqliteStorage } from '../../../src/storage/sqlite/index.ts'

const hash = (byte: string): Hash32 => byte.repeat(32) as Hash32
export const killedPot = hash('a1') as string as PotId
export const killedTarget = {
  genesis: hash('45'),
  contract: '0c'.repeat(20) as H160,
  group: hash('60'),
  createdAt: hash('b0'),
}
const device = hash('de') as string as DeviceId

/** What a made-up event says of itself: its place, and where the batch that it was written with ends. */
export const eventAt = (seq: number, batchEnd: number): SignedEvent => {
  const id = seq.toString(16).padStart(64, '0') as SignedEvent['event']['id']
  const bytes = new TextEncoder().encode(`${seq} ${batchEnd}`)
  return {
    event: { id, device, seq } as SignedEvent['event'],
    stored: { id, bytes, signature: new Uint8Array(64) },
  }
}

const [, script, database, lastStep] = process.argv
if (database !== undefined && lastStep !== undefined && script?.includes('killed-writer')) {
  killAtStep(Number(lastStep))
  await writeFor(database)
}

function killAtStep(last: number): void {
  let steps = 0
  const step = (): void => {
    steps += 1
    if (steps === last) process.kill(process.pid, 'SIGKILL')
  }
  const around = <T>(work: () => T): T => {
    step()
    const value = work()
    step()
    return value
  }
  // oxlint-disable-next-line typescript/unbound-method -- applied to `this` below
  const { run } = StatementSync.prototype
  // oxlint-disable-next-line typescript/unbound-method -- applied to `this` below
  const { exec } = DatabaseSync.prototype
  StatementSync.prototype.run = function (this: StatementSync, ...values: never) {
    return around(() => run.apply(this, values))
  }
  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
    return around(() => exec.call(this, sql))
  }
}

async function writeFor(path: string): Promise<void> {
  const { logs, follow, settings, pending } = createSqliteStorage<{ readonly hash: Hash32 }>({
    path,
    keys: createMemoryStorage().keys,
  })
  const kept = await logs.read(killedPot)
  let seq = kept.ok ? kept.value.length : 0
  for (let round = 0; ; round++) {
    const size = 1 + ((seq + round) % 4)
    const batch = Array.from({ length: size }, (_, index) => eventAt(seq + index, seq + size - 1))
    const written = await logs.appendOwn(killedPot, batch)
    if (!written.ok) throw new Error(written.error.type)
    seq += size
    writeSync(1, `events ${seq}\n`)
    const number = ((await follow.load(killedTarget))?.cursor.number ?? 0) + 1
    await follow.append(killedTarget, {
      cursor: { number, hash: hash('c0'), codeHash: hash('cc') },
      events: [
        {
          event: { kind: 'Closed', group: hash('60'), epoch: BigInt(number), seq: 2n, head: hash('ee') },
          at: { blockNumber: number, blockHash: hash('b1'), extrinsicIndex: 1, eventIndex: 0 },
        },
      ],
    })
    writeSync(1, `blocks ${number}\n`)
    await settings.set('round', `${seq}`)
    await pending.add({ hash: hash((seq % 256).toString(16).padStart(2, '0')) })
    writeSync(1, `round ${seq}\n`)
  }
}
