import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openMailbox, type Mailbox } from '../../../src/app/sync/mailbox.ts'
import { ascii, type Hex } from '../../../src/domain/index.ts'
import { configOf, startTestRelay, temporaryFolder } from '../../relay/test-relay.ts'
import { addressOf, relayPorts } from './relay-ports.ts'

const key = '07'.repeat(32) as Hex<'MailboxKey'>

/** A mailbox of one test, and what arrived in it. */
const open = (
  relays: readonly string[],
  with_ = key,
): { readonly box: Mailbox; readonly heard: string[]; readonly until: (count: number) => Promise<void> } => {
  const heard: string[] = []
  const watchers = new Set<() => void>()
  const box = openMailbox(relayPorts, { key: with_, relays }, (message) => {
    heard.push(String.fromCharCode(...message))
    for (const watcher of watchers) watcher()
  })
  onTestFinished(() => box.close())
  const until = (count: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const alarm = setTimeout(() => reject(new Error(`heard ${heard.join()}`)), 20_000)
      const watcher = (): void => {
        if (heard.length < count) return
        clearTimeout(alarm)
        resolve()
      }
      watchers.add(watcher)
      watcher()
    })
  return { box, heard, until }
}

test('messages arrive in order, also for who opens the mailbox later; one hears nothing of oneself', async () => {
  const relays = [addressOf(await startTestRelay())]
  const [alice, bob] = [open(relays), open(relays)]
  await alice.box.post(ascii('one'))
  await alice.box.post(ascii('two'))
  await bob.until(2)
  await bob.box.post(ascii('three'))
  await alice.until(1)
  const carol = open(relays)
  await carol.until(3)
  expect([alice.heard, bob.heard, carol.heard]).toEqual([['three'], ['one', 'two'], ['one', 'two', 'three']])
})

test('a message that goes over two relays arrives once; one relay is enough', async () => {
  const [first, second] = [await startTestRelay(), await startTestRelay()]
  const both = [addressOf(first), addressOf(second)]
  const [alice, bob] = [open(both), open(both)]
  await alice.box.post(ascii('one'))
  await bob.until(1)
  await first.stop()
  await alice.box.post(ascii('two'))
  await bob.until(2)
  expect(bob.heard).toEqual(['one', 'two'])
})

test('who has another key hears and says nothing', async () => {
  const relays = [addressOf(await startTestRelay())]
  const [alice, mallory, bob] = [open(relays), open(relays, '08'.repeat(32) as Hex<'MailboxKey'>), open(relays)]
  await mallory.box.post(ascii('junk'))
  await alice.box.post(ascii('one'))
  await bob.until(1)
  expect([bob.heard, mallory.heard]).toEqual([['one'], []])
})

test('a message waits for a relay that comes back with nothing', async () => {
  const data = temporaryFolder()
  const relay = await startTestRelay(configOf(data))
  const alice = open([addressOf(relay)])
  await alice.box.post(ascii('one'))
  await relay.stop()
  for (const name of ['relay.db', 'relay.db-wal', 'relay.db-shm']) rmSync(join(data, name), { force: true })
  const posted = alice.box.post(ascii('two'))
  const again = await startTestRelay({ ...configOf(data), port: relay.port })
  await posted
  const bob = open([addressOf(again)])
  await bob.until(2)
  expect(bob.heard).toEqual(['one', 'two'])
})
