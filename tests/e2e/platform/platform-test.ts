import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test as base, type JSHandle, type Page } from '@playwright/test'
import { build, preview } from 'vite'
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
      const options = {
        configFile: false,
        root: fileURLToPath(new URL('.', import.meta.url)),
        logLevel: 'error',
      } as const
      const outDir = await mkdtemp(join(tmpdir(), 'quits-platform-'))
      await build({ ...options, build: { outDir, target: 'es2023', minify: false, modulePreload: false } })
      const server = await preview({ ...options, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } })
      const url = server.resolvedUrls?.local[0]
      if (url === undefined) throw new Error('the harness page is served nowhere')
      await use(url)
      await server.close()
      await rm(outDir, { recursive: true })
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

/** Loads the harness into a page, or loads it again, and waits until it is there. */
export async function openPlatform(page: Page, url: string): Promise<JSHandle<Platform>> {
  await page.goto(url)
  const handle = await page.waitForFunction(() => (globalThis as { quitsPlatform?: Platform }).quitsPlatform)
  return handle as JSHandle<Platform>
}
