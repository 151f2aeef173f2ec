import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { createAccountKey } from '../../../src/crypto/index.ts'
import { ascii, bytesToHex, concatBytes, utf8Encode, type EventId } from '../../../src/domain/index.ts'
import {
  backupToBytes,
  describeBackupError,
  describeBackupLoss,
  parseBackup,
  potFileToText,
  type Backup,
  type BackupAccess,
  type PotFile,
} from '../../../src/formats/index.ts'
import { bytesToBackupParts } from '../../../src/formats/backup/backup-parts.ts'
import { bytesToTar, tarToBytes } from '../../../src/formats/backup/tar.ts'
import { createPrng } from '../../simulator/prng.ts'
import { ALICE, createClaimedPot, device } from './claimed-pot.ts'
import { hostileBytes } from './hostile-bytes.ts'

let pots: readonly [PotFile, PotFile]
let bytes: Uint8Array

const ALICE_ACCOUNT = { kind: 'seed', seed: ALICE.accountSeed } as const
const access = (): BackupAccess => ({
  pot: pots[0].pot,
  salt: pots[0].fold.open.genesis.salt,
  relays: ['wss://relay.example/quits'],
  keys: [{ id: '0b'.repeat(32) as EventId, key: new Uint8Array(32).fill(7) }],
  head: null,
})

beforeAll(async () => {
  pots = [await createClaimedPot('Lisbon', 12), await createClaimedPot('Flat', 3)]
  bytes = backupToBytes({ madeAt: 1_790_000_000, device, account: ALICE_ACCOUNT, access: [access()], pots })
})

const read = async (file: Uint8Array): Promise<Backup> => {
  const parsed = await parseBackup(file)
  if (!parsed.ok) throw new Error(parsed.error.type)
  return parsed.value
}

const textOf = ({ pot, log }: PotFile): string => potFileToText(pot, log.events.values())

/** Where a text stands in the backup. */
const placeOf = (text: string): number => {
  const at = Buffer.from(bytes).indexOf(text)
  if (at < 0) throw new Error(`not in the backup: ${text}`)
  return at
}

/** The backup with zeros in a place, as a lost chunk leaves it. */
const without = (from: number, to: number): Uint8Array => bytes.slice().fill(0, from, to)

test('a backup gives back the account and every pot, to the byte', async () => {
  const backup = await read(bytes)
  expect(backup.losses).toEqual([])
  expect(backup.accountSeed).toEqual(ALICE.accountSeed)
  expect(backup.access).toEqual([access()])
  expect(backup.pots.map(textOf)).toEqual(pots.map(textOf))
  expect(backup.contents).toEqual({
    madeAt: 1_790_000_000,
    device,
    account: createAccountKey(ALICE.accountSeed).account,
    holdsAccount: true,
    pots: [
      { pot: pots[0].pot, title: 'Lisbon', events: 15 },
      { pot: pots[1].pot, title: 'Flat', events: 6 },
    ],
  })
})

test('no device key is in a backup', () => {
  expect(Buffer.from(bytes).includes(Buffer.from(ALICE.accountSeed).toString('hex'))).toBe(true)
  expect(Buffer.from(bytes).includes(Buffer.from(ALICE.deviceSeed).toString('hex'))).toBe(false)
  expect(Buffer.from(bytes).includes(Buffer.from(ALICE.deviceSeed))).toBe(false)
})

test('of a linked device a backup holds no account, and misses none', async () => {
  const { account } = createAccountKey(ALICE.accountSeed)
  const linked = { kind: 'public', account } as const
  const backup = await read(backupToBytes({ madeAt: 1, device, account: linked, access: [], pots }))
  expect([backup.accountSeed, backup.contents?.account, backup.losses]).toEqual([null, account, []])
})

