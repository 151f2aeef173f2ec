// The profile after an interruption: whatever was said is held against what is found, and then life goes on.

import { addEntry, type PotSession } from '../../../src/app/index.ts'
import { openForks } from '../../../src/app/devices/index.ts'
import { syncViewOf } from '../../../src/app/sync/index.ts'
import type { EventId } from '../../../src/domain/index.ts'
import { until } from '../../app/sync/relay-ports.ts'
import { createInstallation, dinner, must } from '../../app/people.ts'
import { openStateHash } from '../platform/open-state-hash.ts'
import { startApp, type RunningApp } from './interrupted-app.ts'
import { startOther } from './other-device.ts'
import { rawContradictions } from './raw-contradictions.ts'
import type { Said } from './said.ts'
import { isIdle, NAMES } from './scripted-session.ts'

/** Opens a profile's database again and answers what is wrong with it: nothing, if all is well. */
export async function findBroken(database: string, said: readonly Said[]): Promise<readonly string[]> {
  const app = must(await startApp(database))
  try {
    const broken = [...(await rawContradictions(database))]
    const sessions: PotSession[] = []
    for (const pot of must(await app.quits.pots())) sessions.push(must(await app.quits.open(pot)))
    for (const session of sessions) broken.push(...inChain(session))
    const lisbons = sessions.filter((session) => session.fold().open.genesis.title === 'Lisbon')
    if (lisbons.length > 1) broken.push('a pot was founded twice')
    for (const session of lisbons) broken.push(...inFounding(session), ...inEntries(session, said))
    for (const each of said) broken.push(...(await inSaid(app, sessions, each)))
    const relay = said.find((each) => each.type === 'relay')?.relay
    for (const session of lisbons) if (relay !== undefined) broken.push(...(await inSyncing(app, session, relay)))
    return broken
  } finally {
    await app.close()
  }
}

/** This device's chain: whole, and one. */
function inChain(session: PotSession): readonly string[] {
  const broken: string[] = []
  if (session.damage() !== null) broken.push('the store is damaged')
  if (session.waiting().events.length > 0) broken.push('something waits for its past')
  if (openForks(session.fold()).length > 0) broken.push('a device forked')
  const own = [...session.log().events.values()].filter(({ event }) => event.device === session.identity.signer.device)
  const places = own.map(({ event }) => event.seq).sort((a, b) => a - b)
  if (places.some((seq, index) => seq !== index)) broken.push(`places of the chain: ${places.join(' ')}`)
  return broken
}

/** A pot is founded with everybody in it, or not at all. */
function inFounding(session: PotSession): readonly string[] {
  const { members, devices } = session.fold().open
  const names = [...members.values()].map(({ name }) => name)
  const isWhole = NAMES.every((name) => names.includes(name)) && devices.has(session.identity.signer.device)
  return isWhole ? [] : [`a pot that was half founded: ${names.join(', ')}`]
}

const titlesOf = (session: PotSession): ReadonlyMap<string, string> =>
  new Map([...session.fold().open.live].map(([root, { content }]) => [root, content?.title ?? '']))

/** What was said to be saved is there, as it was last said, and nothing is there twice. */
function inEntries(session: PotSession, said: readonly Said[]): readonly string[] {
  const titles = titlesOf(session)
  const last = new Map(said.flatMap((each) => (each.type === 'entry' ? [[each.root, each.title] as const] : [])))
  const lost = [...last].filter(([root, title]) => !titles.get(root)?.startsWith(title))
  const found = [...titles.values()]
  const doubled = found.filter((title, index) => found.indexOf(title) !== index)
  return [...lost.map(([, title]) => `lost: ${title}`), ...doubled.map((title) => `twice: ${title}`)]
}

async function inSaid({ quits }: RunningApp, sessions: readonly PotSession[], each: Said): Promise<readonly string[]> {
  switch (each.type) {
    case 'device':
      return quits.identity.signer.device === each.device ? [] : ['this is another device']
    case 'pot':
      return sessions.some(({ id }) => id === each.pot) ? [] : ['the pot is lost']
    case 'events': {
      const session = sessions.find(({ id }) => id === each.pot)
      return each.ids.filter((id) => session?.log().events.has(id) !== true).map((id) => `lost: ${id}`)
    }
    case 'sent': {
      const { envelopes, relays } = must(await quits.ports.storage.envelopes.read(each.pot))
      const there = new Set(relays.flatMap(({ holds }) => holds))
      const sent = new Set(envelopes.flatMap(({ id, event }) => (there.has(id) ? [event] : [])))
      return each.ids.filter((id) => !sent.has(id)).map((id) => `not sent: ${id}`)
    }
    default:
      return []
  }
}

/** Syncing goes on by itself, what is written now arrives, and who comes new sees the same. */
async function inSyncing(
  { quits, syncing }: RunningApp,
  session: PotSession,
  relay: string,
): Promise<readonly string[]> {
  const idle = (): Promise<void> =>
    until(
      () => isIdle(syncing.of(session.id)),
      syncing.subscribe,
      () => syncing.of(session.id)?.status(),
    )
  const access = must(await quits.ports.storage.access.get(session.id))
  if (access?.relays.includes(relay) !== true) return ['the relay is forgotten']
  must(await syncing.refresh())
  await idle()
  must(await addEntry(session, dinner(session, 'Alice', 500, 'Afterwards')))
  await idle()
  const broken: string[] = []
  const { device } = session.identity.signer
  const status = syncing.of(session.id)?.status() ?? null
  const view = syncViewOf({ status, facts: session.fold().open, forked: [], device })
  if (view.kind !== 'level') broken.push(`syncing says: ${JSON.stringify(view)}`)

  const { envelopes } = must(await quits.ports.storage.envelopes.read(session.id))
  // Of this device's own; others may pass on what they wrote themselves, too.
  const own = envelopes.filter((envelope) => envelope.device === device)
  const placed = own.flatMap(({ sequence, event }) => [`place ${sequence}`, `${event}`])
  for (const each of new Set(placed.filter((one, index) => placed.indexOf(one) !== index)))
    broken.push(`in two envelopes, or two at one place: ${each}`)

  const reader = await createInstallation()
  const theirs = await startOther(reader, session, relay)
  const ids = [...session.log().events.keys()]
  await until(
    () => isIdle(theirs) && theirs.status().waiting + theirs.status().unreadable === 0,
    theirs.subscribe,
    theirs.status,
  )
  const seen = must(await reader.open(session.id)).log()
  const missing = ids.filter((id: EventId) => !seen.events.has(id))
  if (missing.length > 0 || seen.events.size !== ids.length) broken.push(`who comes new lacks ${missing.length}`)
  else if (openStateHash(seen) !== openStateHash(session.log())) broken.push('who comes new sees another state')
  await theirs.close()
  return broken
}
