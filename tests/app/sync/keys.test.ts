import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addEntry, claimMember, confirmClaim } from '../../../src/app/index.ts'
import { revokeDevice } from '../../../src/app/devices/index.ts'
import type { PendingTransaction } from '../../../src/chain/index.ts'
import { sealingKey } from '../../../src/domain/index.ts'
import { createProcessLocks } from '../../../src/app/sync/hold-lock.ts'
import { createFileKeyStore } from '../../../src/storage/file/index.ts'
import { createSqliteStorage } from '../../../src/storage/sqlite/index.ts'
import { configOf, startTestRelay, temporaryFolder } from '../../relay/test-relay.ts'
import { dinner, memberNamed, must } from '../people.ts'
import {
  aliceAndBob,
  equal,
  follow,
  found,
  idle,
  letIn,
  memory,
  share,
  startInstallation,
  untilEvents,
} from './devices.ts'
import { addressOf, relayPorts, until } from './relay-ports.ts'

test('[ME9] a device that was taken out reads that it was, and nothing else that is new', async () => {
  const relays = [addressOf(await startTestRelay())]
  const [alice, bob] = await aliceAndBob(relays)
  const carol = await letIn(await startInstallation(), await alice.session(), relays)
  const [hers, his, theirs] = await equal(alice, bob, carol)
  if (hers === undefined || his === undefined || theirs === undefined) throw new Error('somebody is missing')
  must(await addEntry(hers, dinner(hers, 'Alice', 100)))
  await equal(alice, bob, carol)
  const before = sealingKey(hers.fold().open)
  const [device] = [his.identity.signer.device]
  must(await revokeDevice(hers, device))
  expect(sealingKey(hers.fold().open)).not.toBe(before)
  must(await addEntry(hers, dinner(hers, 'Alice', 999, 'Without Bob')))
  await idle(alice)
  await bob.until(({ unreadable }) => unreadable >= 1)
  const titles = [...his.fold().open.live.values()].map(({ live: { body } }) => 'entry' in body && body.entry.title)
  expect(titles).not.toContain('Without Bob')
  // That it was taken out it can read, so that its person is told; it was written with the new key, and still not under it.
  await until(() => his.fold().open.revoked.has(device), his.subscribe)
  expect(await addEntry(his, dinner(his, 'Bob', 1))).toEqual({ ok: false, error: { type: 'DeviceRevoked' } })
})

test('[ME9] a device that came by a file and has no key is given one by who has', async () => {
  const relays = [addressOf(await startTestRelay())]
  const alice = await startInstallation()
  const hers = await found(alice, 'Alice', 'Bob')
  const bob = await startInstallation()
  must(await bob.receive(hers.id, hers.stored()))
  const his = must(await bob.open(hers.id))
  const claim = must(await claimMember(his, memberNamed(his, 'Bob')))
  const sharing = await share(alice, hers, relays)
  await idle(sharing)
  must(await hers.receive(his.stored()))
  must(await confirmClaim(hers, claim.id))
  must(await his.receive(hers.stored().filter(({ id }) => hers.log().events.get(id)?.event.kind === 'claim.confirmed')))
  const joined = await share(bob, his, relays)
  await equal(sharing, joined)
  must(await addEntry(his, dinner(his, 'Bob', 700)))
  await equal(sharing, joined)
  expect(joined.sync.status()).toMatchObject({ unreadable: 0, lacksKey: null, fault: null })
})

