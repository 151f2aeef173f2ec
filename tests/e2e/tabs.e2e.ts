import { expect } from '@playwright/test'
import { test } from './quits-test.ts'
import { foundDemoPot } from './screens.ts'

test('two tabs of one profile show an added, a changed and a deleted expense to each other at once @desktop', async ({
  app,
  context,
  page,
}) => {
  await foundDemoPot(page, app.url)
  await page.getByRole('link', { name: 'Pot', exact: true }).click()
  const other = await context.newPage()
  await other.goto(page.url())
  await expect(other.getByText('You owe Bob')).toBeVisible()

  // 1. Added in the first tab, seen in the second, balances too.
  await page.getByRole('link', { name: 'Add expense' }).click()
  await page.getByLabel('What was it?').fill('Pastries')
  await page.getByLabel('Amount', { exact: true }).fill('9')
  await page.getByRole('button', { name: 'Save' }).click()
  const pastries = other.locator('li.entry').filter({ hasText: 'Pastries' })
  await expect(pastries).toContainText('€9.00')
  await expect(pastries).toContainText('+€6.00')

  // 2. Changed in the second tab, seen in the first.
  await other.getByRole('link', { name: 'Pastries' }).click()
  await other.getByLabel('Amount', { exact: true }).fill('12')
  await other.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('li.entry').filter({ hasText: 'Pastries' })).toContainText('+€8.00')

  // 3. Deleted in the first tab while the second has it open.
  await other.getByRole('link', { name: 'Pastries' }).click()
  await expect(other.getByRole('button', { name: 'Delete' })).toBeVisible()
  await page.getByRole('link', { name: 'Pastries' }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(other.getByText('“Pastries” was deleted and does not count.')).toBeVisible()

  // 4. A pot founded in one tab stands in the other's list.
  await other.getByRole('link', { name: 'Quits' }).click()
  await page.getByRole('link', { name: 'Quits' }).click()
  await page.getByRole('link', { name: 'New pot' }).click()
  await page.getByLabel('What is it for?').fill('Boat')
  await page.getByLabel('Your name').fill('Alex')
  await page.getByRole('button', { name: 'Create pot' }).click()
  await expect(other.getByRole('link', { name: 'Boat' })).toBeVisible()
})
