import { expect } from '@playwright/test'
import { createPerson, inspect } from './person.ts'
import { test } from './quits-test.ts'
import { startRelay } from './relay-process.ts'
import { addExpense, button, field, link, tab } from './steps.ts'

const TITLE = 'Weekend in Lisbon'

test('a warning about a relay is there after a reload, until the reader has seen it', async ({
  app,
  browser,
}, info) => {
  const relay = await startRelay()
  const alice = await createPerson(browser, app.url, 'pointer', [])
  const { page } = alice
  await alice.press(link(alice, 'Start a pot'))
  await alice.write(field(alice, 'What is it for?'), TITLE)
  await alice.write(field(alice, 'Your name'), 'Alice')
  await alice.press(button(alice, 'Create pot'))
  await alice.press(link(alice, 'Sync this pot'))
  await alice.write(field(alice, 'Address of a relay'), relay.url)
  await alice.press(button(alice, 'Sync this pot'))
  await expect(page.getByText(/^Up to date/)).toBeVisible()
  await addExpense(alice, 'Tram', '12')
  await expect(page.getByText(/Up to date \(.*\)$/)).toBeVisible()

  // 1. The relay loses everything while the page is open: the reader is told.
  await alice.press(link(alice, 'Details'))
  await expect(button(alice, 'Sync now')).toBeVisible()
  await relay.stop()
  await relay.wipe()
  await relay.start()
  await alice.press(button(alice, 'Sync now'))
  const warning = page.getByText('This relay has begun anew, with nothing.')
  await expect(warning).toBeVisible({ timeout: 60_000 })

  // 2. They are still told after a reload, also while the relay cannot be reached, and in the list of pots.
  await relay.stop()
  await page.reload()
  await expect(warning).toBeVisible()
  await inspect(alice, 'kept-warning', info.project.name)
  await alice.press(tab(alice, 'Pot'))
  await expect(page.getByText('Look at this: a relay lost what it had')).toBeVisible()
  await page.goto(app.url)
  await page.reload()
  await expect(page.getByText('Look at this: a relay lost what it had')).toBeVisible()

  // 3. Seen is seen.
  await alice.press(link(alice, new RegExp(TITLE)))
  await alice.press(link(alice, 'Details'))
  await alice.press(button(alice, 'I have seen this'))
  await expect(warning).toBeHidden()
  await page.reload()
  await expect(page.getByText('Cannot be reached now. Trying again by itself.')).toBeVisible()
  await expect(warning).toBeHidden()
  expect(alice.complaints.filter((each) => !each.includes('WebSocket connection to'))).toEqual([])
  await relay.end()
})
