// What is held against a relay, or against what came over one, outlives the app: until a person has seen it, or it is no longer so.

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addEntry, createQuits, type PotSession } from '../../../src/app/index.ts'
import { createProcessLocks } from '../../../src/app/sync/hold-lock.ts'
import { openingKey, sealEvent } from '../../../src/app/sync/relayed-event.ts'
import { syncViewOf } from '../../../src/app/sync/sync-state.ts'
import { systemRandom } from '../../../src/crypto/index.ts'
import { err, ok } from '../../../src/domain/index.ts'
import { createEvent } from '../../../src/log/index.ts'
import { createMemoryStorage, type Storage } from '../../../src/storage/index.ts'
import type { PendingTransaction } from '../../../src/chain/index.ts'
import { createEnvelope, routeOf } from '../../../src/sync/index.ts'
import { relayFrameToBytes, ROUTE_START, type RelayEpoch, type RelayKey } from '../../../src/sync/relay/index.ts'
import { createAuthor, signerOf } from '../../relay/test-client.ts'
import { configOf, startTestRelay, temporaryFolder } from '../../relay/test-relay.ts'
import { dinner, must } from '../people.ts'
import {
  accessFor,
  aliceAndBob,
  equal,
  follow,
  found,
  memory,
  portsOver,
  sqlite,
  startInstallation,
  type SyncedPot,
} from './devices.ts'
import { saying } from './saying.ts'
import { addressOf } from './relay-ports.ts'

const reasonsOf = ({ sync, quits }: SyncedPot, { fold }: PotSession): readonly string[] => {
  const facts = fold().open
  const view = syncViewOf({ status: sync.status(), facts, forked: [], device: quits.identity.signer.device })
  return view.kind === 'attention' ? view.reasons.map(({ type }) => type) : []
}

/** The same installation, started again: its pot with its relays, which cannot be reached. */
const restart = async (storage: Storage<PendingTransaction>): Promise<readonly [SyncedPot, PotSession]> => {
  const quits = await startInstallation(storage)
  const [access] = must(await storage.access.list())
  if (access === undefined) throw new Error('the access is gone')
  const pot = follow(quits, access, { open: async () => err({ type: 'Refused' }) })
  await pot.until(({ relays }) => relays[0]?.status.connection === 'waiting')
  return [pot, await pot.session()]
}

test('a relay that lost everything is still named after a restart, until a person has seen it', async () => {
  const data = temporaryFolder()
  const relay = await startTestRelay(configOf(data))
  const open = sqlite()
  const [alice, bob] = await aliceAndBob([addressOf(relay)], undefined, [open(), memory()])
  await relay.stop()
  for (const name of ['relay.db', 'relay.db-wal', 'relay.db-shm']) rmSync(join(data, name), { force: true })
  await startTestRelay({ ...configOf(data), port: relay.port })
  const [hers] = await equal(alice, bob)
  expect(reasonsOf(alice, hers as PotSession)).toEqual(['RelayLostAll'])
  await alice.sync.close()
  await alice.quits.ports.storage.close()

  const [again, session] = await restart(open())
  expect(reasonsOf(again, session)).toEqual(['RelayLostAll'])
  again.sync.dismiss()
  expect(reasonsOf(again, session)).toEqual([])
  await again.sync.close()
  await again.quits.ports.storage.close()
  const [third, sameSession] = await restart(open())
  expect(reasonsOf(third, sameSession)).toEqual([])
  await third.sync.close()
})

test('another relay in the place of the known one is named until the known one is back', async () => {
  const data = temporaryFolder()
  const relay = await startTestRelay(configOf(data))
  const storage = memory()
  const [alice, bob] = await aliceAndBob([addressOf(relay)], undefined, [storage, memory()])
  await bob.sync.close()
  await relay.stop()
  const other = await startTestRelay({ ...configOf(temporaryFolder()), port: relay.port })
  await alice.until(({ relays }) => relays[0]?.findings[0]?.type === 'RelayKeyChanged')
  await alice.sync.close()
  await other.stop()
  const [again, session] = await restart(storage)
  expect(reasonsOf(again, session)).toEqual(['RelayKeyChanged'])
  await again.sync.close()

  await startTestRelay({ ...configOf(data), port: relay.port })
  const [access] = must(await storage.access.list())
  const back = follow(await startInstallation(storage), access as never)
  await back.until(({ relays }) => relays[0]?.status.isRead === true && relays[0].findings.length === 0)
  await back.sync.close()
  const [last, sameSession] = await restart(storage)
  expect(reasonsOf(last, sameSession)).toEqual([])
})

const welcome = relayFrameToBytes({
  kind: 'welcome',
  key: 'ab'.repeat(32) as RelayKey,
  epoch: 'cd'.repeat(16) as RelayEpoch,
})

