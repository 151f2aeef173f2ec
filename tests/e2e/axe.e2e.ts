import { expect } from '@playwright/test'
import { inspect } from './person.ts'
import { test } from './quits-test.ts'
import { foundDemoPot, openScreen } from './screens.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen, ${colorScheme}`, async ({ app, page }, info) => {
    const look = (name: string): Promise<void> => inspect({ page }, name, `${info.project.name}-${colorScheme}`)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })

    await page.goto(app.url)
    await expect(page.getByRole('button', { name: 'Try a demo pot' })).toBeVisible()
    await look('welcome')
    for (const screen of await foundDemoPot(page, app.url)) {
      await openScreen(page, app.url, screen)
      await look(screen.name)
    }
  })

  test(`axe finds nothing where a screen opens up or refuses, ${colorScheme}`, async ({ app, page }, info) => {
    const look = (name: string): Promise<void> => inspect({ page }, name, `${info.project.name}-${colorScheme}`)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const screens = await foundDemoPot(page, app.url)
    const open = async (name: string): Promise<void> => {
      const screen = screens.find((each) => each.name === name)
      if (screen) await openScreen(page, app.url, screen)
    }

    // 1. Amounts of single people, with some of the whole left over, and a refusal.
    await open('new-expense')
    await page.getByLabel('Amount', { exact: true }).fill('10')
    await page.getByRole('radio', { name: 'Exactly' }).check()
    await page.getByLabel('Several people paid').check()
    await page.getByText('Category, tags and note').click()
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('alert')).toBeVisible()
    await look('expense-refused')

    // 2. Shares by number.
    await page.getByRole('radio', { name: 'By shares' }).check()
    await look('expense-shares')

    // 3. A deleted entry, and the way back.
    await open('entry')
    await page.getByRole('button', { name: 'Delete' }).click()
    await expect(page.getByText('Deleted: Tram tickets').last()).toBeVisible()
    await page.getByText('Deleted entries (1)').click()
    await look('pot-deleted')
    await open('entry')
    await expect(page.getByRole('button', { name: 'Restore' })).toBeVisible()
    await look('entry-deleted')

    // 4. Settings that cannot be, and a node that nobody can reach.
    await open('settings')
    await page.getByLabel('Address of a node').fill('nowhere')
    await page.getByRole('button', { name: 'Save and connect' }).click()
    await expect(page.getByText('This is no address of a node.')).toBeVisible()
    await look('settings-refused')
    await open('people')
    await page.getByRole('button', { name: 'Connect a wallet' }).click()
    await expect(page.getByRole('alert')).toBeVisible()
    await look('people-no-node')
  })
}
