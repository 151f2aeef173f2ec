// People let each other in by links, over a relay as `npm start` runs it.

import { expect } from '@playwright/test'
import { serveRelay } from '../../src/cli/start/serve-relay.ts'
import { createPerson, inspect, type Person } from './person.ts'
import { test } from './quits-test.ts'
import { addExpense, button, field, link, tab } from './steps.ts'

const TITLE = 'Weekend in Lisbon'

/** Founds a pot with Bob in it by name, and syncs it. */
async function found(person: Person, relay: string): Promise<void> {
  await person.press(link(person, 'Start a pot'))
  await person.write(field(person, 'What is it for?'), TITLE)
  await person.write(field(person, 'Your name'), 'Alice')
  await person.write(field(person, 'Person 1'), 'Bob')
  await person.press(button(person, 'Create pot'))
  await person.press(link(person, 'Sync this pot'))
  await person.write(field(person, 'Address of a relay'), relay)
  await person.press(button(person, 'Sync this pot'))
  await expect(person.page.getByText(/^Up to date/)).toBeVisible({ timeout: 60_000 })
}

/** Makes a link, for somebody in the pot or for anybody. */
async function invite(person: Person, whom: string): Promise<string> {
  await person.press(tab(person, 'People'))
  if (await button(person, 'Another link').isVisible()) await person.press(button(person, 'Another link'))
  await field(person, 'Who is it for?').selectOption({ label: whom })
  await person.press(button(person, 'Make a link'))
  await expect(person.page.getByText('Your link is ready')).toBeVisible()
  return (await person.page.locator('code.hash', { hasText: '/join/' }).textContent()) ?? ''
}

async function ask(person: Person, url: string, name: string): Promise<void> {
  await person.page.goto(url)
  await expect(person.page.getByRole('heading', { level: 1, name: 'You are invited' })).toBeVisible()
  await person.write(field(person, 'Your name'), name)
  await person.press(button(person, 'Ask to be let in'))
}

const inPot = (person: Person) =>
  expect(person.page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible({ timeout: 60_000 })

test('two people come in by links: one whom the link names, one who is confirmed; a third is told why not', async ({
  app,
  browser,
}, info) => {
  const relay = await serveRelay(0, undefined)
  const [alice, bob, carol] = [
    await createPerson(browser, app.url, 'pointer', []),
    await createPerson(browser, app.url, 'keyboard', []),
    await createPerson(browser, app.url, 'pointer', []),
  ]
  await found(alice, relay.url)
  await addExpense(alice, 'Tram', '12')

  // 1. Bob's link names him: he is in, and nobody has to say yes.
  const forBob = await invite(alice, 'Bob')
  await alice.press(button(alice, 'Show as a code'))
  await expect(alice.page.getByRole('img', { name: 'Code of the invitation, for a camera' })).toBeVisible()
  await inspect(alice, '60-invite', info.project.name)
  await bob.page.goto(forBob)
  await expect(bob.page.getByText('which cannot read what you share')).toBeVisible()
  await inspect(bob, '61-invited', info.project.name)
  await ask(bob, forBob, 'Bob')
  await inPot(bob)
  await expect(bob.page.getByText('You owe Alice €6.00')).toBeVisible()
  await addExpense(bob, 'Ice cream', '4')
  await alice.press(tab(alice, 'Pot'))
  await expect(alice.page.getByRole('link', { name: 'Ice cream' })).toBeVisible({ timeout: 60_000 })

  // 2. The same link again lets nobody else in.
  await ask(carol, forBob, 'Carol')
  await expect(carol.page.getByText('somebody has used it')).toBeVisible({ timeout: 60_000 })
  await inspect(carol, '62-refused', info.project.name)

  // 3. Carol's link names nobody. While nobody is there, she waits; then she says who she is.
  const forCarol = await invite(alice, 'They say who they are')
  await expect(button(alice, /^Withdraw/)).toBeVisible()
  for (const { page } of [alice, bob]) await page.goto('about:blank')
  await carol.page.goto('about:blank')
  await ask(carol, forCarol, 'Carol')
  await expect(carol.page.getByText('Waiting for somebody to let you in')).toBeVisible()
  await expect(carol.page.getByText(/as soon as the device of somebody/)).toBeVisible()
  await inspect(carol, '63-waiting', info.project.name)
  await alice.page.goto(app.url)
  await expect(carol.page.getByText(`Who are you in “${TITLE}”?`)).toBeVisible({ timeout: 60_000 })
  await inspect(carol, '64-who', info.project.name)
  await carol.press(button(carol, 'Join as this'))
  await expect(carol.page.getByText('Waiting for somebody to confirm you')).toBeVisible()
  await inspect(carol, '65-claimed', info.project.name)
  await alice.press(link(alice, new RegExp(TITLE)))
  await alice.press(button(alice, 'Yes, this is Carol'))
  await inPot(carol)
  await addExpense(carol, 'Lunch', '30')
  await alice.press(tab(alice, 'Pot'))
  await expect(alice.page.getByRole('link', { name: 'Lunch' })).toBeVisible({ timeout: 60_000 })

  // 4. The list says what became of the links; an open one is withdrawn.
  await invite(alice, 'They say who they are')
  await expect(alice.page.getByText('Carol let in')).toBeVisible()
  await alice.press(button(alice, /^Withdraw/))
  await expect(alice.page.getByText('It lets nobody in any more').last()).toBeVisible()
  await inspect(alice, '66-invitations', info.project.name)
  for (const person of [alice, bob, carol]) expect(person.complaints).toEqual([])
  await relay.close()
})

test('a link that is damaged says so, and can be pasted whole; without a relay it says what is going on @phone', async ({
  app,
  browser,
}, info) => {
  const relay = await serveRelay(0, undefined)
  const [alice, bob] = [
    await createPerson(browser, app.url, 'pointer', []),
    await createPerson(browser, app.url, 'pointer', []),
  ]
  await found(alice, relay.url)
  const whole = await invite(alice, 'Bob')
  await bob.press(link(bob, 'Were you invited? Join by a link'))
  await expect(field(bob, 'Link of the invitation')).toBeVisible()
  await bob.page.goto(whole.slice(0, -30))
  await expect(bob.page.getByText('A part of the link is missing or changed')).toBeVisible()
  await inspect(bob, '67-damaged', info.project.name)
  await bob.write(field(bob, 'Link of the invitation'), whole)
  await bob.press(button(bob, 'Open the link'))
  await relay.close()
  await bob.write(field(bob, 'Your name'), 'Bob')
  await bob.press(button(bob, 'Ask to be let in'))
  await expect(bob.page.getByText('The relay cannot be reached now')).toBeVisible({ timeout: 60_000 })
  await inspect(bob, '68-unreachable', info.project.name)
})
