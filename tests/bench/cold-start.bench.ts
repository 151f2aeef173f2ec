// Opening a pot of 10,000 expenses when nothing of it is in memory. What takes long is known: reading 20 ms, decoding and hashing 250, signatures 500
// to 700, folding 100 to 180. So what a screen shows first comes from a snapshot (one signature, one hash), and behind it the log is read, decoded
// and hashed as ever, without the signatures that this device has verified. A kept fold would save 100 ms of what nobody waits for, and be trusted
// for all that the rulebook says; it is not kept.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createQuits, type AppPorts, type Quits } from '../../src/app/index.ts'
import { systemRandom } from '../../src/crypto/index.ts'
import { err, fold, type PotId } from '../../src/domain/index.ts'
import { admitEvents, createReplica, eventsOf, markOf } from '../../src/log/index.ts'
import { createFileKeyStore } from '../../src/storage/file/index.ts'
import { createSqliteStorage } from '../../src/storage/sqlite/index.ts'
import { medianMs, type Measured } from './measure.ts'
import { automergeDocument, yjsDocument } from './peers.ts'
import { signedPot } from './signed-pot.ts'

const ENTRIES = 10_000

/** From a file on disk to a screen. */
export async function coldStartBench(): Promise<readonly Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'quits-bench-'))
  try {
    return await measure(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function measure(folder: string): Promise<readonly Measured[]> {
  const log = await signedPot(ENTRIES)
  const { pot } = log
  const events = eventsOf(log)
  const stored = [...log.events.values()].map((signed) => signed.stored)
  await fill(folder, pot, stored)
  /** A run of the software that knows nothing but the folder. */
  const cold = async (work: (quits: Quits) => Promise<unknown>, build = 'bench'): Promise<void> => {
    const storage = storageIn(folder)
    if ((await work(await start(storage, build))) === null) throw new Error('there is no snapshot')
    await storage.close()
  }
  const yjs = yjsDocument(events)
  const automerge = automergeDocument(events)
  const yjsMs = await medianMs(7, yjs.open)
  const n = ENTRIES.toLocaleString('en')
  const shown = await medianMs(7, () => cold((quits) => quits.outline(pot)))
  const listed = await medianMs(7, () => cold((quits) => quits.glance(pot)))
  const opened = await medianMs(3, () => cold((quits) => quits.open(pot)))
  const whole = await medianMs(3, () => cold((quits) => quits.open(pot), 'another build'))
  const mark = markOf(log)
  const decoded = await medianMs(3, () => admitEvents(createReplica(pot), stored, { mark }))
  const marked = await medianMs(5, () => markOf(log))
  const folded = await medianMs(5, () => fold(events, []))
  return [
    {
      what: `cold start, ${n} expenses: database to balances and all rows, from the snapshot`,
      ms: shown,
      beside: { what: 'Yjs: bytes in memory to balances', ms: yjsMs },
    },
    {
      what: `cold start, ${n} expenses: database to its line in the list of pots`,
      ms: listed,
      beside: { what: 'Automerge: bytes in memory to balances', ms: await medianMs(1, automerge.open) },
    },
    {
      what: 'the whole pot behind the snapshot: read, decoded, hashed, compared, folded',
      ms: opened,
      beside: { what: 'without a snapshot, every signature verified', ms: whole },
    },
    {
      what: 'of this: decoding, ids, order and the comparison',
      ms: decoded,
      beside: { what: 'the hash over ids and signatures alone', ms: marked },
    },
    { what: 'of this: the fold', ms: folded, beside: null },
  ]
}

function storageIn(folder: string): AppPorts['storage'] {
  return createSqliteStorage({ path: join(folder, 'quits.db'), keys: createFileKeyStore(join(folder, 'keys.json')) })
}

async function start(storage: AppPorts['storage'], build: string, later?: (work: () => void) => void): Promise<Quits> {
  const quits = await createQuits({
    storage,
    clock: { now: () => 1_780_000_000 },
    random: systemRandom,
    connect: async () => err({ type: 'Disconnected', endpoint: '', detail: '' }),
    wallets: async () => [],
    knownCode: [],
    snapshots: { build, soon: later ?? (() => undefined) },
  })
  if (!quits.ok) throw new Error(quits.error.type)
  return quits.value
}

/** A database with the pot, and the snapshot that opening it leaves. */
async function fill(folder: string, pot: PotId, stored: Parameters<Quits['receive']>[1]): Promise<void> {
  const storage = storageIn(folder)
  const works: (() => void)[] = []
  const quits = await start(storage, 'bench', (work) => void works.push(work))
  const received = await quits.receive(pot, stored)
  const opened = await quits.open(pot)
  if (!received.ok || !opened.ok) throw new Error('the pot was not taken')
  for (const work of works) work()
  await opened.value.receive([])
  await storage.close()
}
