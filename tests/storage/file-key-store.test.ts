import { mkdtemp, readdir, readFile, rm, stat, writeFile, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { identityOf } from '../../src/app/identity.ts'
import { createAccountKey, createKeptDeviceKey } from '../../src/crypto/index.ts'
import type { DeviceId, Hex, MemberId, PotId } from '../../src/domain/index.ts'
import { createFileKeyStore } from '../../src/storage/file/index.ts'

const SEED = '07'.repeat(32)
let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quits-'))
  path = join(folder, 'new', 'keys.json')
})
afterEach(() => rm(folder, { recursive: true }))

test("a key file is its owner's alone, and nothing is left beside it", async () => {
  await createFileKeyStore(path).loadOrCreate()
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect((await stat(join(folder, 'new'))).mode & 0o777).toBe(0o700)
  const keys = await createFileKeyStore(path).loadOrCreate()
  if (!keys.ok) throw new Error(keys.error.type)
  await createFileKeyStore(path).replace(keys.value)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readdir(join(folder, 'new'))).toEqual(['keys.json'])
})

test('of many processes that start at once all get the keys of one', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => createFileKeyStore(path).loadOrCreate()))
  expect(new Set(all.map((keys) => (keys.ok ? keys.value.deviceKey.device : keys.error.type))).size).toBe(1)
  expect(await readdir(join(folder, 'new'))).toEqual(['keys.json'])
})

test('a key file of version 1 keeps its device, its account and the sealing key that its claims name', async () => {
  await mkdir(join(folder, 'new'))
  await writeFile(path, `{"quits":"keys/v1","deviceSeed":"${SEED}","accountSeed":"${SEED}"}`)
  const older = await createFileKeyStore(path).loadOrCreate()
  if (!older.ok) throw new Error(older.error.type)
  const { account, sealing } = createAccountKey(new Uint8Array(32).fill(7))
  expect(identityOf(older.value)).toMatchObject({ account, sealing, holdsAccount: true })
  expect(await createFileKeyStore(path).replace(older.value)).toEqual({ ok: true, value: undefined })
  expect(await readFile(path, 'utf8')).toContain('keys/v2')
  expect(await createFileKeyStore(path).load()).toMatchObject({ ok: true, value: { account: older.value.account } })
})

test('a linked device knows the public key of its account alone', async () => {
  const { account } = createAccountKey(new Uint8Array(32).fill(9))
  const made = await createFileKeyStore(path).loadOrCreate()
  if (!made.ok) throw new Error(made.error.type)
  const linked = { ...made.value, account: { kind: 'public', account } as const }
  await createFileKeyStore(path).replace(linked)
  const loaded = await createFileKeyStore(path).load()
  expect(loaded).toEqual({ ok: true, value: linked })
  if (!loaded.ok || !loaded.value) throw new Error('the keys are gone')
  const identity = identityOf(loaded.value)
  expect([identity.account, identity.holdsAccount]).toEqual([account, false])
  expect(await identity.certify(SEED as PotId, SEED as MemberId, identity.signer.device, identity.sealing)).toBe(null)
})

test('links are kept with the keys, and a link that is none is damage', async () => {
  const store = createFileKeyStore(path)
  const keys = await store.loadOrCreate()
  if (!keys.ok) throw new Error(keys.error.type)
  const [device, sealing, mailbox] = [SEED as DeviceId, SEED as Hex<'SealingKey'>, SEED as Hex<'MailboxKey'>]
  const links = [{ device, sealing, mailbox, relays: ['wss://relay.example/v1'] }]
  expect((await store.replace({ ...keys.value, links })).ok).toBe(true)
  expect(await store.load()).toMatchObject({ value: { links } })
  await writeFile(path, (await readFile(path, 'utf8')).replace('"wss://relay.example/v1"', '1'))
  expect(await store.load()).toMatchObject({ error: { type: 'Corrupt' } })
})

test('a file that is damaged or of another kind is named, and not overwritten', async () => {
  await mkdir(join(folder, 'new'))
  for (const text of [
    '',
    '{',
    'null',
    '[]',
    '{"quits":"keys/v3"}',
    `{"quits":"keys/v2","deviceSeed":"${SEED}","accountSeed":"${SEED}"}`,
    `{"quits":"keys/v2","deviceSeed":"${SEED}","sealingSecret":"${SEED}"}`,
    '{"quits":"keys/v1","deviceSeed":"00","accountSeed":"00"}',
  ]) {
    await writeFile(path, text)
    const corrupt = { ok: false, error: { type: 'Corrupt', detail: 'not a key file' } }
    expect(await createFileKeyStore(path).load()).toEqual(corrupt)
    expect(await createFileKeyStore(path).loadOrCreate()).toEqual(corrupt)
    expect(await readFile(path, 'utf8')).toBe(text)
  }
})

test('a place where no file can be is named', async () => {
  await writeFile(join(folder, 'new'), 'a file where the folder should be')
  expect(await createFileKeyStore(path).load()).toMatchObject({ ok: false, error: { type: 'Unavailable' } })
  expect(await createFileKeyStore(folder).load()).toMatchObject({ ok: false, error: { type: 'Unavailable' } })
})

test('a key that only the platform can keep does not go into a file', async () => {
  const deviceKey = await createKeptDeviceKey()
  if (deviceKey === null) throw new Error('this platform keeps keys')
  const replaced = await createFileKeyStore(path).replace({
    deviceKey,
    sealingSecret: new Uint8Array(32),
    account: { kind: 'seed', seed: new Uint8Array(32) },
  })
  expect(replaced).toMatchObject({ ok: false, error: { type: 'StorageFailed' } })
  expect(await readdir(join(folder, 'new'))).toEqual([])
})
