import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { chromium } from '@playwright/test'
import { findChromium } from '../../find-chromium.mjs'

/** A browser that can be killed as a power cut would: all of its processes at once, without a word. */
export interface BrowserProcess {
  /** Where it is steered from. */
  readonly endpoint: () => Promise<string>
  /** Whether it found a database damaged and deleted it, as it told its own log. */
  readonly hasGivenUp: () => boolean
  readonly kill: () => Promise<void>
}

/** Starts a browser without a window on this page, with the profile in this folder. */
export function startBrowser(profile: string, url: string): BrowserProcess {
  const words = ['--headless', `--user-data-dir=${profile}`, '--remote-debugging-port=0', '--enable-logging=stderr']
  const quiet = [
    '--no-first-run',
    '--disable-gpu',
    '--disable-sync',
    '--disable-background-networking',
    '--disable-component-update',
  ]
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(
    findChromium() ?? chromium.executablePath(),
    [...words, ...quiet, ...root, '--disable-quic', url],
    {
      // A group of its own: its processes, and no others.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  const gone = once(child, 'exit')
  const lines = createInterface({ input: child.stderr })
  let hasGivenUp = false
  lines.on('line', (line) => (hasGivenUp ||= line.includes('recovering from a corrupted (and deleted) database')))
  const endpoint = new Promise<string>((resolve) => {
    lines.on('line', (line) => {
      const [, found] = /^DevTools listening on (ws:\S+)/.exec(line) ?? []
      if (found !== undefined) resolve(found)
    })
  })
  const end = (): void => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL')
  }
  // A test that is ended itself leaves no browser behind.
  process.once('exit', end)
  return {
    endpoint: () => endpoint,
    hasGivenUp: () => hasGivenUp,
    kill: async () => {
      end()
      await gone
      process.removeListener('exit', end)
    },
  }
}
