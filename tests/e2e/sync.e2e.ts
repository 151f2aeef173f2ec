// Two people with a browser each, and a relay as a process: what both wrote while the relay was away arrives when it is back.

import { expect, type TestInfo } from '@playwright/test'
import { createPerson, inspect, type Person } from './person.ts'
import { test } from './quits-test.ts'
import { startRelay, type RelayProcess } from './relay-process.ts'
import { addExpense, button, field, join as joinPot, link, tab } from './steps.ts'

const TITLE = 'Weekend in Lisbon'

async function found(person: Person): Promise<void> {
  await person.press(link(person, 'Start a pot'))
  await person.write(field(person, 'What is it for?'), TITLE)
  await person.write(field(person, 'Your name'), 'Alice')
  await person.write(field(person, 'Person 1'), 'Bob')
  await person.press(button(person, 'Create pot'))
  await expect(person.page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible()
}

/** Turns syncing of the pot on the screen on. */
async function turnOn(person: Person, relay: RelayProcess): Promise<void> {
  await person.press(tab(person, 'Pot'))
  await person.press(link(person, 'Sync this pot'))
  await person.write(field(person, 'Address of a relay'), relay.url)
  await person.press(button(person, 'Sync this pot'))
  await expect(person.page.getByText(/^Up to date/)).toBeVisible()
}

/** The code of everything that counts in the pot, as its screen about syncing shows it. */
async function codeOf(person: Person): Promise<string> {
  await person.press(tab(person, 'Pot'))
  await person.press(link(person, 'Details'))
  await expect(person.page.getByText('Do all see the same?')).toBeVisible()
  return (await person.page.locator('code.hash').first().textContent()) ?? ''
}

async function inSync(person: Person): Promise<void> {
  await person.press(tab(person, 'Pot'))
  await expect(person.page.getByText(/Up to date with 1 of 1 \(.*\)$/)).toBeVisible({ timeout: 60_000 })
}

test('what two people wrote offline arrives through the relay, and both see the same', async ({
  app,
  browser,
}, info: TestInfo) => {
  const relay = await startRelay()
  const [alice, bob] = [
    await createPerson(browser, app.url, 'pointer', []),
    await createPerson(browser, app.url, 'pointer', []),
  ]
  // 1. Alice founds a pot and lets Bob in by a file; it is on their devices only.
  await found(alice)
  await expect(alice.page.getByText('On this device only')).toBeVisible()
  await joinPot(info, TITLE, alice, bob, 'Bob')

  // 2. Both sync it. A wrong address is said in words.
  await alice.press(link(alice, 'Sync this pot'))
  await alice.write(field(alice, 'Address of a relay'), 'two words')
  await alice.press(button(alice, 'Sync this pot'))
  await expect(alice.page.getByText('This is no address of a relay: “two words”.')).toBeVisible()
  await alice.write(field(alice, 'Address of a relay'), 'ws://relay.example')
  await alice.press(button(alice, 'Sync this pot'))
  await expect(alice.page.getByText('This connection would not be protected.')).toBeVisible()
  await turnOn(alice, relay)
  await turnOn(bob, relay)
  await inSync(alice)
  await inSync(bob)

  // 3. A change is there at once.
  await addExpense(alice, 'Apartment', '300')
  await bob.press(tab(bob, 'Pot'))
  await expect(bob.page.locator('li.entry').filter({ hasText: 'Apartment' })).toBeVisible()

  // 4. The relay is away: both go on, and nothing is alarming.
  await relay.stop()
  await addExpense(alice, 'Tram', '12')
  await addExpense(bob, 'Dinner', '48')
  await expect(alice.page.getByText(/· 1 to send when you are online$/)).toBeVisible()
  await expect(bob.page.getByText(/· 1 to send when you are online$/)).toBeVisible()
  await expect(alice.page.getByText(/Look at this/)).toBeHidden()
  await inspect(alice, '90-offline', info.project.name)

  // 5. It is back: both become equal.
  await relay.start()
  for (const person of [alice, bob]) {
    await person.press(link(person, 'Details'))
    await person.press(button(person, 'Sync now'))
    await inSync(person)
    for (const what of ['Apartment', 'Tram', 'Dinner'])
      await expect(person.page.locator('li.entry').filter({ hasText: what })).toBeVisible()
  }
  const [hers, his] = [await codeOf(alice), await codeOf(bob)]
  expect(hers).toMatch(/^0x[0-9a-f]{64}$/)
  expect(his).toBe(hers)
  await inspect(alice, '91-synced', info.project.name)

  // 6. The list of pots says it too, also after a reload.
  await alice.page.goto(app.url)
  await alice.page.reload()
  await expect(alice.page.getByText(/Up to date with 1 of 1/)).toBeVisible()
  await inspect(alice, '92-list', info.project.name)

  // 7. A new device that comes in by a link gets everything from the relay, and sees the same, though its clock is days ahead.
  const carol = await createPerson(browser, app.url, 'pointer', [])
  await carol.context.addInitScript(() => {
    const now = Date.now.bind(Date)
    Date.now = () => now() + 3.5 * 86_400_000
  })
  await carol.page.reload()
  await alice.press(link(alice, TITLE))
  await alice.press(tab(alice, 'People'))
  await field(alice, 'Who is it for?').selectOption({ label: 'They say who they are' })
  await alice.press(button(alice, 'Make a link'))
  await expect(alice.page.getByText('Your link is ready')).toBeVisible()
  await carol.page.goto((await alice.page.locator('code.hash', { hasText: '/join/' }).textContent()) ?? '')
  await carol.write(field(carol, 'Your name'), 'Carol')
  await carol.press(button(carol, 'Ask to be let in'))
  await carol.press(button(carol, 'Join as this'))
  await alice.press(tab(alice, 'Pot'))
  await alice.press(button(alice, 'Yes, this is Carol'))
  await expect(carol.page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible({ timeout: 60_000 })
  for (const what of ['Apartment', 'Tram', 'Dinner'])
    await expect(carol.page.locator('li.entry').filter({ hasText: what })).toBeVisible()
  await expect
    .poll(async () => [await codeOf(alice), await codeOf(carol)].join(), { timeout: 60_000 })
    .toMatch(/^(0x[0-9a-f]{64}),\1$/)
  await expect(alice.page.getByText('What a device of Carol added is dated 3 days ahead')).toBeVisible()
  await expect(carol.page.getByText('days ahead')).toHaveCount(0)

  // What cannot be reached is told by the browser itself, and by nothing else.
  for (const { complaints } of [alice, bob, carol])
    expect(complaints.filter((each) => !each.includes('WebSocket connection to'))).toEqual([])
  await relay.end()
})
