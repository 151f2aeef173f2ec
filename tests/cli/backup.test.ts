import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { readCommandLine } from '../../src/cli/command-line.ts'
import { commands } from '../../src/cli/commands.ts'
import { openAgeFile, sealAgeFile } from '../../src/crypto/age/index.ts'
import { createAccountKey } from '../../src/crypto/index.ts'
import { bytesToHex } from '../../src/domain/index.ts'
import { parsePotFile, potFileToText, type PotFile } from '../../src/formats/index.ts'
import { atTerminal, hasAge } from '../crypto/age/stock-age.ts'
import { ALICE, createClaimedPot, device } from '../formats/backup/claimed-pot.ts'
import { createDesk, main, node, vector, type Desk } from './run-quits.ts'

// A key of age-keygen that opens nothing but what these tests seal.
const IDENTITY = 'AGE-SECRET-KEY-1G7SQHT67JLQGJZFTAX59270839GL6KC8TT7UYK9WP6QQQ009FRMQ8LYUYF'
const RECIPIENT = 'age12x3lg88ehvupysj6rxzgelxdjygyykn78gamdn47gx8jng2qtp2shx9jtr'
const PASSPHRASE = 'correct horse battery staple'
const account = createAccountKey(ALICE.accountSeed).account

let lisbon: PotFile
let flat: PotFile
beforeAll(async () => {
  lisbon = await createClaimedPot('Lisbon «2026»', 200)
  flat = await createClaimedPot('Flat', 3)
})

/** Alice's desk: her keys, two pots, a passphrase and a key of age. */
const aliceDesk = (): Desk => {
  const desk = createDesk()
  const keys = {
    quits: 'keys/v1',
    deviceSeed: bytesToHex(ALICE.deviceSeed),
    accountSeed: bytesToHex(ALICE.accountSeed),
  }
  writeFileSync(desk.path('device.json'), JSON.stringify(keys), { mode: 0o600 })
  writeFileSync(desk.path('lisbon.json'), textOf(lisbon))
  writeFileSync(desk.path('flat.json'), textOf(flat))
  writeFileSync(desk.path('passphrase'), `${PASSPHRASE}\n`)
  writeFileSync(desk.path('identity'), `# created: today\n${IDENTITY}\n`)
  return desk
}

const textOf = ({ pot, log }: PotFile): string => potFileToText(pot, log.events.values())
const potIn = async (path: string): Promise<PotFile> => {
  const parsed = await parsePotFile(readFileSync(path, 'utf8'))
  if (!parsed.ok) throw new Error(parsed.error.type)
  return parsed.value
}
/** The same without a process of its own, for commands that end at once. */
const run = async (desk: Desk, words: readonly string[]): Promise<{ readonly out: string; readonly err: string }> => {
  const request = readCommandLine(words, commands)
  if (!request.ok) return { out: '', err: request.error.sentence }
  if (request.value.type === 'help') throw new Error('help was asked for')
  const env = { QUITS_DEVICE: desk.path('device.json') }
  const around = { env, directory: desk.directory, note: () => {} }
  const report = await request.value.command.run(request.value.args, around)
  return report.ok ? { out: JSON.stringify(report.value.json), err: '' } : { out: '', err: report.error.sentence }
}
const toRecipient = (desk: Desk, ...pots: readonly string[]): ReturnType<Desk['quits']> =>
  desk.quits('backup', '--out', 'all.age', '--recipient', RECIPIENT, ...pots)

test(
  '[ME1] a backup is restored as a new device, which the account key registers and which can write',
  { timeout: 120_000 },
  async () => {
    const desk = aliceDesk()
    const made = await desk.quits(
      'backup',
      '--out',
      'all.age',
      '--passphrase-file',
      'passphrase',
      'lisbon.json',
      'flat.json',
    )
    expect([made.exit, made.err]).toEqual([0, ''])
    expect(made.out).toContain(`the account ${account.slice(0, 8)}… and 2 pots.`)
    expect(statSync(desk.path('all.age')).mode & 0o777).toBe(0o600)

    const restored = await desk.quits(
      'restore',
      'all.age',
      '--into',
      'new',
      '--passphrase-file',
      'passphrase',
      '--json',
    )
    expect([restored.exit, restored.err]).toEqual([0, ''])
    const report = JSON.parse(restored.out) as {
      readonly device: string
      readonly pots: readonly { readonly pot: string; readonly file: string; readonly member: string }[]
    }
    expect(report).toMatchObject({
      account,
      madeBy: device,
      losses: [],
      pots: [{ member: 'Alice' }, { member: 'Alice' }],
    })
    expect(report.device).not.toBe(device)
    const keys = readFileSync(desk.path('new/device.json'), 'utf8')
    expect(keys).toContain(bytesToHex(ALICE.accountSeed))
    expect(keys).not.toContain(bytesToHex(ALICE.deviceSeed))
    expect(statSync(desk.path('new/device.json')).mode & 0o777).toBe(0o600)

    const [first, second] = report.pots.map(({ file }) => file) as [string, string]
    expect(first).toBe(`lisbon-2026-${lisbon.pot.slice(0, 16)}.json`)
    const back = await potIn(desk.path(`new/${first}`))
    expect([...lisbon.log.events.keys()].every((id) => back.log.events.has(id))).toBe(true)
    expect(back.log.events.size).toBe(lisbon.log.events.size + 1)
    expect(back.fold.open.members.get(back.fold.open.devices.get(device as never)!.member!)?.devices).toEqual([
      device,
      report.device,
    ])
    const csv = vector('splitwise-seven-people.csv')
    const imported = await desk.quits(
      'import',
      'splitwise',
      csv,
      '--pot',
      `new/${second}`,
      '--device',
      'new/device.json',
    )
    expect([imported.exit, imported.err]).toEqual([0, ''])
    expect((await potIn(desk.path(`new/${second}`))).log.forks()).toEqual([])
  },
)

