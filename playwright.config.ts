import { defineConfig } from '@playwright/test'
import { findChromium } from './tests/find-chromium.mjs'

const executablePath = findChromium()
const isRoot = process.getuid?.() === 0

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.{e2e,spec,test}.ts', // as a glob, which the dead code check reads too
  outputDir: 'test-results',
  workers: 1,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: 120_000,
  globalTimeout: 25 * 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    locale: 'en-GB',
    timezoneId: 'UTC',
    // Each of a hundred fresh profiles would store the whole app, and requests that a test intercepts would be answered before it saw them.
    // The tests of the service worker itself are in offline.e2e.ts.
    serviceWorkers: 'block',
    // Pictures of every step of every test would take a third of the time; one of the failure says most.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // Nothing but the page under test may use the network.
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  // A story runs at both widths unless its title says @phone or @desktop.
  projects: [
    { name: 'desktop', grepInvert: /@phone/, use: { viewport: { width: 1280, height: 800 } } },
    { name: 'phone', grepInvert: /@desktop/, use: { viewport: { width: 360, height: 740 }, hasTouch: true } },
  ],
})
