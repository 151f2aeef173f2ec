import { expect } from '@playwright/test'
import { createPerson, inspect } from './person.ts'
import { test } from './quits-test.ts'
import { button, link } from './steps.ts'

test('a browser whose database was deleted is told apart from a new one, with what to do', async ({
  app,
  browser,
}, info) => {
  const alex = await createPerson(browser, app.url, 'pointer', [])
  const { page } = alex
  const gone = page.getByRole('heading', { name: 'This browser had pots, and they are gone' })
  await expect(button(alex, 'Try a demo pot')).toBeVisible()
  await expect(gone).toHaveCount(0)
  await alex.press(button(alex, 'Try a demo pot'))
  await expect(page.getByText('You owe Bob €60.80')).toBeVisible()
  await page.goto(`${app.url}#/settings`)
  await expect(page.getByText(/This browser (may delete|keeps|does not say)/)).toBeVisible()
  await inspect(alex, '90-lasting', info.project.name)

  // The browser deletes the database, and nothing else; no page of the app is open then. A picture as a page asks for an icon of its own.
  await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }))
  await page.goto(`${app.url}icon.svg`)
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const deleting = indexedDB.deleteDatabase('quits')
        deleting.addEventListener('success', () => resolve())
        deleting.addEventListener('error', () => reject(new Error('not deleted')))
      }),
  )
  await page.goto(app.url)
  await expect(gone).toBeVisible()
  await expect(link(alex, 'Restore a backup')).toBeVisible()
  await inspect(alex, '91-gone', info.project.name)

  // Whoever starts afresh is not told again.
  await alex.press(button(alex, 'Start afresh'))
  await expect(gone).toHaveCount(0)
  await page.reload()
  await expect(button(alex, 'Try a demo pot')).toBeVisible()
  await expect(gone).toHaveCount(0)
  expect(alex.complaints).toEqual([])
})
