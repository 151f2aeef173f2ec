// What only somebody else can bring about: a device that wrote two histories, and a name with another key. The others are installations without a screen.

import { readFile, writeFile } from 'node:fs/promises'
import { expect, type TestInfo } from '@playwright/test'
import {
  addEntry,
  claimMember,
  createQuits,
  parsePotFile,
  potFileToText,
  type PotSession,
  type Quits,
} from '../../src/app/index.ts'
import { createInstallation, dinner, EUR, memberNamed, must } from '../app/people.ts'
import { createPerson, inspect, type Person } from './person.ts'
import { test } from './quits-test.ts'
import { button, take } from './steps.ts'

const TITLE = 'Weekend in Lisbon'

/** What the page has, for somebody without a screen. */
async function handOver(info: TestInfo, from: Person, to: Quits): Promise<PotSession> {
  const path = info.outputPath(`page-${Math.random()}.json`)
  await from.savePot(path)
  const { pot, log } = must(await parsePotFile(await readFile(path)))
  must(
    await to.receive(
      pot,
      Array.from(log.events.values(), ({ stored }) => stored),
    ),
  )
  return must(await to.open(pot))
}
/** And the other way round. */
async function giveBack(info: TestInfo, from: PotSession, to: Person, title: string): Promise<void> {
  const path = info.outputPath(`file-${Math.random()}.json`)
  await writeFile(path, potFileToText(from.id, from.log().events.values()))
  await take(to, path, title)
}

test('two histories of a device are shown with what they hold, and the reader chooses', async ({
  app,
  browser,
}, info) => {
  const alex = await createPerson(browser, app.url, 'pointer', [])
  await alex.press(button(alex, 'Try a demo pot'))
  await expect(alex.page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible()
  const [bob, copy] = [await createInstallation(), await createInstallation()]
  const his = await handOver(info, alex, bob)
  must(await claimMember(his, memberNamed(his, 'Bob')))
  await giveBack(info, his, alex, TITLE)
  await alex.press(button(alex, 'Yes, this is Bob'))
  await handOver(info, alex, bob)

  must(await copy.ports.storage.keys.replace(must(await bob.ports.storage.keys.loadOrCreate())))
  must(await copy.ports.storage.logs.append(his.id, [...his.log().events.values()]))
  const there = must(await must(await createQuits(copy.ports)).open(his.id))
  must(await addEntry(his, dinner(his, 'Bob', 2400, 'Museum')))
  must(await addEntry(there, dinner(there, 'Bob', 3100, 'Taxi')))
  must(await addEntry(there, dinner(there, 'Bob', 900, 'Coffee')))
  await giveBack(info, his, alex, TITLE)
  await giveBack(info, there, alex, TITLE)
  await expect(alex.page.getByRole('heading', { name: 'Two histories of Bob’s device' })).toBeVisible()
  await expect(alex.page.getByText('Coffee, €9.00')).toBeVisible()
  await inspect(alex, '90-fork', info.project.name)
  await alex.press(button(alex, /^History \d counts$/).first())
  await expect(alex.page.getByText('You have chosen. Waiting for the others.')).toBeVisible()
  await inspect(alex, '91-fork-chosen', info.project.name)
  expect(alex.complaints).toEqual([])
})

test('a known name with another key hides the pot until it was compared', async ({ app, browser }, info) => {
  const alex = await createPerson(browser, app.url, 'pointer', [])
  const [bob, other] = [await createInstallation(), await createInstallation()]
  const draft = { currency: EUR, you: 'Bob', others: ['Alex'], chain: null }
  await giveBack(info, must(await bob.createPot({ title: 'Flat', ...draft })), alex, 'Flat')
  await expect(alex.page.getByText('Who are you?')).toBeVisible()
  const path = info.outputPath('work.json')
  const work = must(await other.createPot({ title: 'Work', ...draft }))
  await writeFile(path, potFileToText(work.id, work.log().events.values()))
  await alex.giveFile(path)
  await expect(alex.page.getByRole('heading', { level: 1, name: 'The key of Bob is another one' })).toBeVisible()
  await expect(alex.page.getByText('You know a Bob from “Flat”')).toBeVisible()
  await expect(alex.page.getByText('Who are you?')).toBeHidden()
  await inspect(alex, '92-key-change', info.project.name)
  await alex.press(button(alex, 'Do not trust it'))
  await expect(alex.page.getByText('You said that this is not Bob.')).toBeVisible()
  await inspect(alex, '93-not-trusted', info.project.name)
  await alex.press(button(alex, 'Compare again'))
  await alex.press(button(alex, 'It is somebody else of that name'))
  await expect(alex.page.getByText('Who are you?')).toBeVisible()
  expect(alex.complaints).toEqual([])
})
