import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chromium } from '@playwright/test'
import { findChromium } from '../../find-chromium.mjs'

/** A browser that can be killed as a power cut would: all of its processes at once, without a word. */
export interface BrowserProcess {
  readonly kill: () => Promise<void>
}

/** Starts a browser without a window on this page, with the profile in this folder. */
export function startBrowser(profile: string, url: string): BrowserProcess {
  const words = ['--headless', `--user-data-dir=${profile}`, '--no-first-run', '--disable-gpu', '--disable-sync']
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-quic']
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(findChromium() ?? chromium.executablePath(), [...words, ...quiet, ...root, url], {
    // A group of its own: its processes, and no others.
    detached: true,
    stdio: 'ignore',
  })
  const gone = once(child, 'exit')
  const end = (): void => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL')
  }
  // A test that is ended itself leaves no browser behind.
  process.once('exit', end)
  return {
    kill: async () => {
      end()
      await gone
      process.removeListener('exit', end)
    },
  }
}
