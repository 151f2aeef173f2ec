// What a person does in one session, and what the app says of each step. A step that fails is told, and done once more: by then there is room again.

import {
  addEntries,
  addEntry,
  claimMember,
  confirmClaim,
  parsePotFile,
  potFileToText,
  reviseEntry,
  type PotSession,
  type Quits,
} from '../../../src/app/index.ts'
import type { PotSync } from '../../../src/app/sync/index.ts'
import type { EntryId, EventId, Result } from '../../../src/domain/index.ts'
import { carry, createInstallation, dinner, EUR, memberNamed, must } from '../../app/people.ts'
import { until } from '../../app/sync/relay-ports.ts'
import { startApp, type RunningApp } from './interrupted-app.ts'
import { addAsOther, startOther } from './other-device.ts'
import type { Say } from './said.ts'

/** Names in the pot that is founded. */
export const NAMES = ['Alice', 'Bob'] as const
/** More entries than a pot needs to be worth a snapshot. */
const LONG = 210

/** What others prepared before the session: a long pot in which somebody called Alice has no device yet. */
export interface Prepared {
  readonly longPot: string
}

/** Prepares what the session takes from others. */
export async function prepare(): Promise<Prepared> {
  const zoe = await createInstallation()
  const pot = must(await zoe.createPot({ title: 'Flat', currency: EUR, you: 'Zoe', others: ['Alice'], chain: null }))
  must(
    await addEntries(
      pot,
      Array.from({ length: LONG }, (_, day) => dinner(pot, 'Zoe', 100 + day, `Day ${day}`)),
    ),
  )
  return { longPot: potFileToText(pot.id, pot.log().events.values()) }
}

/** What the session needs from outside. */
export interface SessionPlan extends Prepared {
  readonly database: string
  readonly relay: string
  readonly say: Say
  /** Writes made meanwhile are none of the session's: a long file differs from a short one by how many there are in its one transaction. */
  readonly aside: <T>(work: () => Promise<T>) => Promise<T>
}

/** Runs the session to its end. Answers the app, still running. */
export async function runSession({ database, relay, longPot, say, aside }: SessionPlan): Promise<RunningApp> {
  const done = async <T>(step: string, work: () => Promise<Result<T, { readonly type: string }>>): Promise<T> => {
    const first = await work()
    if (first.ok) return first.value
    say({ type: 'refused', step, error: first.error.type })
    return must(await work())
  }

  // 1. A first start, a pot, expenses, a change.
  const app = await done('start', () => startApp(database))
  const { quits, syncing } = app
  say({ type: 'device', device: quits.identity.signer.device })
  const [you, ...others] = NAMES
  const draft = { title: 'Lisbon', currency: EUR, you, others, chain: null }
  const session = await done('found', () => quits.createPot(draft))
  say({ type: 'pot', pot: session.id, names: NAMES })
  const add = async (title: string, cents: number): Promise<EntryId> => {
    const { id } = await done(title, () => addEntry(session, dinner(session, 'Alice', cents, title)))
    say({ type: 'entry', root: id as string as EntryId, title })
    return id as string as EntryId
  }
  const apartment = await add('Apartment', 30_000)
  await add('Tram', 1200)
  const changed = dinner(session, 'Alice', 33_000, 'Apartment, three nights')
  await done('change', () => reviseEntry(session, apartment, changed))
  say({ type: 'entry', root: apartment, title: changed.title })

  // 2. The pot is synced.
  await done('sync', () => syncing.setRelays(session, [relay]))
  say({ type: 'relay', relay })
  await sent(app, session, say)

  // 3. Bob says who he is in a file that he sends, and is let in.
  const bob = await createInstallation()
  const { text, claim } = await claimOf(bob, session)
  const file = must(await parsePotFile(text))
  const stored = Array.from(file.log.events.values(), (each) => each.stored)
  await done('take in', () => quits.receive(file.pot, stored))
  say({ type: 'events', pot: session.id, ids: stored.map(({ id }) => id) })
  const confirmed = await done('let in', () => confirmClaim(session, claim))
  say({ type: 'events', pot: session.id, ids: [confirmed.id] })
  const his = await startOther(bob, session, relay)
  await add('Dinner', 4800)
  await sent(app, session, say)

  // 4. What Bob adds comes over the relay.
  const ids = await addAsOther(bob, session, 'Bob', 'Ice cream')
  await until(
    () => holdsAll(session, ids),
    session.subscribe,
    () => [his.status(), syncing.of(session.id)?.status()],
  )
  say({ type: 'events', pot: session.id, ids })
  await his.close()

  // 5. A long pot comes in a file; the person says who they are in it, and a snapshot is kept.
  const long = await aside(async () => takeIn(quits, longPot))
  const claimed = await done('claim', () => claimMember(long, memberNamed(long, 'Alice')))
  say({ type: 'events', pot: long.id, ids: [claimed.id] })
  app.quiet()
  must(await long.receive([])) // in turn: the snapshot was kept by then, or could not be
  return app
}

async function takeIn(quits: Quits, text: string): Promise<PotSession> {
  const { pot, log } = must(await parsePotFile(text))
  const events = Array.from(log.events.values(), ({ stored }) => stored)
  must(await quits.receive(pot, events))
  return must(await quits.open(pot))
}

/** What Bob, who has the pot from a file, sends back: who he is. */
async function claimOf(bob: Quits, session: PotSession): Promise<{ readonly text: string; readonly claim: EventId }> {
  const his = await carry(session, bob)
  const { id: claim } = must(await claimMember(his, memberNamed(his, 'Bob')))
  return { text: potFileToText(his.id, his.log().events.values()), claim }
}

/** Waits until a relay has signed for everything, and says so. */
async function sent({ syncing }: RunningApp, session: PotSession, say: Say): Promise<void> {
  const ids = [...session.log().events.keys()]
  await until(
    () => isIdle(syncing.of(session.id)),
    syncing.subscribe,
    () => syncing.of(session.id)?.status(),
  )
  say({ type: 'sent', pot: session.id, ids })
}

function holdsAll(session: PotSession, ids: readonly EventId[]): boolean {
  return ids.every((id) => session.log().events.has(id))
}

/** Whether everything is read and sent. */
export function isIdle(sync: PotSync | null): boolean {
  const status = sync?.status()
  if (status === undefined || status.toSend > 0 || status.relays.length === 0 || status.fault !== null) return false
  return status.relays.every((line) => line.status.isRead && line.status.toSend === 0)
}
