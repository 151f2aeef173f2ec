// One person on several devices, over a relay as `npm start` runs it: linked, taken out, brought back by words and by a backup.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type TestInfo } from '@playwright/test'
import type { EventId, PotId } from '../../src/domain/index.ts'
import { invitationToFragment } from '../../src/sync/index.ts'
import { serveRelay } from '../../src/cli/start/serve-relay.ts'
import { createPerson, inspect, type Person } from './person.ts'
import { test as base } from './quits-test.ts'
import { addExpense, button, field, hand, link, openPot, tab } from './steps.ts'

/** A relay that can be stopped and comes back at its address, with what it kept. */
interface Relay {
  readonly url: () => string
  readonly stop: () => Promise<void>
  readonly start: () => Promise<void>
}

const test = base.extend<{ readonly relay: Relay }>({
  // oxlint-disable-next-line no-empty-pattern -- what a fixture needs is read from its pattern
  relay: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'quits-relay-'))
    let served = await serveRelay(0, folder)
    const { url } = served
    const stop = (): Promise<void> => served.close()
    const start = async (): Promise<void> => {
      served = await serveRelay(Number(new URL(url).port), folder)
    }
    await use({ url: () => url, stop, start })
    await served.close()
    await rm(folder, { recursive: true })
  },
})

const TITLE = 'Weekend in Lisbon'
const PASSPHRASE = 'correct horse battery'

