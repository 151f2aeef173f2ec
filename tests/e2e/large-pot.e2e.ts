import { writeFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { potFileToText } from '../../src/formats/index.ts'
import { signedPot } from '../bench/signed-pot.ts'
import { createPerson, inspect } from './person.ts'
import { test } from './quits-test.ts'

const ENTRIES = 800

/** Whether a snapshot is kept. */
const hasSnapshot = (page: Page): Promise<boolean> =>
  page.evaluate(
    () =>
      new Promise<boolean>((resolve, reject) => {
        const opening = indexedDB.open('quits')
        opening.addEventListener('error', () => reject(opening.error as Error))
        opening.addEventListener('success', () => {
          const database = opening.result
          const count = database.transaction('snapshotHeads').objectStore('snapshotHeads').count()
          count.addEventListener('success', () => {
            database.close()
            resolve(count.result > 0)
          })
        })
      }),
  )

/** Changes a bit of one stored signature. */
const spoilSignature = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('quits')
        opening.addEventListener('success', () => {
          const database = opening.result
          const store = database.transaction('events', 'readwrite').objectStore('events')
          const cursor = store.openCursor(null, 'prev')
          cursor.addEventListener('success', () => {
            const row = (cursor.result as IDBCursorWithValue).value as { readonly signature: Uint8Array }
            row.signature[7] = (row.signature[7] as number) ^ 1
            store.put(row).addEventListener('success', () => {
              database.close()
              resolve()
            })
          })
        })
      }),
  )

test('a pot of 800 expenses: progress that can be ended, a first picture from the snapshot, and damage that is named', async ({
  app,
  browser,
}, info) => {
  const path = info.outputPath('large.json')
  const log = await signedPot(ENTRIES)
  await writeFile(path, potFileToText(log.pot, log.events.values()))
  const alex = await createPerson(browser, app.url, 'pointer', [])
  const { page } = alex
  // A check lets the page draw by a message to itself: held back, it stands still for as long as somebody looks.
  await page.addInitScript(() => {
    // oxlint-disable-next-line typescript/unbound-method -- applied to `this` below
    const { postMessage } = MessagePort.prototype
    MessagePort.prototype.postMessage = function (this: MessagePort, ...args: [unknown]) {
      setTimeout(() => postMessage.apply(this, args), Number(sessionStorage.getItem('delay') ?? 0))
    }
  })
  const delay = (ms: number) => page.evaluate((value) => sessionStorage.setItem('delay', `${value}`), ms)
  await page.reload()

  // 1. Taken in with a bar, and ended: nothing is there.
  await delay(3000)
  await alex.giveFile(path)
  await expect(page.getByRole('progressbar')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('You stopped this. Nothing was taken in.').first()).toBeVisible()
  await expect(page.getByRole('progressbar')).toBeHidden()
  await delay(0)

  // 2. Taken in to the end.
  await alex.giveFile(path)
  await expect(page.getByRole('heading', { level: 1, name: 'Bench' })).toBeVisible({ timeout: 60_000 })
  await expect.poll(() => hasSnapshot(page), { timeout: 30_000 }).toBe(true)

  // 3. After a reload the pot can be read before it is checked, and then is all there.
  await delay(8000)
  const started = Date.now()
  await page.reload()
  await expect(page.getByText('and 788 more')).toBeVisible({ timeout: 60_000 })
  const shown = Date.now() - started
  await expect(page.getByRole('progressbar')).toBeVisible()
  await inspect(alex, '61-outline', info.project.name)
  await delay(0)
  await expect(page.getByRole('link', { name: 'Add expense' })).toBeVisible({ timeout: 60_000 })
  console.log(`    ${ENTRIES} expenses: shown ${shown} ms after the reload`)
  await expect(page.getByText('and 788 more')).toBeHidden()

  // 4. A signature that changed in the database is noticed, in spite of the snapshot.
  await spoilSignature(page)
  await page.reload()
  await expect(page.getByText('What this device has stored of the pot is damaged')).toBeVisible({ timeout: 60_000 })
  await page.screenshot({ path: info.outputPath('damage.png') })
  expect(alex.complaints).toEqual([])
})
