import { readFile, writeFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { createPerson, inspect, type Person } from './person.ts'
import { test } from './quits-test.ts'
import { addExpense, button, field, hand, join, link, tab, take } from './steps.ts'

// Pots without any chain: what most people do most of the time.

test('a demo pot is one tap away, and two tabs of one browser are always the same @phone', async ({
  app,
  browser,
}, info) => {
  const alex = await createPerson(browser, app.url, 'pointer', [])
  await alex.press(button(alex, 'Try a demo pot'))
  await expect(alex.page.getByText('You owe Bob €60.80')).toBeVisible()
  const second = await alex.context.newPage()
  await second.goto(alex.page.url())
  await addExpense(alex, 'Ice cream', '9')
  await expect(second.getByRole('link', { name: 'Ice cream' })).toBeVisible()
  await second.getByRole('link', { name: 'Ice cream' }).click()
  await second.getByLabel('Amount', { exact: true }).fill('12')
  await second.getByRole('button', { name: 'Save' }).click()
  await expect(alex.page.getByText('€12.00')).toBeVisible()
  await inspect(alex, '20-demo', info.project.name)
  expect(alex.complaints).toEqual([])
})

test('exact shares show what is left, deleting is undone, and the history says who did what', async ({
  app,
  browser,
}, info) => {
  const alex = await createPerson(browser, app.url, 'keyboard', [])
  await alex.press(button(alex, 'Try a demo pot'))
  await alex.press(link(alex, 'Add expense'))
  await alex.write(field(alex, 'What was it?'), 'Taxi')
  await alex.write(field(alex, 'Amount'), '10')
  await alex.page.getByRole('radio', { name: 'Exactly' }).check()
  await alex.write(field(alex, 'Alex'), '3,33')
  await alex.write(field(alex, 'Bob'), '3,33')
  await alex.write(field(alex, 'Carol'), '3,33')
  await expect(alex.page.getByText('€0.01 left to give out')).toBeVisible()
  await inspect(alex, '21-left', info.project.name)
  await alex.press(button(alex, 'Save'))
  await expect(alex.page.getByText('The shares do not add up to the amount.')).toBeVisible()
  await alex.press(button(alex, 'Rest to Bob'))
  await expect(alex.page.getByText('✓ Adds up')).toBeVisible()
  await alex.press(button(alex, 'Save'))
  await alex.press(link(alex, 'Taxi'))
  await alex.write(field(alex, 'Amount'), '11')
  await alex.page.getByRole('radio', { name: 'By shares' }).check()
  await alex.write(field(alex, 'Alex'), '1')
  await expect(field(alex, 'Carol')).toHaveValue('1')
  await alex.write(field(alex, 'Bob'), '2')
  await alex.press(button(alex, 'Save'))
  await alex.press(link(alex, 'Taxi'))
  await expect(alex.page.getByText('€10.00', { exact: true })).toBeVisible()
  await expect(alex.page.getByText('shared: Alex 1×, Bob 2× and Carol 1×')).toBeVisible()
  await inspect(alex, '22-history', info.project.name)
  await alex.press(button(alex, 'Delete'))
  await expect(alex.page.getByRole('link', { name: 'Taxi' })).toBeHidden()
  await alex.press(button(alex, 'Undo'))
  await expect(alex.page.getByRole('link', { name: 'Taxi' })).toBeVisible()
  await alex.press(link(alex, 'Taxi'))
  await alex.press(button(alex, 'Delete'))
  await alex.press(alex.page.locator('summary', { hasText: 'Deleted entries' }))
  await alex.press(link(alex, 'Taxi'))
  await expect(button(alex, 'Undo')).toBeHidden() // a notice does not lie over the screens after the one it led to
  await alex.press(button(alex, 'Restore'))
  await expect(alex.page.getByText('Restored: Taxi').last()).toBeVisible()
})

test('entries come newest first, and every screen is there when the connection is lost after the first one @phone', async ({
  app,
  browser,
}) => {
  const alex = await createPerson(browser, app.url, 'pointer', [])
  await alex.press(button(alex, 'Try a demo pot'))
  await expect(alex.page.locator('li a')).toHaveText([
    'Tile museum',
    'Dinner at the port',
    'Tram tickets',
    'Apartment, two nights',
  ])
  await alex.page.waitForLoadState('networkidle')
  await alex.context.setOffline(true)
  await alex.press(tab(alex, 'Settle up'))
  await expect(button(alex, 'Propose this settlement')).toBeVisible()
  await alex.press(tab(alex, 'Proof'))
  await expect(alex.page.getByText('✓ The log is in order')).toBeVisible()
  await alex.press(tab(alex, 'Pot'))
  await alex.press(link(alex, 'Record a payment'))
  await expect(field(alex, 'From').locator('option:checked')).toHaveText('Alex (you)')
  await expect(field(alex, 'To').locator('option:checked')).toHaveText('Bob')
})

test('two people change one entry at once: both see it and choose; a changed file is refused', async ({
  app,
  browser,
}, info) => {
  const people = [
    await createPerson(browser, app.url, 'pointer', []),
    await createPerson(browser, app.url, 'pointer', []),
  ]
  const [alice, bob] = people as [Person, Person]
  await alice.press(link(alice, 'Start a pot'))
  await alice.write(field(alice, 'What is it for?'), 'Trip')
  await alice.write(field(alice, 'Your name'), 'Alice')
  await alice.write(field(alice, 'Person 1'), 'Bob')
  await alice.press(button(alice, 'Create pot'))
  await addExpense(alice, 'Hotel', '100')
  await join(info, 'Trip', alice, bob, 'Bob')
  for (const [person, amount] of [
    [alice, '110'],
    [bob, '120'],
  ] as const) {
    await person.press(link(person, 'Hotel'))
    await person.write(field(person, 'Amount'), amount)
    await person.press(button(person, 'Save'))
  }
  await hand(info, 'Trip', bob, alice)
  await expect(alice.page.getByText('Two versions')).toBeVisible()
  await alice.press(link(alice, 'Hotel'))
  await expect(alice.page.getByText('Two people changed this at the same time')).toBeVisible()
  await inspect(alice, '23-conflict', info.project.name)
  await alice.press(
    alice.page.getByRole('listitem').filter({ hasText: 'Bob: Hotel' }).getByRole('button', { name: 'Keep this' }),
  )
  await expect(alice.page.getByText('Two people changed this')).toBeHidden()
  await alice.press(tab(alice, 'Pot'))
  await expect(alice.page.getByText('Bob owes you €60.00')).toBeVisible()

  const path = info.outputPath('pot.json')
  await alice.savePot(path)
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace('"amount": "120.00"', '"amount": "12.00"'))
  await bob.giveFile(path)
  await expect(bob.page.getByText(/The pot file was changed: line \d+/)).toBeVisible()
  await inspect(bob, '24-changed-file', info.project.name)
  await writeFile(path, text)
  await take(bob, path, 'Trip')
  await expect(bob.page.getByText('You owe Alice €60.00')).toBeVisible()
})

