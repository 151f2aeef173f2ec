// The app in a browser whose storage fails, or that is killed, at a write: whatever it had said to be saved is there when the profile is opened again,
// nothing is there by halves, the device goes on with its own chain, and nobody is told what is not so.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type JSHandle, type Page } from '@playwright/test'
import { serveRelay, type ServedRelay } from '../../src/cli/start/serve-relay.ts'
import { startBrowser } from './crashes/browser-process.ts'
import type { Crashes, FaultName, Interrupted, KillMoment, Life } from './crashes/crash-page.ts'
import { serveCrashSite, type CrashSite } from './crashes/crash-site.ts'
import type { Said } from './crashes/said.ts'

let site: CrashSite
let relay: ServedRelay
test.beforeAll(async () => {
  ;[site, relay] = await Promise.all([serveCrashSite(), serveRelay(0, undefined)])
})
test.afterAll(() => Promise.all([site.close(), relay.close()]))

async function open(page: Page): Promise<JSHandle<Crashes>> {
  await page.goto(site.url)
  const handle = await page.waitForFunction(() => (globalThis as { quitsCrashes?: Crashes }).quitsCrashes)
  return handle as JSHandle<Crashes>
}

function interrupt(crashes: JSHandle<Crashes>, nth: number, fault: FaultName): Promise<Interrupted> {
  const plan = [nth, fault, relay.url] as const
  return test.step(`write ${nth}`, () => crashes.evaluate((here, names) => here.interrupt(...names), plan))
}

test('[threat: storage lost, quota, crash between write and send] IndexedDB of a browser: every kind of write, failing at each step @desktop', async ({
  page,
}) => {
  const crashes = await open(page)
  const { titles, faults } = await crashes.evaluate((here) => ({ titles: here.everyWrite, faults: here.faults }))
  for (const fault of faults)
    for (const title of titles)
      await test.step(`${title}: ${fault}`, async () => {
        const steps = await crashes.evaluate((here, names) => here.assertWrite(...names), [title, fault] as const)
        expect(steps).toBeGreaterThanOrEqual(1)
      })
})

test('[threat: storage lost, quota, crash between write and send] a session whose nth write finds no room, for every n @desktop', async ({
  page,
}) => {
  const crashes = await open(page)
  let refusals = 0
  for (let nth = 1; ; nth++) {
    const { hasFailed, said, broken } = await interrupt(crashes, nth, 'no room left')
    expect(broken, `after write ${nth}, and ${JSON.stringify(said)}`).toEqual([])
    refusals += said.filter(({ type }) => type === 'refused').length
    if (hasFailed) continue
    expect(said.map(({ type }) => type)).not.toContain('refused')
    expect(nth).toBeGreaterThan(40)
    break
  }
  // Whatever a person did themself and failed was told them.
  expect(refusals).toBeGreaterThan(10)
})

test('[threat: storage lost, quota, crash between write and send] a session whose database is closed under it: done again, and nobody notices @desktop', async ({
  page,
}) => {
  const crashes = await open(page)
  for (let nth = 2; ; nth += 5) {
    const { hasFailed, said, broken } = await interrupt(crashes, nth, 'a connection that the browser closed')
    expect(broken, `after write ${nth}, and ${JSON.stringify(said)}`).toEqual([])
    if (!hasFailed) break
  }
})

/** What was said in one life of a browser, and what it found of the life before. */
interface Lived {
  readonly said: readonly Said[]
  readonly left: readonly string[] | null
  /** Chromium called the database corrupt and deleted it: that is its own, and no app can keep it from happening (DECISIONS.md). */
  readonly isGivenUp: boolean
}

/** A browser from its start until it is killed at a write, or is through. */
async function live(profile: string, life: Omit<Life, 'relay'>): Promise<Lived> {
  const said: Said[] = []
  let left: readonly string[] | null = null
  const over = Promise.withResolvers<void>()
  const alarm = setTimeout(() => over.reject(new Error(`still running after ${JSON.stringify(said)}`)), 30_000)
  site.answer((path, body) => {
    switch (path) {
      case '/life':
        return { ...life, relay: relay.url } satisfies Life
      case '/left':
        return void (left = body as readonly string[])
      case '/said':
        said.push(body as Said)
        return (body as Said).type === 'end' && over.resolve()
      case '/kill':
        over.resolve()
        return new Promise(() => undefined)
      default:
        return over.reject(new Error(`${String(body)} after ${JSON.stringify(said)}`))
    }
  })
  const browser = startBrowser(profile, `${site.url}?live`)
  await over.promise.finally(() => clearTimeout(alarm)).finally(browser.kill)
  return { said, left, isGivenUp: browser.hasGivenUp() }
}

const [PROFILES, LIVES] = [4, 6]
const MOMENTS: readonly KillMoment[] = ['before', 'after', 'kept']

test('[threat: storage lost, quota, crash between write and send] a browser that is killed at a write, twenty times all over the session @desktop', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'quits-profiles-'))
  // An untroubled life says how many writes there are.
  const { said } = await live(join(folder, 'untroubled'), { database: 'all', nth: 0, moment: 'before', before: null })
  const writes = said.reduce((most, each) => (each.type === 'end' ? each.writes : most), 0)
  expect(writes).toBeGreaterThan(40)
  let [kills, givenUp] = [0, 0]
  for (let profile = 0; profile < PROFILES; profile++) {
    let before: Life['before'] = null
    for (let life = 0; life < LIVES; life++) {
      // The last one of a profile finds out what the one before it has left.
      const nth = 1 + Math.floor(((life * PROFILES + profile) * writes) / (LIVES * PROFILES))
      const moment = MOMENTS[(life + profile) % MOMENTS.length] as KillMoment
      const database = `life-${life}`
      const lived = await test.step(`killed ${moment} write ${nth} of ${writes}`, () =>
        live(join(folder, `${profile}`), { database, nth, moment, before }))
      if (lived.isGivenUp) givenUp += 1
      else expect(lived.left, `after ${JSON.stringify(before)}`).toEqual(before === null ? null : [])
      // What comes from a relay comes in more writes or fewer: a late one may not be reached.
      if (before !== null && before.said.at(-1)?.type !== 'end') kills += 1
      before = { database, said: lived.said }
    }
  }
  expect(kills - givenUp).toBeGreaterThanOrEqual(15)
  await rm(folder, { recursive: true, force: true })
})
