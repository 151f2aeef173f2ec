import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { createDesk, vector } from './run-quits.ts'

// Every step is a process of its own.
vi.setConfig({ testTimeout: 90_000 })

const expenses = (): string =>
  readFileSync(vector('splitwise-seven-people.csv'), 'utf8')
    .split('\n')
    .filter((line) => !line.includes(',Payment,'))
    .join('\n')

const nets = {
  'Person 1': '1504.60',
  'Person 2': '-3775.44',
  'Person 3': '154.56',
  'Person 4': '23404.58',
  'Person 5': '-9045.43',
  'Person 6': '-9671.43',
  'Person 7': '-2571.44',
}

test('an export becomes a pot: imported once, balanced, settled by six payments', async () => {
  const desk = createDesk()
  writeFileSync(desk.path('trip.csv'), expenses())
  const first = await desk.quits('import', 'splitwise', 'trip.csv', '--pot', 'Trip to Ohrid.json', '--json')
  expect(first).toMatchObject({ exit: 0, err: '' })
  expect(JSON.parse(first.out)).toEqual({
    pot: desk.path('Trip to Ohrid.json'),
    created: true,
    imported: 15,
    alreadyThere: 0,
    newMembers: Object.keys(nets),
    rowsRead: 16,
    rowsSkipped: [],
    zeroRows: [17],
    approximateRows: [],
    footer: [],
  })
  const balances = await desk.quits('balances', 'Trip to Ohrid.json', '--json')
  expect(JSON.parse(balances.out)).toEqual({ MKD: nets })
  const plan = JSON.parse((await desk.quits('settle', 'Trip to Ohrid.json', '--json')).out) as readonly Record<
    string,
    string
  >[]
  expect(plan).toHaveLength(6)
  expect(plan.every((leg) => Object.keys(leg).join() === 'from,to,amount,currency' && leg['currency'] === 'MKD')).toBe(
    true,
  )

  const before = readFileSync(desk.path('Trip to Ohrid.json'), 'utf8')
  const again = await desk.quits('import', 'splitwise', 'trip.csv', '--pot', 'Trip to Ohrid.json')
  expect(again.exit).toBe(0)
  expect(again.out).toContain('0 entries imported, 15 already there')
  expect(readFileSync(desk.path('Trip to Ohrid.json'), 'utf8')).toBe(before)

  const whole = await desk.quits(
    'import',
    'splitwise',
    vector('splitwise-seven-people.csv'),
    '--pot',
    'Trip to Ohrid.json',
    '--json',
  )
  expect(JSON.parse(whole.out)).toMatchObject({ created: false, imported: 6, alreadyThere: 15, newMembers: [] })
  const zero = JSON.parse((await desk.quits('balances', 'Trip to Ohrid.json', '--json')).out) as {
    MKD: Record<string, string>
  }
  expect(new Set(Object.values(zero.MKD))).toEqual(new Set(['0.00']))
  expect((await desk.quits('settle', 'Trip to Ohrid.json')).out).toBe('Everybody is quits.\n')
})

test('what is skipped, approximate or different from the footer is reported, in words and as JSON', async () => {
  const desk = createDesk()
  writeFileSync(
    desk.path('a.csv'),
    [
      'Date,Description,Category,Cost,Currency,Ann,Ben,Cem',
      '2026-07-01,both,General,200.00,CHF,33.33,33.33,-66.66',
      '2026-07-01,bad,General,10.00,CHF,5.00,-4.00,0.00',
      '2026-07-02,Total balance, , ,CHF,38.33,29.33,-67.66',
    ].join('\n'),
  )
  const people = await desk.quits('import', 'splitwise', 'a.csv', '--pot', 'a.json')
  expect(people.out).toBe(
    [
      'Made a.json: 1 entry imported.',
      'Rows read: 2; skipped: 1; without any amount, not imported: 0.',
      'New members: Ann, Ben, Cem.',
      '  row 3 is skipped: the amounts of its members add up to 1.00 CHF instead of zero',
      '  row 2 does not say who paid; balances are exact, the payments a guess',
      'Total balances in CHF: the rows do not match Splitwise.',
      '  Ann: Splitwise says 38.33, the rows say 33.33',
      '  Ben: Splitwise says 29.33, the rows say 33.33',
      '  Cem: Splitwise says -67.66, the rows say -66.66',
      '',
    ].join('\n'),
  )
  const json = JSON.parse(
    (await desk.quits('import', 'splitwise', 'a.csv', '--pot', 'b.json', '--json')).out,
  ) as unknown
  expect(json).toMatchObject({
    rowsSkipped: [{ row: 3, reason: 'the amounts of its members add up to 1.00 CHF instead of zero' }],
    approximateRows: [2],
    footer: [{ currency: 'CHF', matches: false }],
  })
})

