import { expect } from '@playwright/test'
import { test } from './quits-test.ts'

// What the first screen does not need is loaded when it is wanted, and then the network may be away.

test('a part of the app that cannot be loaded is no dead end: it is said, and the next try loads it @desktop', async ({
  app,
  chain,
  page,
}) => {
  await page.goto(`${app.url}#/settings`)
  await page.getByLabel('Address of a node').fill(chain.endpoint)
  await page.getByLabel('Contract', { exact: true }).fill(chain.contract)
  await page.waitForLoadState('networkidle')
  await page.route('**/*.js', (route) => route.abort('internetdisconnected'))
  const save = page.getByRole('button', { name: 'Save and connect' })
  await save.click()
  await expect(page.getByText('The node cannot be reached.')).toBeVisible()
  await page.unroute('**/*.js')
  await save.click()
  await expect(page.getByText('✓ Connected to')).toBeVisible()
})