/** The screen of a person's devices. */
async function openDevices(person: Person): Promise<void> {
  await person.press(person.page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Settings' }))
  await person.press(link(person, 'Look at your devices'))
  await expect(person.page.getByRole('heading', { level: 1, name: 'Devices' })).toBeVisible()
}

/** Links a fresh device to one that is in, both compare the digits. */
async function linkDevices(info: TestInfo, relay: Relay, phone: Person, tablet: Person): Promise<void> {
  await openDevices(tablet)
  await tablet.write(field(tablet, 'Relay over which the two meet'), relay.url())
  await tablet.press(button(tablet, 'Link this device'))
  await expect(tablet.page.getByRole('img', { name: 'Code for your other device' })).toBeVisible()
  await inspect(tablet, '80-link-this', info.project.name)
  const shown = await tablet.page.locator('p.hash').textContent()
  await openDevices(phone)
  await phone.write(field(phone, 'What the new device shows'), shown ?? '')
  await phone.press(button(phone, 'Take it'))
  const digits = phone.page.locator('.digits')
  await expect(digits).toHaveText(/^\d{6}$/)
  await expect(tablet.page.locator('.digits')).toHaveText((await digits.textContent()) ?? '')
  await inspect(phone, '81-link-compare', info.project.name)
  await phone.write(field(phone, 'What to call it'), 'My tablet')
  await phone.press(button(phone, 'They are the same'))
  await tablet.press(button(tablet, 'They are the same'))
  await expect(phone.page.getByText(/My tablet is linked/)).toBeVisible()
  // It is started again, as the same person.
  await expect(tablet.page.getByRole('heading', { level: 1, name: 'Pots' })).toBeVisible()
}

test('a tablet is linked, adds an expense, and is taken out: it says so and can add no more', async ({
  app,
  relay,
  browser,
}, info) => {
  const phone = await createPerson(browser, app.url, 'pointer', [])
  const tablet = await createPerson(browser, app.url, 'pointer', [])
  await phone.press(button(phone, 'Try a demo pot'))
  await expect(phone.page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible()
  await openDevices(phone)
  await expect(phone.page.getByText('One of your pots is on this device only')).toBeVisible()
  await openPot(phone, TITLE)
  await phone.press(link(phone, 'Sync this pot'))
  await phone.write(field(phone, 'Address of a relay'), relay.url())
  await phone.press(button(phone, 'Sync this pot'))
  await expect(phone.page.getByText('Saved. This pot is synced as soon as a relay answers.').last()).toBeVisible()
  await linkDevices(info, relay, phone, tablet)
  await expect(phone.page.getByText('One of your pots is on this device only')).toBeHidden()

  // 1. The pot comes by itself, and nobody has to say who this is.
  await openPot(tablet, TITLE)
  await expect(tablet.page.getByText('You owe Bob €60.80')).toBeVisible()
  await expect(tablet.page.getByText('Who are you?')).toBeHidden()
  await addExpense(tablet, 'Ice cream', '12')
  await openPot(phone, TITLE)
  await expect(link(phone, 'Ice cream')).toBeVisible()

  // What takes the account is said before anybody fills in a form for it.
  await tablet.press(tab(tablet, 'People'))
  await expect(tablet.page.getByText('Afterwards you can approve and pay with the same wallet here')).toBeVisible()
  await expect(button(tablet, 'Connect a wallet')).toHaveCount(0)
  await inspect(tablet, '86-linked-wallet', info.project.name)
  await tablet.page.goto(`${app.url}#/new`)
  await expect(tablet.page.getByText('Start the pot there')).toBeVisible()
  await expect(button(tablet, 'Create pot')).toHaveCount(0)
  await inspect(tablet, '87-linked-new', info.project.name)
  const id = 'ab'.repeat(32)
  const invitation = { pot: id as PotId, seed: new Uint8Array(32), head: id as EventId, member: null }
  await tablet.page.goto(`${app.url}${invitationToFragment({ ...invitation, relays: ['wss://relay.example/v1'] })}`)
  await expect(tablet.page.getByText('Open the invitation there')).toBeVisible()
  await expect(field(tablet, 'Your name')).toHaveCount(0)
  await inspect(tablet, '88-linked-join', info.project.name)
  await tablet.press(link(tablet, 'Your devices'))
  await expect(tablet.page.getByText('Use recovery words here')).toBeVisible()
  await openPot(tablet, TITLE)

  // 2. While the two cannot reach each other, the phone's owner takes it out, after reading what that means, and it goes on.
  await relay.stop()
  await addExpense(tablet, 'Stolen', '99')
  await openDevices(phone)
  await expect(phone.page.getByText('My tablet', { exact: true })).toBeVisible()
  await inspect(phone, '82-devices', info.project.name)
  await phone.press(phone.page.locator('summary', { hasText: 'Change My tablet' }))
  await phone.press(button(phone, 'Take out My tablet'))
  await expect(phone.page.getByText('What it adds from now on counts for nobody')).toBeVisible()
  await inspect(phone, '83-take-out', info.project.name)
  await phone.press(button(phone, 'Take it out'))
  await expect(phone.page.getByText('My tablet was taken out.').last()).toBeVisible()
  await relay.start()
  // The browser says so when the network is back; otherwise a relay is tried again after a while.
  for (const { page } of [phone, tablet]) await page.evaluate(() => dispatchEvent(new Event('online')))

  // 3. It hears of it and says so; what it added counts for nobody, itself included, and it writes nothing more.
  await expect(tablet.page.getByText('This device was taken out of the pot').first()).toBeVisible({ timeout: 60_000 })
  await expect(link(tablet, 'Stolen')).toHaveCount(0)
  await inspect(tablet, '84-taken-out', info.project.name)
  await tablet.press(link(tablet, 'Add expense'))
  await tablet.write(field(tablet, 'What was it?'), 'More')
  await tablet.write(field(tablet, 'Amount'), '5')
  await tablet.press(button(tablet, 'Save'))
  await expect(tablet.page.getByText('what it adds would count for nobody')).toBeVisible()
  await openPot(phone, TITLE)
  await expect(link(phone, 'Ice cream')).toBeVisible()
  await expect(link(phone, 'Stolen')).toHaveCount(0)
  // A relay that was stopped is a connection that the browser complains about.
  expect([...phone.complaints, ...tablet.complaints].filter((each) => !each.includes('WebSocket'))).toEqual([])
})

test('24 words bring a person back on a device that knows nothing', async ({ app, browser }, info) => {
  const phone = await createPerson(browser, app.url, 'pointer', [])
  await phone.press(button(phone, 'Try a demo pot'))
  await expect(phone.page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible()
  await openDevices(phone)
  await phone.press(button(phone, 'Show the words'))
  await expect(phone.page.locator('ol.words li')).toHaveCount(24)
  const words = await phone.page.locator('ol.words li').allTextContents()
  await inspect(phone, '85-words', info.project.name)
  await phone.press(button(phone, 'I have written them down'))
  const asked = phone.page.getByLabel(/^Word \d+$/)
  await expect(asked).toHaveCount(3)
  await phone.press(button(phone, 'Check'))
  await expect(phone.page.getByText('Not the same as above.').first()).toBeVisible()
  for (const place of await asked.all()) {
    const label = await place.evaluate((input: HTMLInputElement) => input.labels?.[0]?.textContent ?? '')
    await phone.write(place, words[Number(label.replace('Word ', '')) - 1] ?? '')
  }
  await phone.press(button(phone, 'Check'))
  await expect(phone.page.getByText('Keep the paper in a safe place.')).toBeVisible()

  const fresh = await createPerson(browser, app.url, 'pointer', [])
  await openDevices(fresh)
  await fresh.press(fresh.page.locator('summary', { hasText: 'Use recovery words here' }))
  await fresh.write(field(fresh, 'Your 24 words'), words.slice(1).join(' '))
  await fresh.press(button(fresh, 'Use these words'))
  await expect(fresh.page.getByText('These are 23 words, and there should be 24.')).toBeVisible()
  await inspect(fresh, '86-words-refused', info.project.name)
  await fresh.write(field(fresh, 'Your 24 words'), words.map((word, index) => `${index + 1}. ${word}`).join('\n'))
  await fresh.press(button(fresh, 'Use these words'))
  await expect(fresh.page.getByRole('heading', { level: 1, name: 'Pots' })).toBeVisible()
  await openPot(phone, TITLE)
  await hand(info, TITLE, phone, fresh)
  await expect(fresh.page.getByText('You owe Bob €60.80')).toBeVisible()
  await addExpense(fresh, 'Back again', '6')
  await hand(info, TITLE, fresh, phone)
  await expect(link(phone, 'Back again')).toBeVisible()
  expect([...phone.complaints, ...fresh.complaints]).toEqual([])
})

test('a backup is restored in the app: looked into first, then taken in by a new device', async ({
  app,
  browser,
}, info) => {
  const phone = await createPerson(browser, app.url, 'pointer', [])
  await phone.press(button(phone, 'Try a demo pot'))
  await expect(phone.page.getByText('You owe Bob €60.80')).toBeVisible()
  await phone.page.goto(`${app.url}#/settings`)
  await phone.write(field(phone, 'Passphrase'), PASSPHRASE)
  await phone.write(field(phone, 'Passphrase once more'), PASSPHRASE)
  const download = phone.page.waitForEvent('download', { timeout: 60_000 })
  await phone.press(button(phone, 'Save a backup'))
  const path = info.outputPath('all.age')
  await (await download).saveAs(path)

  const fresh = await createPerson(browser, app.url, 'pointer', [])
  await fresh.page.goto(`${app.url}#/settings`)
  await fresh.page.getByLabel('Choose a backup…').setInputFiles(path)
  await fresh.write(field(fresh, 'Passphrase of the backup'), 'not this one')
  await fresh.press(button(fresh, 'Look into it'))
  await expect(fresh.page.getByText('This passphrase does not open the backup')).toBeVisible({ timeout: 60_000 })
  await fresh.write(field(fresh, 'Passphrase of the backup'), PASSPHRASE)
  await fresh.press(button(fresh, 'Look into it'))
  await expect(fresh.page.getByText(/“Weekend in Lisbon”: \d+ entries and changes, \d+ of them new/)).toBeVisible({
    timeout: 60_000,
  })
  await expect(fresh.page.getByText('You become the person of this backup')).toBeVisible()
  await inspect(fresh, '87-restore', info.project.name)
  await fresh.press(button(fresh, 'Take it in'))
  await expect(fresh.page.getByRole('heading', { level: 1, name: 'Pots' })).toBeVisible()
  await openPot(fresh, TITLE)
  await expect(fresh.page.getByText('You owe Bob €60.80')).toBeVisible()
  await addExpense(fresh, 'After the loss', '6')
  await openPot(phone, TITLE)
  await hand(info, TITLE, fresh, phone)
  await expect(link(phone, 'After the loss')).toBeVisible()
  await fresh.press(tab(fresh, 'People'))
  await fresh.press(fresh.page.locator('summary', { hasText: 'Change Alex' }))
  await expect(fresh.page.getByText('this device', { exact: true }).last()).toBeVisible()
  await inspect(fresh, '88-people-devices', info.project.name)
  expect(phone.complaints).toEqual([])
  expect(fresh.complaints).toEqual([])
})
