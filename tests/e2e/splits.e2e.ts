import { expect } from '@playwright/test'
import { createPerson, inspect, type Person } from './person.ts'
import { test } from './quits-test.ts'
import { button, field, link, tab } from './steps.ts'

// Entries beyond the plain one: every way to split, bills, other currencies, incomes; and settling in other ways than with the fewest payments.

const mode = ({ page }: Person, name: string): Promise<void> => page.getByRole('radio', { name, exact: true }).check()

test('percentages, adjustments and bills show what each pays before they are saved, and come back as they were', async ({
  app,
  browser,
}, info) => {
  const alex = await createPerson(browser, app.url, 'pointer', [])
  await alex.press(button(alex, 'Try a demo pot'))
  await alex.press(link(alex, 'Add expense'))
  await alex.write(field(alex, 'What was it?'), 'Boat')
  await alex.write(field(alex, 'Amount'), '150')
  await mode(alex, 'By percent')
  await alex.write(field(alex, 'Alex'), '50')
  await alex.write(field(alex, 'Bob'), '25,5')
  await expect(alex.page.getByText('The percentages do not add up to 100.')).toBeVisible()
  await alex.write(field(alex, 'Carol'), '24.5')
  await expect(alex.page.getByText('Bob €38.25')).toBeVisible()
  await inspect(alex, '60-percent', info.project.name)
  await alex.write(field(alex, 'Amount'), '155')
  await mode(alex, 'More or less')
  await alex.write(field(alex, 'More or less for Alex'), '10')
  await alex.write(field(alex, 'More or less for Bob'), '-5')
  await expect(alex.page.getByText('Carol €50.00')).toBeVisible()
  await alex.press(button(alex, 'Save'))
  await alex.press(link(alex, 'Boat'))
  await expect(field(alex, 'More or less for Bob')).toHaveValue('-5.00')
  await mode(alex, 'By item')
  const amounts = alex.page.getByLabel('Amount', { exact: true })
  await alex.write(amounts.first(), '150')
  await alex.write(amounts.nth(1), '90')
  await alex.press(button(alex, 'Add an item'))
  await alex.write(amounts.nth(2), '30')
  for (const name of ['Alex', 'Bob']) await alex.page.getByLabel(name, { exact: true }).last().uncheck()
  await alex.write(field(alex, 'Tip'), '30')
  await expect(alex.page.getByText('✓ Adds up')).toBeVisible()
  await expect(alex.page.getByText('Carol €75.00')).toBeVisible()
  await inspect(alex, '61-bill', info.project.name)
  await alex.press(button(alex, 'Save'))
  await alex.press(link(alex, 'Boat'))
  await expect(field(alex, 'Tip')).toHaveValue('30.00')
  expect(alex.complaints).toEqual([])
})

test('an amount in dollars counts in euros at its rate, an income turns the signs, and balances say what they are made of', async ({
  app,
  browser,
}, info) => {
  const alex = await createPerson(browser, app.url, 'pointer', [])
  await alex.press(button(alex, 'Try a demo pot'))
  await alex.press(link(alex, 'Add expense'))
  await alex.write(field(alex, 'What was it?'), 'Visa')
  await alex.write(field(alex, 'Amount'), '30')
  await alex.page.getByLabel('Currency').selectOption('USD')
  await alex.press(button(alex, 'Save'))
  await expect(alex.page.getByText('Please enter the rate, or the amount in the currency of the pot.')).toBeVisible()
  await alex.write(field(alex, '1 USD in EUR'), '0.9')
  await expect(alex.page.getByText('Counts as €27.00')).toBeVisible()
  await inspect(alex, '62-dollars', info.project.name)
  await alex.press(button(alex, 'Save'))
  await alex.press(link(alex, 'Add income'))
  await alex.write(field(alex, 'What was it?'), 'Deposit back')
  await alex.write(field(alex, 'Amount'), '90')
  await alex.press(button(alex, 'Save'))
  await expect(alex.page.getByText('received by Alex')).toBeVisible()
  await alex.press(alex.page.locator('summary', { hasText: 'Carol' }))
  await expect(
    alex.page.getByRole('listitem').filter({ hasText: 'Deposit back' }).getByText('+€30.00').last(),
  ).toBeVisible()
  await expect(alex.page.getByRole('listitem').filter({ hasText: 'Visa' }).getByText('−€9.00').last()).toBeVisible()
  await inspect(alex, '63-explained', info.project.name)
  expect(alex.complaints).toEqual([])
})

test('people settle with one person or as a couple, and each payment says why', async ({ app, browser }, info) => {
  const alex = await createPerson(browser, app.url, 'pointer', [])
  await alex.press(button(alex, 'Try a demo pot'))
  await alex.press(tab(alex, 'Settle up'))
  await expect(alex.page.getByText('settle among themselves').first()).toBeVisible()
  await alex.page.getByLabel('How to settle').selectOption('Everyone with one person')
  await alex.page.getByLabel('With whom').selectOption('Carol')
  await expect(alex.page.getByText('Everyone settles with Carol.').first()).toBeVisible()
  await alex.page.getByLabel('How to settle').selectOption('Couples and families as one')
  for (const name of ['Bob', 'Carol']) await alex.page.getByLabel(name, { exact: true }).selectOption('Group 1')
  await expect(alex.page.getByText(/(Bob|Carol) settles for/).first()).toBeVisible()
  await inspect(alex, '64-couples', info.project.name)
  await alex.press(button(alex, 'Propose this settlement'))
  await expect(alex.page.getByText('This device computes the same result.').first()).toBeVisible()
  expect(alex.complaints).toEqual([])
})