test('a copied installation does not write: what the copy sent is found before its first event', async () => {
  const relays = [addressOf(await startTestRelay())]
  const folder = temporaryFolder()
  const open = (name: string) =>
    createSqliteStorage<PendingTransaction>({
      path: join(folder, name, 'quits.db'),
      keys: createFileKeyStore(join(folder, name, 'keys.json')),
    })
  mkdirSync(join(folder, 'bob'))
  const storage = open('bob')
  const [alice, bob] = await aliceAndBob(relays, undefined, [memory(), storage])
  await bob.sync.close()
  await storage.close()
  cpSync(join(folder, 'bob'), join(folder, 'copy'), { recursive: true })

  const copied = open('copy')
  const copy = await startInstallation(copied)
  const [access] = must(await copied.access.list())
  if (access === undefined) throw new Error('the access is gone')
  const there = follow(copy, access)
  const theirs = await there.session()
  must(await addEntry(theirs, dinner(theirs, 'Bob', 123, 'From the copy')))
  await equal(alice, there)
  await there.sync.close()

  const again = await startInstallation(open('bob'))
  // The relay answers before patience ends, however busy the machine is.
  const wait = (ms: number): Promise<void> => (ms === 4000 ? new Promise(() => {}) : relayPorts.wait(ms))
  const here = follow(again, access, { wait })
  const his = await here.session()
  expect(await addEntry(his, dinner(his, 'Bob', 456))).toEqual({ ok: false, error: { type: 'DeviceCopied' } })
  await untilEvents(here, his.id, theirs.log().events.keys())
  expect(his.log().forks()).toEqual([])
})

test('nobody who cannot be asked keeps a device from writing', async () => {
  const relay = await startTestRelay()
  const [alice] = await aliceAndBob([addressOf(relay)])
  await alice.sync.close()
  await relay.stop()
  const hers = await alice.session()
  const access = must(await alice.quits.ports.storage.access.get(hers.id))
  if (access === null) throw new Error('the access is gone')
  const again = follow(alice.quits, access)
  must(await addEntry(hers, dinner(hers, 'Alice', 100)))
  await again.until(({ toSend }) => toSend === 1)
  expect(again.sync.status().relays[0]?.status.connection).not.toBe('online')
})

test('one tab of an installation syncs a pot; another takes over when it ends', async () => {
  const relays = [addressOf(await startTestRelay())]
  const hold = createProcessLocks()
  const storage = memory()
  const alice = await startInstallation(storage)
  const hers = await found(alice, 'Alice')
  const first = await share(alice, hers, relays, { hold })
  await idle(first)
  const access = must(await storage.access.get(hers.id))
  if (access === null) throw new Error('the access is gone')
  const second = follow(await startInstallation(storage), access, { hold })
  await second.until(({ where }) => where === 'elsewhere')
  // What the second writes is sent by the first.
  const theirs = await second.session()
  must(await addEntry(theirs, dinner(theirs, 'Alice', 100)))
  await untilEvents(first, hers.id, theirs.log().events.keys())
  await idle(first)
  await first.sync.close()
  await idle(second)
  must(await addEntry(theirs, dinner(theirs, 'Alice', 200)))
  await idle(second)
  expect(second.sync.status()).toMatchObject({ where: 'here', fault: null })
  expect(await alice.ports.storage.settings.get('device copied')).toEqual({ ok: true, value: null })
})

test('[threat: relay withholds, reorders, rolls back, shows two views] a relay that was restored from an older copy is named and filled again', async () => {
  const data = temporaryFolder()
  const older = temporaryFolder()
  const relay = await startTestRelay(configOf(data))
  const [alice, bob] = await aliceAndBob([addressOf(relay)])
  await relay.stop()
  cpSync(data, older, { recursive: true })
  const second = await startTestRelay({ ...configOf(data), port: relay.port })
  const hers = await alice.session()
  alice.sync.syncNow()
  bob.sync.syncNow()
  must(await addEntry(hers, dinner(hers, 'Alice', 100)))
  await equal(alice, bob)
  await second.stop()
  await startTestRelay({ ...configOf(older), port: relay.port })
  alice.sync.syncNow()
  bob.sync.syncNow()
  await alice.until(({ relays: [line] }) => line?.findings.some(({ type }) => type === 'RelayWentBack') === true)
  await equal(alice, bob)
  const carol = await letIn(await startInstallation(), hers, [addressOf(relay)])
  await equal(alice, bob, carol)
  alice.sync.dismiss()
  expect(alice.sync.status().relays[0]?.findings).toEqual([])
})
