// The key file when its file system fails at each call in turn, and when the process is gone there: what is found then are the old keys or the new
// ones, never half of any.

import type * as FileSystem from 'node:fs/promises'
import { cp, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { seedDeviceKey } from '../../../src/crypto/index.ts'
import { createFileKeyStore } from '../../../src/storage/file/index.ts'
import type { InstallationKeys } from '../../../src/storage/index.ts'

/** Called before each call of the file system that the store makes; it may throw. */
const before = vi.hoisted(() => ({ call: async (_name: string): Promise<void> => undefined }))

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof FileSystem>()
  const through =
    <A extends readonly unknown[], T>(name: string, call: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      await before.call(name)
      return call(...args)
    }
  return {
    ...real,
    chmod: through('chmod', real.chmod),
    link: through('link', real.link),
    rename: through('rename', real.rename),
    rm: through('rm', real.rm),
    open: through('open', async (...args: Parameters<typeof real.open>) => {
      const file = await real.open(...args)
      const [write, sync] = [file.writeFile.bind(file), file.sync.bind(file)]
      return Object.assign(file, {
        writeFile: through('write', write as (...values: readonly unknown[]) => Promise<void>),
        sync: through('sync', sync),
      })
    }),
  }
})

const keysOf = (byte: number): InstallationKeys => ({
  deviceKey: seedDeviceKey(new Uint8Array(32).fill(byte)),
  sealingSecret: new Uint8Array(32).fill(byte),
  account: { kind: 'seed', seed: new Uint8Array(32).fill(byte) },
})

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quits-keys-'))
})
afterEach(async () => {
  before.call = async () => undefined
  await rm(folder, { recursive: true })
})

const deviceIn = async (place: string): Promise<string | null> => {
  before.call = async () => undefined
  const loaded = await createFileKeyStore(join(place, 'keys.json')).load()
  if (!loaded.ok) throw new Error(loaded.error.type)
  return loaded.value?.deviceKey.device ?? null
}

const older = keysOf(1)
const newer = keysOf(2)

test('[threat: storage lost, quota, crash between write and send] keys: a file system that fails at each call', async () => {
  for (let nth = 1; ; nth++) {
    const place = join(folder, `${nth}`)
    const store = createFileKeyStore(join(place, 'keys.json'))
    await store.replace(older)
    let calls = 0
    let failed = ''
    before.call = async (name) => {
      calls += 1
      if (calls !== nth) return
      failed = name
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    }
    const replaced = await store.replace(newer)
    const found = await deviceIn(place)
    if (replaced.ok) expect(found).toBe(newer.deviceKey.device)
    else {
      expect(replaced.error).toEqual({ type: 'QuotaExceeded' })
      // Only cleaning up comes after the keys are in their place.
      expect(found).toBe(failed === 'rm' ? newer.deviceKey.device : older.deviceKey.device)
    }
    if (failed === '') {
      expect(nth).toBeGreaterThan(5)
      return
    }
  }
})

test('[threat: storage lost, quota, crash between write and send] keys: a process that is gone before each call', async () => {
  const copies: string[] = []
  const store = createFileKeyStore(join(folder, 'live', 'keys.json'))
  const copying = async (): Promise<void> => {
    const copy = join(folder, `copy-${copies.length}`)
    copies.push(copy)
    // What a process leaves that is killed now: everything that it has handed to the system.
    await cp(join(folder, 'live'), copy, { recursive: true }).catch(() => undefined)
  }
  before.call = copying
  const created = await store.loadOrCreate()
  const first = copies.length
  before.call = copying
  await store.replace(newer)
  if (!created.ok) throw new Error(created.error.type)
  const devices: (string | null)[] = []
  for (const copy of copies) devices.push(await deviceIn(copy))
  // Nothing, then the first keys, then the new ones, each from one moment on.
  const order: readonly (string | null)[] = [null, created.value.deviceKey.device, newer.deviceKey.device]
  const ranks = devices.map((device) => order.indexOf(device))
  expect(ranks).not.toContain(-1)
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
  expect(first).toBeGreaterThan(4)
  expect(copies.length).toBeGreaterThan(first + 4)
  // Whoever starts on what a crash left goes on from there. A draft that may still be somebody's stays, one of a while ago goes.
  let drafts = 0
  for (const copy of copies) {
    before.call = async () => undefined
    const again = createFileKeyStore(join(copy, 'keys.json'))
    expect((await again.loadOrCreate()).ok).toBe(true)
    const left = (await readdir(copy)).filter((name) => name !== 'keys.json')
    drafts += left.length
    for (const name of left) await utimes(join(copy, name), 0, 0)
    expect((await again.loadOrCreate()).ok).toBe(true)
    expect(await readdir(copy)).toEqual(['keys.json'])
  }
  expect(drafts).toBeGreaterThan(4)
})

test('keys: no file but an abandoned draft of these very keys is removed, and a start does not fail where none can be', async () => {
  const store = createFileKeyStore(join(folder, 'keys.json'))
  await store.replace(older)
  const draft = `keys.json.${'0a'.repeat(8)}.new`
  const others = [
    'keys.json.new',
    'keys.json.old',
    `keys.json.${'0a'.repeat(7)}.new`,
    `other.json.${'0a'.repeat(8)}.new`,
  ]
  for (const name of [draft, ...others]) {
    await writeFile(join(folder, name), '')
    await utimes(join(folder, name), 0, 0)
  }
  before.call = async (name) => {
    if (name === 'rm') throw Object.assign(new Error('read-only file system'), { code: 'EROFS' })
  }
  expect((await store.loadOrCreate()).ok).toBe(true)
  expect(await readdir(folder)).toContain(draft)
  before.call = async () => undefined
  expect(await store.loadOrCreate()).toMatchObject({ value: { deviceKey: { device: older.deviceKey.device } } })
  expect((await readdir(folder)).toSorted()).toEqual(['keys.json', ...others].toSorted())
})
