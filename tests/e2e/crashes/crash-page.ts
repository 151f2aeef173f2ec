// What runs inside the browser: the session, interrupted where the test wants it, and the look at what is left. Tests reach it through its handle, or,
// where they kill the browser, through its address.

import { deleteDB } from 'idb'
import { createIndexedDbStorage } from '../../../src/storage/indexeddb/index.ts'
import { pageExpect } from '../../expect/page-expect.ts'
import { assertAllOrNone } from '../../storage/faults/assert-all-or-none.ts'
import { everyWrite } from '../../storage/faults/every-write.ts'
import {
  failingWrite,
  indexedDbFaults,
  watchWrites,
  type WriteWatch,
} from '../../storage/faults/indexeddb-fault-plan.ts'
import type { Place, Sent } from '../../storage/contract/storage-case.ts'
import { findBroken } from './find-broken.ts'
import type { Said } from './said.ts'
import { prepare, runSession } from './scripted-session.ts'

/** What goes wrong at a write. */
export type FaultName = keyof typeof indexedDbFaults

/** When a browser is killed: before a request is made, after it, or after its transaction is kept. */
export type KillMoment = 'before' | 'after' | 'kept'

/** A session that was interrupted. */
export interface Interrupted {
  readonly hasFailed: boolean
  readonly said: readonly Said[]
  readonly broken: readonly string[]
}

const prepared = prepare()
let places = 0
const createPlace = async (): Promise<Place> => {
  const name = `faults-${places++}`
  return { open: () => createIndexedDbStorage<Sent>(name), remove: () => deleteDB(name) }
}

const crashes = {
  everyWrite: everyWrite.map(({ title }) => title),
  faults: Object.keys(indexedDbFaults) as readonly FaultName[],
  /** Does one of all kinds of writes, failing at each of its steps. Answers how many there are. */
  assertWrite: (title: string, fault: FaultName): Promise<number> => {
    const write = everyWrite.find((each) => each.title === title)
    if (write === undefined) throw new Error(`there is no write "${title}"`)
    return assertAllOrNone(write, createPlace, failingWrite(indexedDbFaults[fault]), pageExpect)
  },
  /** The session with a failure at its nth write, and the same profile opened again. */
  interrupt: async (nth: number, fault: FaultName, relay: string): Promise<Interrupted> => {
    const database = `session-${places++}`
    const said: Said[] = []
    const { longPot } = await prepared
    const failing = failingWrite(indexedDbFaults[fault])(nth)
    const app = await runSession({
      database,
      relay,
      longPot,
      say: (each) => void said.push(each),
      aside: failing.aside,
    }).finally(failing.stop)
    await app.close()
    const broken = await findBroken(database, said)
    await deleteDB(database)
    return { hasFailed: failing.hasFailed(), said, broken }
  },
}

/** What tests find in the page. */
export type Crashes = typeof crashes

/** Tells the test, which knows it before this returns. */
function tell(path: string, body: unknown): unknown {
  const request = new XMLHttpRequest()
  request.open('POST', path, false)
  request.send(JSON.stringify(body))
  return JSON.parse(request.responseText)
}

function killing(nth: number, moment: KillMoment): WriteWatch {
  const kill = (): void => void tell('/kill', nth)
  const at = (count: number, work: () => void): void => {
    if (count === nth) work()
  }
  switch (moment) {
    case 'before':
      return { before: (count) => at(count, kill) }
    case 'after':
      return { after: (count) => at(count, kill) }
    case 'kept':
      return { after: (count, transaction) => at(count, () => transaction.addEventListener('complete', kill)) }
  }
}

/** One life of a browser, as the test wants it. */
export interface Life {
  readonly database: string
  readonly relay: string
  readonly nth: number
  readonly moment: KillMoment
  /** The life before. */
  readonly before: { readonly database: string; readonly said: readonly Said[] } | null
}

/** A look at what the life before has left, and then the session, in a browser that dies at its nth write. */
async function live({ database, relay, nth, moment, before }: Life): Promise<void> {
  const { longPot } = await prepared
  if (before !== null) tell('/left', await findBroken(before.database, before.said))
  const watched = watchWrites(killing(nth, moment))
  const say = (said: Said): void => void tell('/said', said)
  await (await runSession({ database, relay, longPot, say, aside: watched.aside })).close()
  say({ type: 'end', writes: watched.count() })
}

if (location.search === '?live')
  live(tell('/life', null) as Life).catch((cause: unknown) => tell('/failed', String(cause)))
Object.assign(globalThis, { quitsCrashes: crashes })
