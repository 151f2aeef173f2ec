// A pot goes from one screen to another's camera, without any network between them: what the one draws is what the other's camera films.

import { expect, type Locator, type Page } from '@playwright/test'
import { renderSVG } from 'uqr'
import { filming, writeCodeVideo } from './code-video.ts'
import { createPerson, inspect, type Person } from './person.ts'
import { test } from './quits-test.ts'
import { addExpense, button, field, link } from './steps.ts'

const TITLE = 'Cabin without a signal'

/** Every part of the moving code as it is drawn, by hand from one to the next. */
async function film(person: Person): Promise<readonly string[]> {
  const code: Locator = person.page.getByRole('img', { name: 'Moving code of this pot, for a camera' })
  const part = person.page.getByText(/^Part \d+ of \d+$/)
  await expect(part).toHaveText(/^Part 2 /) // it moves by itself
  await person.press(button(person, 'Pause'))
  const pictures = new Map<number, string>()
  for (let total = 1; pictures.size < total;) {
    const [, at, of] = /(\d+) of (\d+)/.exec((await part.textContent()) ?? '') ?? []
    total = Number(of)
    pictures.set(Number(at), `data:image/png;base64,${(await code.screenshot()).toString('base64')}`)
    await person.press(button(person, 'Next part'))
    await expect(part).toHaveText(`Part ${(Number(at) % total) + 1} of ${total}`)
  }
  return [...pictures].toSorted(([a], [b]) => a - b).map(([, picture]) => picture)
}

/** Remembers what the page films with, so that a test sees when it stops. */
const watchCamera = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const tracks: MediaStreamTrack[] = []
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = async (wish) => {
      const stream = await open(wish)
      tracks.push(...stream.getTracks())
      return stream
    }
    Object.assign(globalThis, { tracks })
  })
const tracksOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    (globalThis as unknown as { tracks: MediaStreamTrack[] }).tracks.map(({ readyState }) => readyState),
  )
const codeOf = async (person: Person): Promise<string> => {
  await person.press(link(person, 'Sync this pot'))
  return (await person.page.locator('code', { hasText: /^0x/ }).textContent()) ?? ''
}

test('a pot goes to another device by a moving code: parts that were missed are waited for, and the camera is closed', async ({
  app,
  browser,
  playwright,
  launchOptions,
}, info) => {
  const alice = await createPerson(browser, app.url, 'pointer', [])
  // 1. Without a camera it is said what to do instead.
  await alice.press(button(alice, 'Read a moving QR code'))
  await expect(alice.page.getByText('Ask for a pot file or the link of an invitation instead')).toBeVisible()
  await alice.press(link(alice, 'Start a pot'))
  await alice.write(field(alice, 'What is it for?'), TITLE)
  await alice.write(field(alice, 'Your name'), 'Alice')
  await alice.write(field(alice, 'Person 1'), 'Bob')
  await alice.press(button(alice, 'Create pot'))
  await addExpense(alice, 'Firewood', '12')

  // 2. Alice shows the pot.
  const state = await codeOf(alice)
  await alice.press(button(alice, 'Show as moving QR code'))
  const pictures = await film(alice)
  expect(pictures.length).toBeGreaterThan(1)
  await inspect(alice, '90-moving-code', info.project.name)

  // 3. Bob's camera sees all parts but one: it waits for that one, and is closed when he has enough of it.
  const path = info.outputPath('camera.y4m')
  await writeCodeVideo(alice.page, path, pictures.slice(1))
  const filmed = await playwright.chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), ...filming(path)],
  })
  const bob = await createPerson(filmed, app.url, 'pointer', [])
  await watchCamera(bob.page)
  await bob.press(button(bob, 'Read a moving QR code'))
  await expect(bob.page.getByText(`${pictures.length - 1} of ${pictures.length} parts`)).toBeVisible({
    timeout: 60_000,
  })
  expect(await tracksOf(bob.page)).toEqual(['live'])
  await inspect(bob, '91-reading-code', info.project.name)
  await bob.press(button(bob, 'Stop the camera'))
  expect(await tracksOf(bob.page)).toEqual(['ended'])

  // 4. All of them: Bob has the pot, and it is the same.
  await writeCodeVideo(alice.page, path, pictures)
  await bob.press(button(bob, 'Read a moving QR code'))
  await expect(bob.page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible({ timeout: 60_000 })
  await expect(bob.page.getByText(/changes taken in/).last()).toBeVisible()
  expect(await tracksOf(bob.page)).toEqual(['ended', 'ended'])
  expect(await codeOf(bob)).toBe(state)
  for (const person of [alice, bob]) expect(person.complaints).toEqual([])
  await filmed.close()
})

test('a link on a screen is scanned where the browser itself knows no codes @phone', async ({
  app,
  browser,
  playwright,
  launchOptions,
}, info) => {
  const { page } = await createPerson(browser, app.url, 'pointer', [])
  const path = info.outputPath('camera.y4m')
  const code = Buffer.from(renderSVG(`${app.url}#/join/cut-off`, { border: 4 })).toString('base64')
  await writeCodeVideo(page, path, [`data:image/svg+xml;base64,${code}`])
  const filmed = await playwright.chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), ...filming(path)],
  })
  const bob = await createPerson(filmed, app.url, 'pointer', [])
  await bob.press(link(bob, 'Were you invited? Join by a link'))
  await bob.press(button(bob, 'Scan with the camera'))
  await expect(field(bob, 'Link of the invitation')).toHaveValue(`${app.url}#/join/cut-off`)
  await expect(bob.page.getByText('This is no invitation. Copy the whole link')).toBeVisible()
  await filmed.close()
})