test('nothing is overwritten, and a draft is never left behind', async () => {
  const desk = aliceDesk()
  expect((await toRecipient(desk, 'flat.json')).exit).toBe(0)
  const before = readFileSync(desk.path('all.age'))
  const again = await toRecipient(desk, 'flat.json')
  expect([again.exit, again.err]).toEqual([2, 'quits: all.age is there already, and a backup overwrites nothing.\n'])
  expect(readFileSync(desk.path('all.age'))).toEqual(before)

  mkdirSync(desk.path('full'))
  writeFileSync(desk.path('full/mine'), 'mine')
  const into = await desk.quits('restore', 'all.age', '--into', 'full', '--identity', 'identity')
  expect([into.exit, into.err]).toEqual([
    2,
    'quits: full cannot be used: it is not empty, and nothing is overwritten.\n',
  ])
  expect(readdirSync(desk.path('full'))).toEqual(['mine'])
  mkdirSync(desk.path('empty'))
  expect((await desk.quits('restore', 'all.age', '--into', 'empty', '--identity', 'identity')).exit).toBe(0)
  expect(readdirSync(desk.path('empty')).toSorted()).toEqual([
    'device.json',
    'device.json.written',
    `flat-${flat.pot.slice(0, 16)}.json`,
  ])
  expect(readdirSync(desk.directory).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

test('of a damaged backup everything that proves itself is restored, and every loss is named', async () => {
  const desk = aliceDesk()
  expect((await toRecipient(desk, 'lisbon.json', 'flat.json')).exit).toBe(0)
  const whole = readFileSync(desk.path('all.age'))
  const damaged = Buffer.from(whole)
  damaged[70_000]! ^= 1
  writeFileSync(desk.path('damaged.age'), damaged)
  const one = await desk.quits('restore', 'damaged.age', '--into', 'one', '--identity', 'identity')
  expect([one.exit, one.err]).toEqual([1, ''])
  expect(one.out).toContain('The backup is damaged.')
  expect(one.out).toMatch(/The pot "Lisbon «2026»" is damaged: [0-9]+ of 203 events could be saved\./)
  expect(one.out).toContain('"Flat", 7 events; this device speaks for Alice')

  writeFileSync(desk.path('cut.age'), whole.subarray(0, 100_000))
  const cut = await desk.quits('restore', 'cut.age', '--into', 'cut', '--identity', 'identity', '--json')
  expect(cut.exit).toBe(1)
  expect(JSON.parse(cut.out)).toMatchObject({
    account,
    isDamaged: true,
    losses: [
      { type: 'PotIncomplete', title: 'Lisbon «2026»', of: 203 },
      { type: 'PotLost', title: 'Flat' },
    ],
  })
  const file = readdirSync(desk.path('cut')).find((name) => name.startsWith('lisbon')) ?? ''
  expect((await potIn(desk.path(`cut/${file}`))).log.events.size).toBeGreaterThan(50)
})

test('copies of one pot become one log with the events of both', async () => {
  const desk = aliceDesk()
  writeFileSync(desk.path('older.json'), potFileToText(flat.pot, [...flat.log.events.values()].slice(0, 4)))
  for (const [index, pots] of [
    ['older.json', 'flat.json'],
    ['flat.json', 'older.json'],
  ].entries()) {
    const words = ['backup', '--out', `${index}.age`, '--recipient', RECIPIENT, '--json', ...pots]
    const { pots: kept } = JSON.parse((await run(desk, words)).out) as { readonly pots: readonly unknown[] }
    expect(kept).toEqual([{ pot: flat.pot, title: 'Flat', events: 6, isYours: true }])
  }
})

test('a pot in which nobody has the account is kept to read, and both commands say so', async () => {
  const desk = aliceDesk()
  const csv = vector('splitwise-seven-people.csv')
  expect((await desk.quits('import', 'splitwise', csv, '--pot', 'seven.json', '--title', 'Seven')).exit).toBe(0)
  const made = await toRecipient(desk, 'seven.json')
  expect(made.out).toContain('Nobody in "Seven" has your account')
  const restored = await desk.quits('restore', 'all.age', '--into', 'new', '--identity', 'identity')
  expect(restored.out).toContain('to read, as this device speaks for nobody in it')
  const file = readdirSync(desk.path('new')).find((name) => name.startsWith('seven')) ?? ''
  expect(readFileSync(desk.path(`new/${file}`), 'utf8')).toBe(readFileSync(desk.path('seven.json'), 'utf8'))
})

test('what cannot be done is said in one sentence, and nothing is written', async () => {
  const desk = aliceDesk()
  const sealed = await sealAgeFile(new Uint8Array(2000), { type: 'recipients', recipients: [RECIPIENT] })
  if (!sealed.ok) throw new Error(sealed.error.type)
  writeFileSync(desk.path('other.age'), sealed.value)
  writeFileSync(desk.path('short'), 'short\n')
  const files = readdirSync(desk.directory).toSorted()
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['--out <file> is missing', ['backup']],
    ['the passphrase is too short', ['backup', '--out', 'x', '--passphrase-file', 'short']],
    ['"age1x" is no public key of age', ['backup', '--out', 'x', '--recipient', 'age1x']],
    ['not both', ['backup', '--out', 'x', '--recipient', RECIPIENT, '--passphrase-file', 'passphrase']],
    ['there are no keys in', ['backup', '--out', 'x', '--device', 'nowhere']],
    ['identity: This is no pot file', ['backup', '--out', 'x', '--recipient', RECIPIENT, 'identity']],
    ['x cannot be used: there is no directory', ['backup', '--out', 'no/x', '--recipient', RECIPIENT]],
    ['flat.json is no backup', ['restore', 'flat.json', '--into', 'x', '--identity', 'identity']],
    ['name the key with --identity', ['restore', 'other.age', '--into', 'x', '--passphrase-file', 'passphrase']],
    ['holds no secret key of age', ['restore', 'other.age', '--into', 'x', '--identity', 'passphrase']],
    ['Nothing of a backup of Quits is in it', ['restore', 'other.age', '--into', 'x', '--identity', 'identity']],
    ['nothing.age cannot be used', ['restore', 'nothing.age', '--into', 'x', '--identity', 'identity']],
  ]
  for (const [sentence, words] of cases) {
    expect((await run(desk, words)).err).toContain(sentence)
  }
  const { exit, err } = await desk.quits('backup', '--out', 'x')
  expect([exit, err]).toEqual([2, expect.stringContaining('a passphrase is needed')])
  expect(readdirSync(desk.directory).toSorted()).toEqual(files)
})

test.runIf(process.platform === 'linux')(
  'at a terminal the passphrase is asked for twice and never shown',
  async () => {
    const desk = aliceDesk()
    const words = ['backup', '--out', 'asked.age', '--device', 'device.json', 'flat.json']
    const { exit, said } = await atTerminal([node, main, ...words], PASSPHRASE, desk.directory)
    expect([exit, said.includes(PASSPHRASE)]).toEqual([0, false])
    expect(said).toMatch(/^Passphrase: \r?\nPassphrase once more: \r?\n/)
    const opened = await openAgeFile(readFileSync(desk.path('asked.age')), {
      type: 'passphrase',
      passphrase: PASSPHRASE,
    })
    expect(opened.ok && [opened.value.lost, opened.value.isCut]).toEqual([[], false])
  },
)

test.runIf(hasAge())('age and tar open a backup without Quits', { timeout: 120_000 }, async () => {
  const desk = aliceDesk()
  expect((await toRecipient(desk, 'flat.json')).exit).toBe(0)
  const tar = execFileSync('age', ['-d', '-i', desk.path('identity'), desk.path('all.age')])
  expect(execFileSync('tar', ['-x', '-O', `pots/${flat.pot}.json`], { input: tar, encoding: 'utf8' })).toBe(
    textOf(flat),
  )

  expect((await desk.quits('backup', '--out', 'locked.age', '--passphrase-file', 'passphrase', 'flat.json')).exit).toBe(
    0,
  )
  const opened = await atTerminal(['age', '-d', '-o', desk.path('locked.tar'), desk.path('locked.age')], PASSPHRASE)
  expect(opened.exit).toBe(0)
  const names = execFileSync('tar', ['-tf', desk.path('locked.tar')], { encoding: 'utf8' })
  expect(names).toBe(`backup.json\naccount.json\naccess.json\npots/${flat.pot}.json\n`)

  // A backup that somebody took apart and sealed again with age itself.
  execFileSync('age', ['-r', RECIPIENT, '-o', desk.path('again.age'), desk.path('locked.tar')])
  const restored = await desk.quits('restore', 'again.age', '--into', 'new', '--identity', 'identity')
  expect([restored.exit, restored.err]).toEqual([0, ''])
  const inside = await openAgeFile(readFileSync(desk.path('again.age')), { type: 'identity', identity: IDENTITY })
  expect(inside.ok && Buffer.compare(inside.value.bytes, readFileSync(desk.path('locked.tar')))).toBe(0)
})