test('a backup of version 1, which had an account and no access, is read as before', async () => {
  const { account } = createAccountKey(ALICE.accountSeed)
  const [lisbon] = pots
  const listed = [{ pot: lisbon.pot, title: 'Lisbon', events: 15 }]
  const older = tarToBytes(
    [
      ['backup.json', JSON.stringify({ quits: 'backup/v1', madeAt: 1_780_000_000, device, account, pots: listed })],
      ['account.json', JSON.stringify({ quits: 'account/v1', accountSeed: bytesToHex(ALICE.accountSeed) })],
      [`pots/${lisbon.pot}.json`, textOf(lisbon)],
    ].map(([name, text]) => ({ name: name as string, content: utf8Encode(text as string) })),
    1_780_000_000,
  )
  const backup = await read(older)
  expect([backup.losses, backup.access, backup.contents?.holdsAccount]).toEqual([[], [], true])
  expect(backup.accountSeed).toEqual(ALICE.accountSeed)
  expect(backup.pots.map(textOf)).toEqual([textOf(lisbon)])
})

test('the stock tar command takes a backup apart', () => {
  const directory = mkdtempSync(join(tmpdir(), 'quits-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  execFileSync('tar', ['-x', '-C', directory], { input: bytes })
  expect(readFileSync(join(directory, 'pots', `${pots[1].pot}.json`), 'utf8')).toBe(textOf(pots[1]))
  // And what tar writes is read: the archive of somebody who took one apart.
  const again = execFileSync('tar', [
    '-c',
    '-C',
    directory,
    '--format=ustar',
    'backup.json',
    'account.json',
    'access.json',
    'pots',
  ])
  const parts = bytesToBackupParts(again)
  expect([parts.isDamaged, parts.strangers, [...parts.potFiles.keys()].toSorted()]).toEqual([
    false,
    [],
    pots.map(({ pot }) => pot).toSorted(),
  ])
})

test('one pot that is damaged costs no other, and its events before and behind the damage that have their past are saved', async () => {
  const at = placeOf(textOf(pots[0]))
  const backup = await read(without(at + 3000, at + 3600))
  expect(backup.pots.map(({ pot }) => pot)).toEqual(pots.map(({ pot }) => pot))
  expect(textOf(backup.pots[1] as PotFile)).toBe(textOf(pots[1]))
  const [loss] = backup.losses
  const saved = backup.pots[0]?.log.events.size ?? 0
  expect(loss).toEqual({ type: 'PotIncomplete', pot: pots[0].pot, title: 'Lisbon', saved, of: 15 })
  expect(saved).toBeGreaterThan(1)
  expect(saved).toBeLessThan(15)
  expect(describeBackupLoss(loss as never)).toContain(`"Lisbon" is damaged: ${saved} of 15 events could be saved`)
})

test('a backup that was cut off gives what stands before the cut and names the rest', async () => {
  const second = placeOf(textOf(pots[1]))
  const backup = await read(bytes.slice(0, second + 2500))
  expect(textOf(backup.pots[0] as PotFile)).toBe(textOf(pots[0]))
  expect(backup.losses).toMatchObject([{ type: 'PotIncomplete', title: 'Flat', of: 6 }])
  const first = await read(bytes.slice(0, second - 512))
  expect(first.losses).toEqual([{ type: 'PotLost', pot: pots[1].pot, title: 'Flat' }])
})

test('each part that is lost is named, and the others are found behind it', async () => {
  const account = placeOf('account.json')
  expect((await read(without(0, account))).losses).toEqual([{ type: 'ContentsLost' }])
  expect((await read(without(account, account + 1))).losses).toEqual([{ type: 'AccountLost' }])
  const keys = placeOf('access.json')
  expect((await read(without(keys, keys + 1))).losses).toEqual([{ type: 'AccessLost' }])
  const other = bytes.slice()
  other.set(ascii('f'.repeat(64)), Buffer.from(bytes).indexOf(pots[0].pot, keys))
  expect(await read(other)).toMatchObject({ access: [], losses: [{ type: 'AccessLost' }] })
  const salted = bytes.slice()
  salted.set(ascii('f'.repeat(64)), Buffer.from(bytes).indexOf(access().salt, keys))
  expect(await read(salted)).toMatchObject({ access: [], losses: [{ type: 'AccessLost' }] })
  const lisbon = placeOf(textOf(pots[0]))
  expect((await read(without(lisbon, lisbon + 1500))).losses).toEqual([
    { type: 'PotLost', pot: pots[0].pot, title: 'Lisbon' },
  ])
  expect((await read(without(lisbon - 512, lisbon))).losses).toEqual([
    { type: 'PotLost', pot: pots[0].pot, title: 'Lisbon' },
  ])
})

test('[threat: malicious snapshot or backup] nothing of it is believed: another account, another pot, a stranger file', async () => {
  const { files } = bytesToTar(bytes)
  const other = backupToBytes({
    madeAt: 1,
    device,
    account: { kind: 'seed', seed: new Uint8Array(32).fill(9) },
    access: [],
    pots: [],
  })
  const foreignAccount = files.map((file) => (file.name === 'account.json' ? bytesToTar(other).files[1]! : file))
  expect((await read(tarToBytes(foreignAccount, 0))).losses).toEqual([{ type: 'AccountLost' }])

  const swapped = files.map(({ name, content }) =>
    name.includes(pots[0].pot) ? { name, content: files.at(-1)!.content } : { name, content },
  )
  const backup = await read(tarToBytes(swapped, 0))
  expect(backup.losses).toEqual([{ type: 'PotLost', pot: pots[0].pot, title: 'Lisbon' }])
  expect(backup.pots.map(({ pot }) => pot)).toEqual([pots[1].pot])

  const strangers = ['../../.bashrc', 'pots/../x.json', '__proto__', 'backup.json']
  const withStrangers = tarToBytes([...files, ...strangers.map((name) => ({ name, content: ascii('{}') }))], 0)
  const found = await read(withStrangers)
  expect(found.losses).toEqual(strangers.map((name) => ({ type: 'StrangeFile', name })))
  expect(found.pots).toHaveLength(2)
})

test('what is no backup is refused', async () => {
  for (const none of [new Uint8Array(), new Uint8Array(5000), ascii('{"quits": "backup/v1"}'), tarToBytes([], 0)]) {
    const parsed = await parseBackup(none)
    expect(parsed).toEqual({ ok: false, error: { type: 'NotABackup' } })
    if (!parsed.ok) expect(describeBackupError(parsed.error)).toBe('Nothing of a backup of Quits is in it.')
  }
})

test('an appended or inserted block is noticed', async () => {
  expect((await read(concatBytes(bytes, new Uint8Array(512).fill(1)))).losses).toEqual([{ type: 'Altered' }])
  expect((await read(bytes.slice(0, -600))).losses).toEqual([{ type: 'Altered' }])
})

test('archives with anything in them: 100,000 cases end, and give no more than they were given', () => {
  const prng = createPrng(20_261_121)
  const small = tarToBytes(
    bytesToTar(bytes).files.map(({ name, content }) => ({ name, content: content.subarray(0, 700) })),
    0,
  )
  let withPots = 0
  for (let i = 0; i < 100_000; i++) {
    const hostile = hostileBytes(prng, small)
    const { potFiles, accountSeed } = bytesToBackupParts(hostile)
    let given = 0
    for (const [pot, content] of potFiles) {
      if (!/^[0-9a-f]{64}$/.test(pot)) throw new Error(`case ${i} names a pot ${pot}`)
      given += content.length
    }
    if (given > hostile.length || (accountSeed !== null && accountSeed.length !== 32))
      throw new Error(`case ${i} gives more than it was given`)
    if (potFiles.size > 0) withPots++
  }
  expect(withPots).toBeGreaterThan(10_000)
})

test('a size that nothing can have is no reason to allocate it', () => {
  const header = tarToBytes([{ name: 'account.json', content: ascii('') }], 0).subarray(0, 512)
  header.set(ascii('777777777777'), 124)
  header.set(ascii('        '), 148)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.set(ascii(`${sum.toString(8).padStart(6, '0')}\0 `), 148)
  expect(bytesToTar(concatBytes(header, new Uint8Array(100))).files[0]?.content).toHaveLength(100)
})
