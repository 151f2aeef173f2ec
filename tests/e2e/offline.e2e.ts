// The app as it is kept in a browser: opened without a server, taken over by a newer version, and offered to be installed.

import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type BrowserContext, type Page } from '@playwright/test'
import { buildNewer } from './offline/build-newer.ts'
import { startWebServer, type WebServer } from './offline/web-server.ts'
import { inspect } from './person.ts'
import { test as base } from './quits-test.ts'

const POT = 'Weekend in Lisbon'

/** The built app on a web server that the test can take away, and a folder for its next version. */
const test = base.extend<{ readonly server: WebServer; readonly next: string }>({
  server: async ({ app }, use) => {
    const server = await startWebServer(app.folder)
    await use(server)
    await server.stop()
  },
  // oxlint-disable-next-line no-empty-pattern -- what a fixture needs is read from its pattern
  next: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'quits-next-'))
    await use(folder)
    await rm(folder, { recursive: true })
  },
})
test.use({ serviceWorkers: 'allow' })

/** A first visit, until the whole app is kept. */
async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('button', { name: 'Try a demo pot' }).click()
  await expect(page.getByRole('heading', { level: 1, name: POT })).toBeVisible()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
}

/** No connection, and nobody at the other end either. */
async function loseConnection(context: BrowserContext, server: WebServer): Promise<void> {
  await server.stop()
  await context.setOffline(true)
}
async function regainConnection(context: BrowserContext, server: WebServer): Promise<void> {
  await server.start()
  await context.setOffline(false)
}

async function addExpense(page: Page, what: string): Promise<void> {
  await page.getByRole('link', { name: 'Add expense' }).click()
  await page.getByLabel('What was it?').fill(what)
  await page.getByLabel('Amount', { exact: true }).fill('9')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('li.entry').filter({ hasText: what })).toHaveCount(1)
}

/** Paths of everything that the browser keeps for the app, without what marks their versions. */
function keptPaths(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const { scope } = await navigator.serviceWorker.ready
    const names = await caches.keys()
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return requests.flatMap((each) => each.map(({ url }) => url.slice(scope.length).replace(/[?].*/u, ''))).toSorted()
  })
}

test('the app opens without a connection, on every screen, and takes expenses; nothing but its own files is kept @desktop', async ({
  context,
  page,
  app,
  server,
}) => {
  await visit(page, server.url)
  const pot = page.url()
  const files = (await readdir(app.folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(app.folder.length + 1))
    .filter((path) => path !== 'service-worker.js' && !path.startsWith('.'))
  expect(await keptPaths(page)).toEqual(files.toSorted())

  // What a server says is never remembered, also from the app's own folder.
  let count = 0
  server.answer((path, response) => path === 'answer' && Boolean(response.end(String(++count))))
  const ask = (): Promise<string> => page.evaluate(() => fetch('answer').then((response) => response.text()))
  expect([await ask(), await ask()]).toEqual(['1', '2'])

  await loseConnection(context, server)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: POT })).toBeVisible()
  await addExpense(page, 'Ferry')
  await page.goto(server.url)
  await expect(page.getByRole('link', { name: POT })).toBeVisible()
  await page.goto(`${pot}/proof`)
  await expect(page.getByRole('button', { name: 'Check again now' })).toBeVisible()
  await page.goto(`${server.url}#/settings/devices`)
  await page.getByRole('button', { name: 'Show the words' }).click()
  await expect(page.locator('ol.words li')).toHaveCount(24)
  expect(
    await page.evaluate(
      (paths) => Promise.all(paths.map((path) => fetch(path).then(({ ok, status }) => (ok ? 200 : status)))),
      files,
    ),
  ).toEqual(files.map(() => 200))
  await expect(ask()).rejects.toThrow('Failed to fetch')

  await regainConnection(context, server)
  await page.goto(pot)
  await expect(page.locator('li.entry').filter({ hasText: 'Ferry' })).toHaveCount(1)
})

/** Has the browser look for a newer version, and waits for what became of it. */
function lookForNewer(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    try {
      await registration.update()
    } catch {
      return 'refused'
    }
    const coming = registration.installing
    if (coming === null) return registration.waiting ? 'ready' : 'none'
    return new Promise<string>((resolve) => {
      coming.addEventListener('statechange', () => {
        if (coming.state === 'installed') resolve('ready')
        if (coming.state === 'redundant') resolve('refused')
      })
    })
  })
}

