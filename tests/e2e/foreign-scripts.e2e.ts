// What people write is text wherever it is shown; and what would run or send anything else is stopped by the browser, as the page's policy says.

import { expect } from '@playwright/test'
import { createPerson } from './person.ts'
import { test } from './quits-test.ts'
import { addExpense, button, field, link, tab } from './steps.ts'

const TITLE = '<img src=x onerror="globalThis.hit=1">'
const NAME = '<script>globalThis.hit=1</script>'
const EXPENSE = '"><svg onload=globalThis.hit=1>{{hit=1}}'

test('[threat: XSS, supply chain] titles, names and entries are text, and a foreign script, picture or address is refused @desktop', async ({
  app,
  browser,
}) => {
  const alice = await createPerson(browser, app.url, 'pointer', [])
  const { page } = alice
  await alice.press(link(alice, 'Start a pot'))
  await alice.write(field(alice, 'What is it for?'), TITLE)
  await alice.write(field(alice, 'Your name'), NAME)
  await alice.press(button(alice, 'Create pot'))
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible()
  await addExpense(alice, EXPENSE, '9')
  await expect(link(alice, EXPENSE)).toBeVisible()
  await alice.press(tab(alice, 'People'))
  await expect(page.getByText(NAME).first()).toBeVisible()
  await page.goto(app.url)
  await expect(link(alice, TITLE)).toBeVisible()
  expect(
    await page.evaluate(() => ['hit' in globalThis, document.querySelectorAll('svg[onload], img[src=x]').length]),
  ).toEqual([false, 0])
  expect(alice.complaints).toEqual([])

  // As if somebody had found a way in all the same.
  const stopped = await page.evaluate(async () => {
    const found: string[] = []
    const all = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        found.push(effectiveDirective)
        if (found.length === 5) resolve()
      })
    })
    const inline = document.createElement('script')
    inline.textContent = 'globalThis.hit = 1'
    const foreign = document.createElement('script')
    foreign.src = 'https://scripts.example/a.js'
    const picture = document.createElement('img')
    picture.src = 'https://pictures.example/a.png'
    const frame = document.createElement('iframe')
    frame.src = 'https://frames.example/'
    document.body.append(inline, foreign, picture, frame)
    await fetch('https://elsewhere.example/').catch(() => undefined)
    await all
    return found.toSorted((a, b) => (a < b ? -1 : 1))
  })
  expect(stopped).toEqual(['connect-src', 'frame-src', 'img-src', 'script-src-elem', 'script-src-elem'])
  expect(await page.evaluate(() => 'hit' in globalThis)).toBe(false)
})