test('the device key is made once, is readable by its owner alone, and is not in the pot file', async () => {
  const desk = createDesk()
  writeFileSync(desk.path('trip.csv'), expenses())
  await desk.quits('import', 'splitwise', 'trip.csv', '--pot', 'p.json', '--device', 'keys/mine.json')
  expect(statSync(desk.path('keys/mine.json')).mode & 0o777).toBe(0o600)
  expect(existsSync(desk.path('device.json'))).toBe(false)
  const { deviceSeed, accountSeed } = JSON.parse(readFileSync(desk.path('keys/mine.json'), 'utf8')) as Record<
    string,
    string
  >
  const pot = readFileSync(desk.path('p.json'), 'utf8')
  for (const seed of [deviceSeed, accountSeed] as string[]) {
    expect(seed).toMatch(/^[0-9a-f]{64}$/)
    expect(pot).not.toContain(seed)
    expect(pot).not.toContain(Buffer.from(seed, 'hex').toString('base64').slice(0, 40))
  }
})

test('the device is found where the configuration directory is', async () => {
  const desk = createDesk({ QUITS_DEVICE: '' })
  const configured = createDesk({ QUITS_DEVICE: '', XDG_CONFIG_HOME: desk.path('config') })
  writeFileSync(configured.path('trip.csv'), expenses())
  await configured.quits('import', 'splitwise', 'trip.csv', '--pot', 'p.json')
  expect(statSync(desk.path('config/quits/device.json')).mode & 0o777).toBe(0o600)
})

test('a device that the pot does not know imports nothing and is told why', async () => {
  const desk = createDesk()
  writeFileSync(desk.path('trip.csv'), expenses())
  await desk.quits('import', 'splitwise', 'trip.csv', '--pot', 'p.json')
  const before = readFileSync(desk.path('p.json'), 'utf8')
  const stranger = await desk.quits(
    'import',
    'splitwise',
    vector('splitwise-seven-people.csv'),
    '--pot',
    'p.json',
    '--device',
    'other.json',
  )
  expect(stranger).toMatchObject({ exit: 2, out: '' })
  expect(stranger.err).toMatch(
    /^quits: this device \([0-9a-f]{8}…\) does not speak in the pot "p", so nothing was imported; .*\n$/,
  )
  expect(readFileSync(desk.path('p.json'), 'utf8')).toBe(before)
})

