import { fileURLToPath } from 'node:url'
import { test as base, type JSHandle, type Page } from '@playwright/test'
import { createServer } from 'vite'
import type { Platform } from './platform-page.ts'

/** What a test of the platform is given for as long as its worker lives. */
interface PlatformFixtures {
  /** Where the harness page is served. */
  readonly platformUrl: string
  /** A page for suites that clean up after themselves. */
  readonly platform: JSHandle<Platform>
}

/** Tests of our modules inside the browser, without the dApp around them. */
export const test = base.extend<object, PlatformFixtures>({
  platformUrl: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its first parameter
    async ({}, use) => {
      const server = await createServer({
        configFile: false,
        root: fileURLToPath(new URL('.', import.meta.url)),
        logLevel: 'error',
        // Modules as they stand on disk: nothing is bundled ahead, so nothing is written and no page is reloaded under a test.
        optimizeDeps: { noDiscovery: true },
        server: {
          host: '127.0.0.1',
          port: 0,
          hmr: false,
          ws: false,
          watch: null,
          fs: { allow: [fileURLToPath(new URL('../../..', import.meta.url))] },
        },
      })
      await server.listen()
      const url = server.resolvedUrls?.local[0]
      if (url === undefined) throw new Error('the harness page is served nowhere')
      await use(url)
      await server.close()
    },
    { scope: 'worker' },
  ],
  platform: [
    async ({ browser, platformUrl }, use) => {
      const page = await browser.newPage()
      await use(await openPlatform(page, platformUrl))
      await page.close()
    },
    { scope: 'worker' },
  ],
})

/** Loads the harness into a page, or loads it again, and waits for its modules. */
export async function openPlatform(page: Page, url: string): Promise<JSHandle<Platform>> {
  await page.goto(url)
  const handle = await page.waitForFunction(() => (globalThis as { quitsPlatform?: Platform }).quitsPlatform)
  return handle as JSHandle<Platform>
}
