import { once } from 'node:events'
import { spawn, type ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { addEntry, type PotSession } from '../../../src/app/index.ts'
import type { PendingTransaction } from '../../../src/chain/index.ts'
import type { Storage } from '../../../src/storage/index.ts'
import { configOf, startTestRelay, temporaryFolder } from '../../relay/test-relay.ts'
import { dinner, must } from '../people.ts'
import {
  accessFor,
  aliceAndBob,
  equal,
  follow,
  found,
  idle,
  letIn,
  memory,
  share,
  sqlite,
  startInstallation,
} from './devices.ts'
import { addressOf } from './relay-ports.ts'

/** Envelopes at one place of a device's chain: more than one would contradict each other. */
const doubled = async (storage: Storage<PendingTransaction>, session: PotSession): Promise<readonly string[]> => {
  const { envelopes } = must(await storage.envelopes.read(session.id))
  const places = envelopes.map(({ device, sequence }) => `${device}/${sequence}`)
  return places.filter((place, index) => places.indexOf(place) !== index)
}

/** Events that are in more than one envelope. */
const repeated = async (storage: Storage<PendingTransaction>, session: PotSession): Promise<readonly string[]> => {
  const { envelopes } = must(await storage.envelopes.read(session.id))
  const events = envelopes.flatMap(({ event }) => (event === null ? [] : [event]))
  return events.filter((event, index) => events.indexOf(event) !== index)
}

test('what both wrote offline arrives when both are online again; neither writes anything twice', async () => {
  const config = configOf(temporaryFolder())
  const relay = await startTestRelay(config)
  const [alice, bob] = await aliceAndBob([addressOf(relay)])
  await relay.stop()
  const [hers, his] = [await alice.session(), await bob.session()]
  for (let day = 1; day <= 5; day++) {
    must(await addEntry(hers, dinner(hers, 'Alice', 100 * day)))
    must(await addEntry(his, dinner(his, 'Bob', 70 * day)))
  }
  await alice.until(({ toSend, relays }) => toSend === 5 && relays[0]?.status.connection === 'waiting')
  await startTestRelay({ ...config, port: relay.port })
  alice.sync.syncNow()
  bob.sync.syncNow()
  await equal(alice, bob)
  expect(hers.fold().open.nets).toEqual(his.fold().open.nets)
  for (const { quits } of [alice, bob]) {
    expect(await doubled(quits.ports.storage, hers)).toEqual([])
    expect(await repeated(quits.ports.storage, hers)).toEqual([])
  }
})

test('an installation that is started again from its store goes on where it was', async () => {
  const relay = await startTestRelay()
  const open = sqlite()
  const [alice, bob] = await aliceAndBob([addressOf(relay)], undefined, [memory(), open()])
  await bob.sync.close()
  const hers = await alice.session()
  must(await addEntry(hers, dinner(hers, 'Alice', 4200)))
  const his = await bob.session()
  must(await addEntry(his, dinner(his, 'Bob', 700)))
  await bob.quits.ports.storage.close()

  const storage = open()
  const again = await startInstallation(storage)
  const [access] = must(await storage.access.list())
  if (access === undefined) throw new Error('the access is gone')
  const resumed = follow(again, access)
  await equal(alice, resumed)
  expect(await doubled(storage, hers)).toEqual([])
  expect(await repeated(storage, hers)).toEqual([])
  expect(resumed.sync.status().relays[0]?.findings).toEqual([])
})

test('two relays of which each member uses one become equal through who uses both', async () => {
  const [north, south] = [addressOf(await startTestRelay()), addressOf(await startTestRelay())]
  const [alice, bob] = await aliceAndBob([north, south], [south])
  const carol = await letIn(await startInstallation(), await alice.session(), [north])
  const his = await bob.session()
  must(await addEntry(his, dinner(his, 'Bob', 900)))
  const [hers] = await equal(alice, bob, carol)
  expect(hers?.log().events.size).toBe(his.log().events.size)
})

test('a relay whose database was deleted is named, and filled again by those who have everything', async () => {
  const data = temporaryFolder()
  const relay = await startTestRelay(configOf(data))
  const [alice, bob] = await aliceAndBob([addressOf(relay)])
  await relay.stop()
  for (const name of ['relay.db', 'relay.db-wal', 'relay.db-shm']) rmSync(join(data, name), { force: true })
  const his = await bob.session()
  must(await addEntry(his, dinner(his, 'Bob', 900)))
  await startTestRelay({ ...configOf(data), port: relay.port })
  await equal(alice, bob)
  expect(alice.sync.status().relays[0]?.findings).toMatchObject([{ type: 'RelayStartedOver', reason: 'OtherEpoch' }])
  const carol = await letIn(await startInstallation(), his, [addressOf(relay)])
  await equal(alice, bob, carol)
})

test('another relay behind the address is not believed until a person says so', async () => {
  const relay = await startTestRelay()
  const [alice, bob] = await aliceAndBob([addressOf(relay)])
  await relay.stop()
  await startTestRelay({ ...configOf(temporaryFolder()), port: relay.port })
  await alice.until(({ relays }) => relays[0]?.findings[0]?.type === 'RelayKeyChanged')
  await alice.sync.acceptRelay(addressOf(relay))
  await idle(alice)
  expect(alice.sync.status().relays[0]?.findings).toEqual([])
  await bob.sync.acceptRelay(addressOf(relay))
  await equal(alice, bob)
})

const main = fileURLToPath(new URL('../../../src/relay/main.ts', import.meta.url))

/** A relay in a process of its own. */
const startRelayProcess = async (data: string, port: number): Promise<{ child: ChildProcess; url: string }> => {
  const words = ['--port', String(port), '--data', data]
  const child = spawn(process.execPath, [main, ...words], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const url = await new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as { readonly event: string; readonly url: string }
      if (line.event === 'listening') resolve(line.url)
    })
  })
  return { child, url }
}