test('bad input is answered with one sentence and exit code 2, and leaves nothing behind', async () => {
  const desk = createDesk()
  writeFileSync(desk.path('trip.csv'), expenses())
  writeFileSync(desk.path('prose.txt'), 'Dear diary')
  writeFileSync(desk.path('empty.csv'), '')
  writeFileSync(desk.path('picture.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]))
  writeFileSync(desk.path('open.json'), '{"deviceSeed":1}', { mode: 0o600 })
  writeFileSync(desk.path('wide.json'), '{}', { mode: 0o644 })
  mkdirSync(desk.path('folder'))
  const bad: readonly (readonly [words: readonly string[], sentence: RegExp])[] = [
    [[], /^usage: quits/],
    [
      ['fly'],
      /^quits: There is no command "fly"; try: import splitwise, balances, settle, verify, prove, verify-proof, replay, backup, restore, deploy\.$/,
    ],
    [['import'], /^quits: There is no command "import"; try: import splitwise\.$/],
    [
      ['import', 'splitwise', 'trip.csv'],
      /^quits: --pot <file> is missing; usage: quits import splitwise <csv> --pot <file>/,
    ],
    [['import', 'splitwise', '--pot', 'p.json'], /^quits: <csv> is missing; usage/],
    [['import', 'splitwise', 'trip.csv', 'b.csv', '--pot', 'p.json'], /^quits: "b.csv" is one word too many; usage/],
    [['import', 'splitwise', 'trip.csv', '--pot', 'p.json', '--jsn'], /^quits: Unknown option '--jsn'; usage/],
    [
      ['import', 'splitwise', 'nowhere.csv', '--pot', 'p.json'],
      /^quits: nowhere.csv cannot be used: there is no such file or directory\.$/,
    ],
    [['import', 'splitwise', 'folder', '--pot', 'p.json'], /^quits: folder cannot be used: it is a directory\.$/],
    [['import', 'splitwise', 'prose.txt', '--pot', 'p.json'], /^quits: prose.txt: This is no Splitwise export: /],
    [['import', 'splitwise', 'empty.csv', '--pot', 'p.json'], /^quits: empty.csv: This is no Splitwise export: /],
    [['import', 'splitwise', 'picture.png', '--pot', 'p.json'], /^quits: picture.png: This is no text file/],
    [['import', 'splitwise', 'trip.csv', '--pot', 'prose.txt'], /^quits: prose.txt: This is no pot file of Quits\.$/],
    [['import', 'splitwise', 'trip.csv', '--pot', 'folder'], /^quits: folder cannot be used: it is a directory\.$/],
    [
      ['import', 'splitwise', 'trip.csv', '--pot', 'nowhere/p.json'],
      /^quits: p.json cannot be used: there is no directory \S*nowhere\.$/,
    ],
    [['import', 'splitwise', 'trip.csv', '--pot', 'p.json', '--title', ' '], /^quits: "" cannot be a title/],
    [
      ['import', 'splitwise', 'trip.csv', '--pot', 'p.json', '--device', 'open.json'],
      /^quits: .*open.json is no device key of Quits\.$/,
    ],
    [
      ['import', 'splitwise', 'trip.csv', '--pot', 'p.json', '--device', 'wide.json'],
      /^quits: .* can be read by others \(mode 644\); .*\.$/,
    ],
    [['balances', 'trip.csv'], /^quits: trip.csv: This is no pot file of Quits\.$/],
    [['settle', 'nowhere.json'], /^quits: nowhere.json cannot be used: there is no such file or directory\.$/],
  ]
  for (const [words, sentence] of bad) {
    const { exit, out, err } = await desk.quits(...words)
    if (words.length === 0)
      expect({ exit, out }).toMatchObject({ exit: 0, out: expect.stringMatching(sentence) as string })
    else {
      expect.soft(err.trimEnd(), words.join(' ')).toMatch(sentence)
      expect
        .soft({ exit, out, lines: err.trimEnd().split('\n').length }, words.join(' '))
        .toEqual({ exit: 2, out: '', lines: 1 })
    }
  }
  expect(existsSync(desk.path('p.json'))).toBe(false)
})

test('an older copy of the pot is refused: this device would contradict what it signed', async () => {
  const desk = createDesk()
  writeFileSync(desk.path('trip.csv'), expenses())
  await desk.quits('import', 'splitwise', 'trip.csv', '--pot', 'p.json')
  const older = readFileSync(desk.path('p.json'))
  await desk.quits('import', 'splitwise', vector('splitwise-seven-people.csv'), '--pot', 'p.json')
  writeFileSync(desk.path('p.json'), older, { mode: 0o640 })
  const refused = await desk.quits('import', 'splitwise', vector('splitwise-seven-people.csv'), '--pot', 'p.json')
  expect(refused).toMatchObject({ exit: 2, out: '' })
  expect(refused.err).toContain('p.json is an older copy')
  expect(readFileSync(desk.path('p.json'))).toEqual(older)
})

test('two imports at once into one pot: one writes, the other says so', async () => {
  const desk = createDesk()
  writeFileSync(desk.path('trip.csv'), expenses())
  writeFileSync(desk.path('p.json.lock'), String(process.pid))
  const refused = await desk.quits('import', 'splitwise', 'trip.csv', '--pot', 'p.json')
  expect(refused.exit).toBe(2)
  expect(refused.err).toContain('p.json is being written by another quits')
  // The lock of a process that is gone holds nobody up.
  writeFileSync(desk.path('p.json.lock'), '4194999')
  expect((await desk.quits('import', 'splitwise', 'trip.csv', '--pot', 'p.json')).exit).toBe(0)
  expect(existsSync(desk.path('p.json.lock'))).toBe(false)
})

test('every command has help', async () => {
  const desk = createDesk()
  for (const words of [['import', 'splitwise'], ['balances'], ['settle'], ['verify'], ['replay']]) {
    const { exit, out } = await desk.quits(...words, '--help')
    expect(exit).toBe(0)
    expect(out).toContain(`usage: quits ${words.join(' ')} <`)
    expect(out).toContain('--json')
  }
})

test('a damaged pot file is refused with the place', async () => {
  const desk = createDesk()
  writeFileSync(desk.path('trip.csv'), expenses())
  await desk.quits('import', 'splitwise', 'trip.csv', '--pot', 'p.json')
  const text = readFileSync(desk.path('p.json'), 'utf8')
  writeFileSync(desk.path('p.json'), text.replace('"amount": "23404.58"', '"amount": "23404.57"'))
  const { exit, err } = await desk.quits('balances', 'p.json')
  expect(exit).toBe(2)
  expect(err).toMatch(
    /^quits: p.json: The pot file differs from what its events say: line \d+ \(mirror\.balances\[0\]\.members\[\d\]\.amount\)/,
  )
})
