// The dApp itself: whatever it has said to be saved is there after its browser was killed, and what could not be saved is said not to be.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, type Browser, type Page } from '@playwright/test'
import { startBrowser, type BrowserProcess } from './crashes/browser-process.ts'
import { createPerson, inspect } from './person.ts'
import { test } from './quits-test.ts'
import { button, field, link } from './steps.ts'

const TITLE = 'Weekend in Lisbon'

/** A browser of the profile, with its page. */
async function open(profile: string, url: string): Promise<{ page: Page; browser: Browser; process: BrowserProcess }> {
  const process = startBrowser(profile, url)
  const browser = await chromium.connectOverCDP(await process.endpoint())
  const [context] = browser.contexts()
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'))
  if (page === undefined) throw new Error('the browser has no page')
  return { page, browser, process }
}

async function found(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Start a pot' }).click()
  await page.getByLabel('What is it for?').fill(TITLE)
  await page.getByLabel('Your name').fill('Alice')
  await page.getByLabel('Person 1').fill('Bob')
  await page.getByRole('button', { name: 'Create pot' }).click()
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
}
async function add(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Add expense' }).click()
  await page.getByLabel('What was it?').fill('Ferry')
  await page.getByLabel('Amount', { exact: true }).fill('10')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Added: Ferry').last().waitFor()
}
async function change(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Ferry' }).click()
  await page.getByLabel('Amount', { exact: true }).fill('16')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Changed: Ferry').last().waitFor()
}

/** What a person does until the app says that it is saved, and what they read when they come back. */
const lives = [
  { name: 'a pot', steps: [found], read: 'No expenses yet.' },
  { name: 'an expense', steps: [found, add], read: 'Bob owes you €5.00' },
  { name: 'a change', steps: [found, add, change], read: 'Bob owes you €8.00' },
] as const

for (const { name, steps, read } of lives)
  test(`[threat: storage lost, quota, crash between write and send] ${name} that the app said to be saved is there after the browser was killed @desktop`, async ({
    app,
  }) => {
    const profile = await mkdtemp(join(tmpdir(), 'quits-profile-'))
    const first = await open(profile, app.url)
    for (const step of steps) await step(first.page)
    await first.process.kill()
    const { page, process } = await open(profile, app.url)
    await page.getByRole('link', { name: TITLE }).click()
    await expect(page.getByText(read)).toBeVisible()
    await expect(page.locator('li.entry')).toHaveCount(steps.length > 1 ? 1 : 0)
    await process.kill()
    await rm(profile, { recursive: true, force: true })
  })

test('[threat: storage lost, quota, crash between write and send] what finds no room is said not to be saved, and is not shown as if it were', async ({
  app,
  browser,
}, info) => {
  const alice = await createPerson(browser, app.url, 'pointer', [])
  const { page } = alice
  await alice.press(button(alice, 'Try a demo pot'))
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible()
  await page.evaluate(() => {
    const { prototype } = IDBObjectStore
    const put = Reflect.get(prototype, 'put') as (this: IDBObjectStore, ...args: unknown[]) => IDBRequest<IDBValidKey>
    prototype.put = function (this: IDBObjectStore, ...args: unknown[]) {
      // What else the app writes by itself at some moment, as its snapshot, has room.
      if (this.name !== 'events') return put.apply(this, args)
      prototype.put = put as never
      put.apply(this, args)
      this.transaction.abort()
      throw new DOMException('No room.', 'QuotaExceededError')
    }
  })
  await alice.press(link(alice, 'Add expense'))
  await alice.write(field(alice, 'What was it?'), 'Ferry')
  await alice.write(field(alice, 'Amount'), '9')
  await alice.press(button(alice, 'Save'))
  await expect(page.getByRole('alert').filter({ hasText: /room|space/i })).toBeVisible()
  await expect(page.getByText('Added: Ferry')).toBeHidden()
  await inspect(alice, 'no-room', info.project.name)
  // There is room again.
  await alice.press(button(alice, 'Save'))
  await expect(page.getByText('Added: Ferry').last()).toBeVisible()
  await page.reload()
  await expect(page.locator('li.entry').filter({ hasText: 'Ferry' })).toHaveCount(1)
  expect(alice.complaints).toEqual([])
})
