// What a browser keeps for us, tested in a browser: IndexedDB and its tabs, keys that cannot be read.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type BrowserContext, type JSHandle, type Page } from '@playwright/test'
import { verifySignature } from '../../src/crypto/index.ts'
import { hexToBytes } from '../../src/domain/index.ts'
import { lisbon } from '../log/people.ts'
import { storageContract } from '../storage/storage-contract.ts'
import { breakingByTitle } from './platform/broken-storages.ts'
import { contentOf, fill, filled } from './platform/kept-content.ts'
import type { Platform } from './platform/platform-page.ts'
import { openPlatform, test } from './platform/platform-test.ts'

test.describe.configure({ timeout: 30_000 })

/** A tab of a profile, with the harness in it. */
interface Tab {
  readonly page: Page
  readonly platform: JSHandle<Platform>
}
const openTab = async (context: BrowserContext, url: string): Promise<Tab> => {
  const page = await context.newPage()
  return { page, platform: await openPlatform(page, url) }
}

test.describe('storage in a browser', () => {
  for (const { title } of storageContract)
    test(`IndexedDB: ${title} @desktop`, async ({ platform }) => {
      await platform.evaluate((page, name) => page.assertStorage(name, false), title)
    })

  test('the contract finds what breaks it @desktop', async ({ platform }) => {
    for (const title of Object.keys(breakingByTitle)) {
      const verdict = platform.evaluate((page, name) => page.assertStorage(name, true), title)
      await expect(verdict, title).rejects.toThrow(/expected/)
    }
  })

  test('of two tabs that write one place of a chain at the same time exactly one does @desktop', async ({
    context,
    platformUrl,
  }) => {
    const tabs = [await openTab(context, platformUrl), await openTab(context, platformUrl)] as const
    const ready = await Promise.all(
      tabs.map(({ platform }, tab) =>
        platform.evaluateHandle(async (page, own) => {
          const [zero, one] = await page.alices()
          if (zero === undefined || one === undefined) throw new Error('Alice wrote nothing')
          const { pot } = await page.lisbon()
          const { logs } = page.open('two-tabs')
          await logs.append(pot, [zero])
          const nonces = Array.from({ length: 16 }, (_, i) => `${own}${i.toString(16)}`.repeat(16))
          const rivals = await page.rivalsOf(one, nonces)
          // Awaited by the next step alone: a handle waits for a promise, not for one in an object.
          const written = page.started().then(() => Promise.all(rivals.map((rival) => logs.appendOwn(pot, [rival]))))
          return { pot, logs, rivals, written }
        }, tab),
      ),
    )
    await tabs[0].platform.evaluate((page) => page.start())
    const outcomes = await Promise.all(
      ready.map((handle) =>
        handle.evaluate(async ({ pot, logs, rivals, written }) => {
          const results = await written
          const winners = rivals.filter((_, i) => results[i]?.ok).map(({ stored }) => stored.id)
          const errors = results.flatMap((result) => (result.ok ? [] : [result.error]))
          const read = await logs.read(pot)
          return { winners, errors, stored: read.ok ? read.value.map(({ id }) => id) : [] }
        }),
      ),
    )
    const winners = outcomes.flatMap((outcome) => outcome.winners)
    expect(winners).toHaveLength(1)
    const errors = outcomes.flatMap((outcome) => outcome.errors)
    expect(errors).toHaveLength(31)
    for (const error of errors) expect(error).toMatchObject({ type: 'SeqTaken', seq: 1, stored: winners[0] })
    for (const { stored } of outcomes) expect(stored.slice(1)).toEqual(winners)
  })

  test('[one writer per device] two tabs that write through the app at the same time both do, and no place is written twice @desktop', async ({
    context,
    platformUrl,
  }) => {
    const tabs = [await openTab(context, platformUrl), await openTab(context, platformUrl)] as const
    const pot = await tabs[0].platform.evaluate(async (page) => {
      const quits = await page.openQuits('writers')
      const draft = { title: 'Boat', currency: { code: 'EUR', digits: 2 }, you: 'Alice', others: [], chain: null }
      const created = await quits.createPot(draft)
      if (!created.ok) throw new Error(created.error.type)
      return created.value.id
    })
    const writing = await Promise.all(
      tabs.map(({ platform }, tab) =>
        platform.evaluateHandle(
          async (page, [own, name]) => {
            const opened = await (await page.openQuits('writers')).open(name)
            if (!opened.ok) throw new Error(opened.error.type)
            const session = opened.value
            const names = Array.from({ length: 20 }, (_, n) => `Friend ${n} of tab ${own}`)
            const written = page.started().then(() => Promise.all(names.map((each) => page.addMember(session, each))))
            return { session, written }
          },
          [tab, pot] as const,
        ),
      ),
    )
    await tabs[0].platform.evaluate((page) => page.start())
    const outcomes = await Promise.all(
      writing.map((handle) =>
        handle.evaluate(async ({ written }) => (await written).map((result) => result.ok || result.error)),
      ),
    )
    expect(outcomes.flat()).toEqual(Array.from({ length: 40 }, () => true))
    const places = await tabs[1].platform.evaluate(async (page, name) => {
      const read = await page.open('writers').logs.read(name)
      const replica = page.createReplica(name)
      const { refused } = await page.admitEvents(replica, read.ok ? read.value : [])
      return { refused, forks: replica.forks().length, events: replica.events.size }
    }, pot)
    // The pot, Alice, her claim, and forty friends.
    expect(places).toEqual({ refused: [], forks: 0, events: 43 })
  })

  test('a tab hears of what another adds, writes and removes @desktop', async ({ context, platformUrl }) => {
    const here = await openTab(context, platformUrl)
    const there = await openTab(context, platformUrl)
    const ears = await there.platform.evaluateHandle((page) => {
      const heard: string[] = []
      const waiting = new Set<() => void>()
      const { logs } = page.open('news')
      logs.subscribe((pot) => {
        heard.push(pot)
        for (const check of waiting) check()
      })
      const hears = (count: number): Promise<readonly string[]> =>
        new Promise((resolve) => {
          const check = (): void => void (heard.length >= count && resolve(heard))
          waiting.add(check)
          check()
        })
      return { hears, logs }
    })
    const { pot, events } = await lisbon()
    const changes = await here.platform.evaluateHandle((page) => page.open('news').logs)
    const heardAfter = (count: number) => ears.evaluate(({ hears }, wanted) => hears(wanted), count)
    await here.platform.evaluate(
      async (page, logs) => logs.append((await page.lisbon()).pot, (await page.lisbon()).events.slice(0, 2)),
      changes,
    )
    expect(await heardAfter(1)).toEqual([pot])
    await here.platform.evaluate(
      async (page, logs) => logs.appendOwn((await page.lisbon()).pot, (await page.alices()).slice(2)),
      changes,
    )
    expect(await heardAfter(2)).toEqual([pot, pot])
    const seen = await ears.evaluate(({ logs }, name) => logs.read(name), pot)
    expect(seen.ok && seen.value.length).toBe(
      events.filter(({ event }) => event.device === events[0]?.event.device).length,
    )
    await changes.evaluate((logs, name) => logs.remove(name), pot)
    expect(await heardAfter(3)).toEqual([pot, pot, pot])
  })

  test('two tabs that start together get one key, and neither can read it @desktop', async ({
    context,
    platformUrl,
  }) => {
    const tabs = [await openTab(context, platformUrl), await openTab(context, platformUrl)] as const
    const ready = await Promise.all(
      tabs.map(({ platform }) =>
        platform.evaluateHandle(async (page) => {
          const { keys } = page.open('first-start')
          await keys.load()
          return { page, keys, loading: page.started().then(() => keys.loadOrCreate()) }
        }),
      ),
    )
    await tabs[0].platform.evaluate((page) => page.start())
    const got = await Promise.all(
      ready.map((handle) =>
        handle.evaluate(async ({ page, loading }) => {
          const loaded = await loading
          if (!loaded.ok || loaded.value.deviceKey.kind !== 'kept') throw new Error('expected a key object')
          const { deviceKey, sealingSecret } = loaded.value
          const signature = await page.createSigner(deviceKey).sign(Uint8Array.of(1, 2, 3))
          const exported = await Promise.all(
            (['pkcs8', 'jwk'] as const).map((format) =>
              crypto.subtle.exportKey(format, deviceKey.privateKey).then(
                () => 'exported',
                ({ name }: DOMException) => name,
              ),
            ),
          )
          return {
            device: deviceKey.device,
            extractable: deviceKey.privateKey.extractable,
            exported,
            signature: page.bytesToHex(signature),
            seed: page.bytesToHex(sealingSecret),
          }
        }),
      ),
    )
    const [first] = got
    if (first === undefined) throw new Error('no tab')
    expect(got).toEqual([first, first])
    expect(first).toMatchObject({ extractable: false, exported: ['InvalidAccessError', 'InvalidAccessError'] })
    const kept = await ready[0]?.evaluate(async ({ keys }) => {
      const loaded = await keys.load()
      return loaded.ok ? loaded.value?.deviceKey.device : loaded.error
    })
    expect(kept).toBe(first.device)
    expect(await verifySignature(first.device, Uint8Array.of(1, 2, 3), hexToBytes(first.signature))).toBe(true)
  })

  test('everything is there after a reload @desktop', async ({ context, platformUrl }) => {
    const { page, platform } = await openTab(context, platformUrl)
    const device = await platform.evaluate(fill, 'kept')
    const again = await openPlatform(page, platformUrl)
    expect(await again.evaluate(contentOf, 'kept')).toEqual(await filled(device))
  })

  test('everything is there after the browser crashed @desktop', async ({ playwright, launchOptions, platformUrl }) => {
    const profile = await mkdtemp(join(tmpdir(), 'quits-profile-'))
    const launch = () => playwright.chromium.launchPersistentContext(profile, launchOptions)
    const before = await launch()
    const { page, platform } = await openTab(before, platformUrl)
    const device = await platform.evaluate(fill, 'kept')
    const session = await before.newCDPSession(page)
    const gone = before.waitForEvent('close')
    await Promise.allSettled([gone, session.send('Browser.crash')])
    const after = await launch()
    expect(await (await openTab(after, platformUrl)).platform.evaluate(contentOf, 'kept')).toEqual(await filled(device))
    await after.close()
    await rm(profile, { recursive: true })
  })

  test('a reload in the middle of a write leaves all of it or nothing @desktop', async ({ context, platformUrl }) => {
    const { page, platform } = await openTab(context, platformUrl)
    const pot = await platform.evaluate(async (page_) => {
      const { pot: name, events } = await page_.lisbon()
      const [signed] = events
      if (signed === undefined) throw new Error('no event')
      const many = Array.from({ length: 5_000 }, (_, seq) => {
        const id = seq.toString(16).padStart(64, '0') as typeof signed.event.id
        return { event: { ...signed.event, seq, id }, stored: { ...signed.stored, id } }
      })
      const { logs } = page_.open('torn')
      await logs.append(name, many.slice(0, 1))
      void logs.append(name, many)
      return name
    })
    const again = await openPlatform(page, platformUrl)
    const read = await again.evaluate((page_, name) => page_.open('torn').logs.read(name), pot)
    expect([1, 5_000]).toContain(read.ok ? read.value.length : read.error)
  })

  test('a tab whose data was cleared under it goes on with an empty database @desktop', async ({
    context,
    platformUrl,
  }) => {
    const { page, platform } = await openTab(context, platformUrl)
    const storage = await platform.evaluateHandle(async (page_) => {
      const opened = page_.open('cleared')
      await opened.settings.set('locale', 'pt')
      return opened
    })
    const session = await context.newCDPSession(page)
    await session.send('Storage.clearDataForOrigin', { origin: new URL(platformUrl).origin, storageTypes: 'indexeddb' })
    expect(await storage.evaluate(({ settings }) => settings.get('locale'))).toEqual({ ok: true, value: null })
    expect(await storage.evaluate(({ settings }) => settings.set('locale', 'de'))).toEqual({
      ok: true,
      value: undefined,
    })
    expect(await storage.evaluate(({ settings }) => settings.get('locale'))).toEqual({ ok: true, value: 'de' })
  })

  test('a full disk refuses all of a write, and there is room again afterwards @desktop', async ({
    context,
    platformUrl,
  }) => {
    const { page, platform } = await openTab(context, platformUrl)
    const session = await context.newCDPSession(page)
    const origin = new URL(platformUrl).origin
    // Before the first use: Chromium remembers for a while how much room there was.
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 200_000 })
    const write = await platform.evaluateHandle(async (page_) => {
      const { pot, events } = await page_.lisbon()
      const [signed] = events
      if (signed === undefined) throw new Error('no event')
      const large = Array.from({ length: 40 }, (_, seq) => {
        const id = seq.toString(16).padStart(64, '0') as typeof signed.event.id
        const bytes = crypto.getRandomValues(new Uint8Array(65_536))
        return { event: { ...signed.event, seq, id }, stored: { ...signed.stored, id, bytes } }
      })
      const { logs } = page_.open('full')
      await logs.append(pot, large.slice(0, 1))
      return {
        large: () => logs.append(pot, large),
        own: () => logs.appendOwn(pot, large.slice(1)),
        count: async () => {
          const read = await logs.read(pot)
          return read.ok ? read.value.length : read.error
        },
      }
    })
    expect(await write.evaluate(({ large }) => large())).toEqual({ ok: false, error: { type: 'QuotaExceeded' } })
    expect(await write.evaluate(({ own }) => own())).toEqual({ ok: false, error: { type: 'QuotaExceeded' } })
    expect(await write.evaluate(({ count }) => count())).toBe(1)
    await session.send('Storage.overrideQuotaForOrigin', { origin })
    expect(await write.evaluate(({ large }) => large())).toEqual({ ok: true, value: 39 })
  })

  test('a tab makes way for one with a newer version and says so @desktop', async ({ context, platformUrl }) => {
    const older = await openTab(context, platformUrl)
    const newer = await openTab(context, platformUrl)
    const storage = await older.platform.evaluateHandle(async (page) => {
      const opened = page.open('versions')
      await opened.settings.set('locale', 'pt')
      return opened
    })
    await newer.platform.evaluate(async (page) => (await page.openDB('versions', 99)).close())
    expect(await storage.evaluate(({ logs }) => logs.pots())).toEqual({
      ok: false,
      error: { type: 'NewerData', found: null, supported: 5 },
    })
  })
})