test('a relay process that is killed in the middle of traffic and started again loses and doubles nothing', async () => {
  const data = temporaryFolder()
  let relay = await startRelayProcess(data, 0)
  const port = Number(new URL(relay.url).port)
  const [alice, bob] = await aliceAndBob([addressOf(relay)])
  const [hers, his] = [await alice.session(), await bob.session()]
  for (let round = 1; round <= 3; round++) {
    const writing = Promise.all(
      Array.from({ length: 6 }, async (_, i) => {
        must(await addEntry(hers, dinner(hers, 'Alice', 10 * i + round)))
        must(await addEntry(his, dinner(his, 'Bob', 10 * i + round)))
      }),
    )
    const gone = once(relay.child, 'exit')
    relay.child.kill('SIGKILL')
    await gone
    await writing
    relay = await startRelayProcess(data, port)
    alice.sync.syncNow()
    bob.sync.syncNow()
  }
  await equal(alice, bob)
  expect(hers.fold().open.nets).toEqual(his.fold().open.nets)
  for (const { quits, sync } of [alice, bob]) {
    expect(await doubled(quits.ports.storage, hers)).toEqual([])
    expect(sync.status().relays[0]?.findings).toEqual([])
  }
})

test('envelopes that nobody here can read yet are kept, and read as soon as a key comes', async () => {
  const relay = addressOf(await startTestRelay())
  const alice = await startInstallation()
  const session = await found(alice, 'Alice', 'Bob')
  const sharing = await share(alice, session, [relay])
  await idle(sharing)
  // Bob has the pot from a file and knows its relay, but nobody has given him a key.
  const bob = await startInstallation()
  must(await bob.receive(session.id, session.stored().slice(0, 1)))
  const access = { ...(await accessFor(session, [relay])), keys: [] }
  const waiting = follow(bob, access)
  await waiting.until(({ unreadable, relays }) => unreadable > 0 && relays[0]?.status.isRead === true)
  const unreadable = waiting.sync.status().unreadable
  await waiting.sync.close()
  // A restart forgets none of them.
  const again = follow(bob, access)
  await again.until((status) => status.unreadable === unreadable)
  await again.sync.close()
  const withKey = follow(bob, await accessFor(session, [relay]))
  await equal(sharing, withKey)
  expect(withKey.sync.status()).toMatchObject({ unreadable: 0, waiting: 0 })
})
