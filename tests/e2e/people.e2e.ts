import { expect } from '@playwright/test'
import { createPerson, inspect } from './person.ts'
import { test } from './quits-test.ts'
import { button, field, link, tab } from './steps.ts'

// What happens to people in a pot over the years, and what comes again and again.

test('a person is renamed, leaves, comes back, and is found to be in the pot twice', async ({ app, browser }, info) => {
  const alex = await createPerson(browser, app.url, 'pointer', [])
  const { page } = alex
  await alex.press(button(alex, 'Try a demo pot'))
  await alex.press(tab(alex, 'People'))
  await alex.press(page.locator('summary', { hasText: 'Change Bob' }))
  await alex.write(field(alex, 'Name of Bob'), 'Robert')
  await alex.press(button(alex, 'Rename').and(page.locator(':visible')))
  await expect(page.getByText('Now called Robert.').last()).toBeVisible()
  await alex.press(button(alex, 'Has left').and(page.locator(':visible')))
  await expect(page.getByText('Robert has left.').last()).toBeVisible()
  await inspect(alex, '70-left', info.project.name)
  await alex.press(tab(alex, 'Pot'))
  await alex.press(link(alex, 'Add expense'))
  await expect(page.getByLabel('Robert', { exact: true })).toHaveCount(0)
  await alex.press(tab(alex, 'People'))
  await alex.press(page.locator('summary', { hasText: 'Change Robert' }))
  await alex.press(button(alex, 'Is back').and(page.locator(':visible')))
  await alex.write(field(alex, 'Name of a new person'), 'Bobby')
  await alex.press(button(alex, 'Add person'))
  await page.getByLabel('Is Robert in the pot twice? Under which other name?').selectOption('Bobby')
  await expect(page.getByText(/Then Robert stands at/)).toBeVisible()
  await alex.press(button(alex, 'They are one person'))
  await expect(page.getByText('Bobby counts as Robert.').last()).toBeVisible()
  await inspect(alex, '71-merged', info.project.name)
  await alex.press(button(alex, 'Separate again'))
  await expect(page.locator('summary', { hasText: 'Change Bobby' })).toBeVisible()
  expect(alex.complaints).toEqual([])
})

test('an entry comes again until it is stopped, is deleted, restored and talked about', async ({
  app,
  browser,
}, info) => {
  const alex = await createPerson(browser, app.url, 'pointer', [])
  const { page } = alex
  await alex.press(button(alex, 'Try a demo pot'))
  await alex.press(link(alex, 'Add expense'))
  await alex.write(field(alex, 'What was it?'), 'Rent')
  await alex.write(field(alex, 'Amount'), '900')
  await alex.write(field(alex, 'Day'), '2026-01-31')
  await page.getByLabel('Comes again').selectOption('every month')
  await alex.write(field(alex, 'Until (optional)'), '2026-04-30')
  await alex.press(button(alex, 'Save'))
  await expect(link(alex, 'Rent')).toHaveCount(4)
  await expect(page.getByText('28 Feb 2026')).toBeVisible()
  await inspect(alex, '72-rent', info.project.name)
  await alex.press(link(alex, 'Rent').first())
  await alex.write(field(alex, 'Write a comment'), 'Paid in cash?')
  await alex.press(button(alex, 'Send'))
  await expect(page.getByText('Paid in cash?')).toBeVisible()
  await inspect(alex, '73-talk', info.project.name)
  await alex.press(button(alex, 'Delete'))
  await expect(link(alex, 'Rent')).toHaveCount(3)
  await alex.press(page.locator('summary', { hasText: 'Deleted entries' }))
  await alex.press(link(alex, 'Rent').last())
  await alex.press(button(alex, 'Restore'))
  await alex.press(tab(alex, 'Pot'))
  await expect(link(alex, 'Rent')).toHaveCount(4)
  expect(alex.complaints).toEqual([])
})

test('an expense that is there already comes again from its next day on', async ({ app, browser }, info) => {
  const alex = await createPerson(browser, app.url, 'pointer', [])
  const { page } = alex
  await alex.press(button(alex, 'Try a demo pot'))
  await alex.press(link(alex, 'Dinner'))
  await page.getByLabel('Comes again').selectOption('every month')
  await expect(page.getByText(/^This one stays as it is. The next one comes on .*, then every month.$/)).toBeVisible()
  await inspect(alex, '74-again', info.project.name)
  await alex.press(button(alex, 'Save'))
  await expect(page.getByText(/^Comes again from .*: Dinner at the port$/).last()).toBeVisible()
  await expect(page.getByText('You owe Bob €60.80')).toBeVisible()
  await alex.press(link(alex, 'Dinner'))
  await expect(page.getByText(/Comes again every month, next on/)).toBeVisible()
  await expect(page.getByLabel('Comes again')).toHaveCount(0)
  await inspect(alex, '75-comes-again', info.project.name)
  expect(alex.complaints).toEqual([])
})