/** Alice's pot at a relay that hands on an envelope that nobody signed, and a signed one with an event that nobody signed. */
const lyingRelay = async (storage: Storage<PendingTransaction>) => {
  const alice = must(await createQuits(portsOver(storage)))
  const session = await found(alice, 'Alice')
  const access = await accessFor(session, ['wss://lying.example/v1'])
  must(await storage.access.set(access))
  const route = routeOf(access.pot, access.salt)
  const author = createAuthor(route, signerOf(9))
  const forged = (await author.next()).bytes.slice()
  forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1
  const signer = signerOf(8)
  const entry = { kind: 'member.added', body: { name: 'Mallory' } } as const
  const { stored } = must(await createEvent(session.log(), signer, entry, session.ports))
  const place = { route, device: signer.device, sequence: 0 }
  const bad = { ...stored, signature: new Uint8Array(64) }
  const payload = sealEvent(bad, openingKey(access.pot, access.salt), place, systemRandom)
  const refused = await createEnvelope({ route, sequence: 0, previous: null, payload }, signer)
  const envelopes = [forged, refused.bytes]
  const sent = relayFrameToBytes({ kind: 'envelopes', route, count: ROUTE_START.count, envelopes })
  const open = async () => ok(saying([welcome, sent]))
  return { alice, session, access, open, refused: refused.id }
}

test('what a relay forged, and what was refused, is kept in the write of what it came with', async () => {
  const inner = createMemoryStorage<PendingTransaction>()
  const writes: (readonly [envelopes: number, warnings: readonly string[]])[] = []
  const envelopes: typeof inner.envelopes = {
    ...inner.envelopes,
    append: (pot, added, step, warned = []) => {
      writes.push([added.length, warned.flatMap(({ warnings }) => warnings.map(({ type }) => type))])
      return inner.envelopes.append(pot, added, step, warned)
    },
  }
  const { alice, session, access, open } = await lyingRelay({ ...inner, envelopes })
  const pot = follow(alice, access, { open })
  await pot.until(({ refused, relays: [line] }) => refused.length === 1 && line?.findings.length === 1)
  await pot.sync.close()
  expect(writes.filter(([, warnings]) => warnings.length > 0)).toEqual([[1, ['RelayForged', 'EventRefused']]])
  expect(reasonsOf(pot, session)).toEqual(['RelayUnusable', 'EventsRefused'])
  const [again, sameSession] = await restart(inner)
  expect(reasonsOf(again, sameSession)).toEqual(['RelayUnusable', 'EventsRefused'])
  again.sync.dismiss()
  await again.sync.close()
  const [third, lastSession] = await restart(inner)
  expect(reasonsOf(third, lastSession)).toEqual([])
})

test('a tab that does not sync tells what the one that does has kept, and looks again when asked', async () => {
  const storage = createMemoryStorage<PendingTransaction>()
  const { alice, session, access, open } = await lyingRelay(storage)
  const hold = createProcessLocks()
  const tab = follow(alice, access, { open, hold })
  const isTold: Parameters<SyncedPot['until']>[0] = ({ refused, relays: [line] }) =>
    refused.length === 1 && line?.findings.length === 1
  await tab.until(isTold)
  const other = follow(must(await createQuits(portsOver(storage))), access, { open, hold })
  await other.until(isTold)
  expect(other.sync.status().where).toBe('elsewhere')
  expect(reasonsOf(other, session)).toEqual(['RelayUnusable', 'EventsRefused'])
  tab.sync.dismiss()
  await tab.until(({ refused, relays: [line] }) => refused.length === 0 && line?.findings.length === 0)
  other.sync.syncNow()
  await other.until(({ refused, relays }) => refused.length === 0 && relays.length === 0)
})

test('[threat: storage lost, quota, crash between write and send] what could not be kept is found again: neither the envelopes nor what they showed is lost', async () => {
  const inner = createMemoryStorage<PendingTransaction>()
  let isFull = true
  const envelopes: typeof inner.envelopes = {
    ...inner.envelopes,
    append: async (...asked) => (isFull ? err({ type: 'QuotaExceeded' }) : inner.envelopes.append(...asked)),
  }
  const { alice, access, open, refused } = await lyingRelay({ ...inner, envelopes })
  const pot = follow(alice, access, { open })
  await pot.until(({ fault }) => fault?.type === 'QuotaExceeded')
  await pot.sync.close()
  expect(must(await inner.envelopes.read(access.pot))).toEqual({ envelopes: [], relays: [], warned: [] })
  isFull = false
  const again = follow(must(await createQuits(portsOver({ ...inner, envelopes }))), access, { open })
  await again.until((status) => status.refused.length === 1 && status.relays[0]?.findings.length === 1)
  await again.sync.close()
  const kept = must(await inner.envelopes.read(access.pot))
  expect(kept.envelopes.map(({ id }) => id)).toEqual([refused])
  expect(kept.warned.map(({ about }) => about)).toEqual(['', 'wss://lying.example/v1'])
})

test('[threat: storage lost, quota, crash between write and send] an event that the log lost is read again from its envelope', async () => {
  const relays = [addressOf(await startTestRelay())]
  const storage = memory()
  const [alice, bob] = await aliceAndBob(relays, relays, [memory(), storage])
  const hers = await alice.session()
  must(await addEntry(hers, dinner(hers, 'Alice', 700)))
  await equal(alice, bob)
  await bob.sync.close()
  // All of the last one's log but its end is still there; its envelopes are.
  const events = [...hers.log().events.values()]
  must(await storage.logs.remove(hers.id))
  must(await storage.logs.append(hers.id, events.slice(0, -1)))
  const [again] = await restart(storage)
  await again.until(() => true)
  expect((await again.session()).log().events.size).toBe(events.length)
})