test('a newer version waits for a press, takes nothing along that was written, and leaves other tabs as they are; a broken one changes nothing @desktop', async ({
  context,
  page,
  app,
  server,
  next,
}, info) => {
  await buildNewer(next, 'Start another pot')
  await visit(page, server.url)
  await addExpense(page, 'Ferry')
  const opens = async (): Promise<void> => {
    await page.reload()
    await expect(page.locator('li.entry').filter({ hasText: 'Ferry' })).toHaveCount(1)
  }

  // 1. Errors, and a network that answers everything with its own sign-in page: first for all, then once the worker itself came through.
  server.serve(next)
  server.answer((_path, response) => Boolean(response.writeHead(500).end()))
  expect(await lookForNewer(page)).toBe('refused')
  await opens()
  server.answer((_path, response) => Boolean(response.writeHead(404).end()))
  expect(await lookForNewer(page)).toBe('refused')
  await opens()
  const signIn = '<!doctype html><title>Welcome to our hotel</title>'
  server.answer((_path, response) => Boolean(response.setHeader('Content-Type', 'text/html').end(signIn)))
  expect(await lookForNewer(page)).toBe('refused')
  await opens()
  server.answer((path, response) => {
    if (path === 'service-worker.js') return false
    const type = path.endsWith('.js') ? 'text/javascript' : 'text/html'
    return Boolean(response.setHeader('Content-Type', type).end(signIn))
  })
  expect(await lookForNewer(page)).toBe('refused')
  await loseConnection(context, server)
  await opens()
  await expect(page.getByText('A newer version of Quits is ready.')).toBeHidden()

  // 2. The real one. Two tabs are open, an expense is half written in each.
  await regainConnection(context, server)
  server.answer(null)
  const other = await context.newPage()
  await other.goto(page.url())
  for (const [tab, what] of [
    [page, 'Pastries'],
    [other, 'Museum'],
  ] as const) {
    await tab.getByRole('link', { name: 'Add expense' }).click()
    await tab.getByLabel('What was it?').fill(what)
  }
  const load = page.getByRole('button', { name: 'Load it now' })
  expect(await lookForNewer(page)).toBe('ready')
  for (const tab of [page, other]) await expect(tab.getByText('A newer version of Quits is ready.')).toBeVisible()
  await page.setViewportSize({ width: 360, height: 740 })
  await inspect({ page }, 'newer-version', info.project.name)
  await other.getByRole('button', { name: 'Later' }).click()
  await expect(other.getByText('A newer version of Quits is ready.')).toBeHidden()

  // 3. The press: this tab runs the newer version, with what was written.
  await load.focus()
  await page.keyboard.press('Enter')
  await expect(load).toBeHidden()
  await expect(page.getByLabel('What was it?')).toHaveValue('Pastries')
  await page.getByRole('link', { name: 'Quits' }).click()
  await expect(page.getByRole('link', { name: 'Start another pot' })).toBeVisible()
  await page.getByRole('link', { name: POT }).click()
  await expect(page.locator('li.entry').filter({ hasText: 'Ferry' })).toHaveCount(1)

  // 4. The other tab goes on with the older version, also with parts that it has never loaded, which no server has any more.
  await expect(other.getByLabel('What was it?')).toHaveValue('Museum')
  await other.getByRole('button', { name: 'Later' }).click()
  await other.getByRole('link', { name: 'Settings' }).click()
  await expect(other.getByRole('button', { name: 'Load it now' })).toBeVisible()
  await other.getByRole('link', { name: 'Look at your devices' }).click()
  await other.getByRole('button', { name: 'Show the words' }).click()
  await expect(other.locator('ol.words li')).toHaveCount(24)
  await other.getByRole('link', { name: 'Quits' }).click()
  await expect(other.getByRole('link', { name: 'New pot' })).toBeVisible()
  await other.getByRole('link', { name: 'Settings' }).click()
  await other.getByRole('button', { name: 'Load it now' }).click()
  await other.getByRole('link', { name: 'Quits' }).click()
  await expect(other.getByRole('link', { name: 'Start another pot' })).toBeVisible()

  // 5. Without a connection too.
  await loseConnection(context, server)
  await opens()
  await regainConnection(context, server)

  // 6. A tab that is open for long looks for the next version when people come back to it; nobody presses, and it is there once every tab is closed.
  await other.close()
  server.serve(app.folder)
  await page.evaluate(() => {
    const now = Date.now()
    Date.now = () => now + 3_600_001
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await expect(load).toBeVisible()
  await page.close()
  await expect(async () => {
    const tab = await context.newPage()
    await tab.goto(server.url)
    const hasLink = expect(tab.getByRole('link', { name: 'New pot' })).toBeVisible({ timeout: 2000 })
    await hasLink.finally(() => tab.close())
  }).toPass({ timeout: 30_000 })
})

test('a browser may install the app, and offers it in the settings alone', async ({ context, page, server }, info) => {
  await visit(page, server.url)
  const devTools = await context.newCDPSession(page)
  const { errors, manifest } = await devTools.send('Page.getAppManifest')
  expect(errors).toEqual([])
  expect(manifest).toMatchObject({ name: 'Quits', startUrl: server.url, scope: server.url })
  const { installabilityErrors } = await devTools.send('Page.getInstallabilityErrors')
  expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito']) // as every profile of a test is

  const install = page.getByRole('button', { name: 'Install as app' })
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByText('✓ Kept on this device: Quits opens without a connection.')).toBeVisible()
  await expect(install).toBeHidden()
  const isQuiet = await page.evaluate(() => {
    const offer = new Event('beforeinstallprompt', { cancelable: true })
    dispatchEvent(Object.assign(offer, { prompt: () => (document.title = 'Asked') }))
    return offer.defaultPrevented
  })
  expect(isQuiet).toBe(true)
  await expect(install).toBeVisible()
  await inspect({ page }, 'install', info.project.name)
  await install.click()
  await expect(page).toHaveTitle('Asked')
  await expect(install).toBeHidden()
})

test('where a browser has no service workers, as on a page without TLS, the app is as it was @desktop', async ({
  app,
  page,
}) => {
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  const url = 'http://quits.example/'
  await page.route(`${url}**`, (route) =>
    route.fulfill({ path: join(app.folder, route.request().url().slice(url.length) || 'index.html') }),
  )
  await page.goto(url)
  await page.getByRole('button', { name: 'Try a demo pot' }).click()
  await expect(page.getByRole('heading', { level: 1, name: POT })).toBeVisible()
  await addExpense(page, 'Ferry')
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByRole('heading', { name: 'Language' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Quits as an app' })).toBeHidden()
  expect(await page.evaluate(() => 'serviceWorker' in navigator)).toBe(false)
  expect(complaints).toEqual([])
})