test('without wallets a settlement is agreed and its payments are confirmed: everybody is quits', async ({
  app,
  browser,
}, info) => {
  const people = [
    await createPerson(browser, app.url, 'pointer', []),
    await createPerson(browser, app.url, 'pointer', []),
  ]
  const [alice, bob] = people as [Person, Person]
  await alice.press(link(alice, 'Start a pot'))
  await alice.write(field(alice, 'What is it for?'), 'Trip')
  await alice.write(field(alice, 'Your name'), 'Alice')
  await alice.write(field(alice, 'Person 1'), 'Bob')
  await alice.press(button(alice, 'Create pot'))
  await addExpense(alice, 'Hotel', '100')
  await join(info, 'Trip', alice, bob, 'Bob')
  await bob.press(tab(bob, 'Settle up'))
  await bob.press(button(bob, 'Propose this settlement'))
  await hand(info, 'Trip', bob, alice)
  await alice.press(link(alice, 'Look at it'))
  await alice.press(button(alice, 'I agree'))
  await expect(alice.page.getByText('Agreed by everybody')).toBeVisible()
  await alice.press(button(alice, 'I got the €50.00'))
  await expect(alice.page.getByText('You are quits')).toBeVisible()
  await hand(info, 'Trip', alice, bob)
  await expect(bob.page.getByText('Everybody is quits.')).toBeVisible()
  await bob.press(tab(bob, 'Proof'))
  await expect(bob.page.getByText('✓ The log is in order')).toBeVisible()
  await inspect(bob, '25-proof-local', info.project.name)
})
