// Every screen of the dApp with something on it, from a demo pot: for tests that look at all of them.

import { expect, type Locator, type Page } from '@playwright/test'

/** A screen: its name, its address after the hash, and what is there once it is complete. */
export interface Screen {
  readonly name: string
  readonly path: string
  readonly complete: Locator
}

/** Founds a demo pot, proposes its settlement, and answers all screens, in the order in which people meet them. */
export async function foundDemoPot(page: Page, url: string): Promise<readonly Screen[]> {
  await page.goto(url)
  await page.getByRole('button', { name: 'Try a demo pot' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Weekend in Lisbon' })).toBeVisible()
  const pot = pathOf(page)
  await page.getByRole('link', { name: 'Tram tickets' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Tram tickets' })).toBeVisible()
  const entry = pathOf(page)
  await page.getByRole('link', { name: 'Settle up' }).click()
  await page.getByRole('button', { name: 'Propose this settlement' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Settlement' })).toBeVisible()
  const settlement = pathOf(page)
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true })
  const heading = (name: string): Locator => page.getByRole('heading', { name, exact: true })
  return [
    { name: 'pots', path: '/', complete: page.getByRole('link', { name: 'Weekend in Lisbon' }) },
    { name: 'new-pot', path: '/new', complete: button('Create pot') },
    { name: 'pot', path: pot, complete: heading('Balances') },
    { name: 'new-expense', path: `${pot}/expenses/new`, complete: button('Save') },
    { name: 'new-income', path: `${pot}/income/new`, complete: button('Save') },
    { name: 'new-payment', path: `${pot}/payments/new`, complete: button('Save') },
    { name: 'entry', path: entry, complete: heading('History') },
    { name: 'settle', path: `${pot}/settle`, complete: heading('Settlements') },
    { name: 'settlement', path: settlement, complete: heading('Agreement') },
    { name: 'people', path: `${pot}/people`, complete: heading('Final on a chain') },
    { name: 'proof', path: `${pot}/proof`, complete: button('Check again now') },
    { name: 'settings', path: '/settings', complete: heading('Your data') },
  ]
}

/** Goes to a screen and waits until it is complete. */
export async function openScreen(page: Page, url: string, { path, complete }: Screen): Promise<void> {
  await page.goto(`${url}#${path}`)
  await expect(complete).toBeVisible()
}

function pathOf(page: Page): string {
  return new URL(page.url()).hash.slice(1)
}
