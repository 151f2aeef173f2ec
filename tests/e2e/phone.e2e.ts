import { expect } from '@playwright/test'
import { test } from './quits-test.ts'
import { foundDemoPot, openScreen } from './screens.ts'

test('with one thumb: a demo pot, an expense, and what settling would be @phone', async ({ app, page }) => {
  await page.goto(app.url)
  await page.getByRole('button', { name: 'Try a demo pot' }).tap()
  await expect(page.getByText('You owe Bob')).toBeVisible()

  await page.getByRole('link', { name: 'Add expense' }).tap()
  await page.getByLabel('What was it?').fill('Taxi')
  await page.getByLabel('Amount', { exact: true }).fill('30')
  await expect(page.getByText('€10.00 each')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Carol' }).tap()
  await expect(page.getByText('€15.00 each')).toBeVisible()
  await page.getByRole('button', { name: 'Save' }).tap()
  await expect(page.getByText('Added: Taxi').last()).toBeVisible()
  await expect(page.locator('li.entry').filter({ hasText: 'Taxi' })).toContainText('+€15.00')

  await page.getByRole('link', { name: 'Settle up' }).first().tap()
  const plan = page.getByRole('listitem').filter({ hasText: / pays / })
  await expect(plan).toHaveCount(2)
  await expect(plan.filter({ hasText: 'Carol pays Bob' })).toContainText('€')
})

for (const width of [320, 360]) {
  test(`nothing is wider than a window of ${width} px @phone`, async ({ app, page }) => {
    await page.setViewportSize({ width, height: 640 })
    const screens = await foundDemoPot(page, app.url)
    const pot = screens.find(({ name }) => name === 'pot')?.path

    // 1. A name without a place to break, and the largest amount that there is room for.
    await page.goto(`${app.url}#${pot}/expenses/new`)
    const title = page.getByLabel('What was it?')
    await title.fill('Donaudampfschifffahrtsgesellschaftskapitän'.repeat(4))
    await expect(title).toHaveValue(/^.{80}$/) // no longer than a pot takes
    await page.getByLabel('Amount', { exact: true }).fill('99999999999.99')
    await page.getByText('Category, tags and note').click()
    await page.getByLabel('Category', { exact: true }).fill('Rechtsschutzversicherungsgesellschaften'.repeat(4))
    await page.getByLabel('Note').fill('Nahrungsmittelunverträglichkeit'.repeat(100))
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('heading', { name: 'Balances' })).toBeVisible()
    await page.goto(`${app.url}#${pot}/people`)
    await page.getByLabel('Name of a new person').fill('Wolfeschlegelsteinhausenbergerdorff'.repeat(2).slice(0, 60))
    await page.getByRole('button', { name: 'Add person' }).click()
    await expect(page.getByText(/is in the pot/).last()).toBeVisible()

    // 2. Every screen, to its end.
    for (const screen of screens) {
      await openScreen(page, app.url, screen)
      const { wider, window } = await page.evaluate(() => ({
        wider: [...document.querySelectorAll('main *')]
          .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
          .filter((each) => !each.closest('.hidden, select'))
          .map((each) => each.outerHTML.slice(0, 120)),
        window: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      }))
      expect.soft(wider, `${screen.name} at ${width} px`).toEqual([])
      expect.soft(window, `${screen.name} at ${width} px scrolls sideways`).toBe(0)
    }
  })
}
