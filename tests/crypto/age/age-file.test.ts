import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import {
  MAX_WORK_FACTOR,
  openAgeFile,
  sealAgeFile,
  type AgeContent,
  type AgeKey,
} from '../../../src/crypto/age/index.ts'
import { ascii, concatBytes } from '../../../src/domain/index.ts'
import { hostileBytes } from '../../formats/backup/hostile-bytes.ts'
import { createPrng } from '../../simulator/prng.ts'
import { atTerminal, hasAge, newAgeKey } from './stock-age.ts'

const CHUNK = 65_536
const key: AgeKey = { type: 'passphrase', passphrase: 'correct horse battery' }
// The cheapest work there is: what it costs is not what these tests are about.
const seal = async (content: Uint8Array, workFactor = 1): Promise<Uint8Array> => {
  const sealed = await sealAgeFile(content, { ...key, type: 'passphrase', workFactor })
  if (!sealed.ok) throw new Error(sealed.error.type)
  return sealed.value
}
const open = async (file: Uint8Array, using: AgeKey = key): Promise<AgeContent> => {
  const opened = await openAgeFile(file, using)
  if (!opened.ok) throw new Error(opened.error.type)
  return opened.value
}
const errorOf = async (file: Uint8Array, using: AgeKey = key): Promise<unknown> => {
  const opened = await openAgeFile(file, using)
  return opened.ok ? null : opened.error
}
const inFolder = (): ((name: string) => string) => {
  const folder = mkdtempSync(join(tmpdir(), 'quits-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return (name) => join(folder, name)
}

const content = Uint8Array.from({ length: 3 * CHUNK + 1000 }, (_, at) => (at * 7 + (at >> 8)) % 256)
let sealed: Uint8Array
let start: number
beforeAll(async () => {
  sealed = await seal(content)
  start = sealed.length - content.length - 4 * 16
})

test('what is sealed opens again, whatever its length', async () => {
  for (const length of [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK]) {
    const opened = await open(await seal(content.subarray(0, length)))
    expect([opened.lost, opened.isCut, Buffer.compare(opened.bytes, content.subarray(0, length))]).toEqual([
      [],
      false,
      0,
    ])
  }
})

test('a damaged chunk is lost alone, and its place is named', async () => {
  const damaged = sealed.slice()
  damaged[start + CHUNK + 16 + 500]! ^= 1
  const opened = await open(damaged)
  expect([opened.lost, opened.isCut]).toEqual([[{ from: CHUNK, to: 2 * CHUNK }], false])
  expect(Buffer.compare(opened.bytes, content.slice().fill(0, CHUNK, 2 * CHUNK))).toBe(0)
})

test('a file that was cut off gives every whole chunk and says that its end is missing', async () => {
  const cut = await open(sealed.subarray(0, start + 2 * (CHUNK + 16) + 300))
  expect([cut.lost, cut.isCut]).toEqual([[{ from: 2 * CHUNK, to: 2 * CHUNK + 284 }], true])
  expect(Buffer.compare(cut.bytes.subarray(0, 2 * CHUNK), content.subarray(0, 2 * CHUNK))).toBe(0)
  // Between two chunks nothing is damaged, and the end is missing all the same.
  const between = await open(sealed.subarray(0, start + 2 * (CHUNK + 16)))
  expect([between.lost, between.isCut, between.bytes.length]).toEqual([[], true, 2 * CHUNK])
  const bare = await open(sealed.subarray(0, start))
  expect([bare.bytes.length, bare.isCut]).toEqual([0, true])
})

test('chunks that change places, or come from another file, are lost', async () => {
  const chunk = (file: Uint8Array, index: number): Uint8Array =>
    file.subarray(start + index * (CHUNK + 16), start + (index + 1) * (CHUNK + 16))
  const swapped = concatBytes(
    sealed.subarray(0, start),
    chunk(sealed, 1),
    chunk(sealed, 0),
    chunk(sealed, 2),
    chunk(sealed, 3),
  )
  expect((await open(swapped)).lost).toEqual([
    { from: 0, to: CHUNK },
    { from: CHUNK, to: 2 * CHUNK },
  ])
  const other = await seal(content)
  const mixed = concatBytes(sealed.subarray(0, start), chunk(other, 0), sealed.subarray(start + CHUNK + 16))
  expect((await open(mixed)).lost).toEqual([{ from: 0, to: CHUNK }])
})

test('bytes that were added at the end are no content', async () => {
  const opened = await open(concatBytes(await seal(content.subarray(0, CHUNK)), new Uint8Array(10)))
  expect([Buffer.compare(opened.bytes, content.subarray(0, CHUNK)), opened.isCut]).toEqual([0, false])
})

test('each reason for which nothing opens has its name', async () => {
  const { identity, recipient } = {
    identity: 'AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX',
    recipient: 'age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj',
  }
  expect(await errorOf(sealed, { type: 'passphrase', passphrase: 'wrong' })).toEqual({ type: 'WrongKey' })
  expect(await errorOf(sealed, { type: 'identity', identity })).toEqual({ type: 'NeedsPassphrase' })
  expect(await errorOf(ascii('{"format": "quits-pot"}'))).toEqual({ type: 'NotAnAgeFile' })
  expect(await errorOf(sealed.subarray(0, 60))).toEqual({ type: 'BadAgeHeader' })
  const toSomebody = await sealAgeFile(ascii('x'), { type: 'recipients', recipients: [recipient] })
  if (!toSomebody.ok) throw new Error(toSomebody.error.type)
  expect(await errorOf(toSomebody.value)).toEqual({ type: 'NeedsIdentity' })
  expect(await errorOf(toSomebody.value, { type: 'identity', identity: 'AGE-SECRET-KEY-1' })).toEqual({
    type: 'BadIdentity',
  })
  expect(await sealAgeFile(ascii('x'), { type: 'recipients', recipients: ['age1nobody'] })).toEqual({
    ok: false,
    error: { type: 'BadRecipient', recipient: 'age1nobody' },
  })
  const altered = sealed.slice()
  const mac = Buffer.from(sealed).indexOf('\n--- ') + 5
  altered[mac] = altered[mac] === 0x41 ? 0x42 : 0x41
  expect(await errorOf(altered)).toEqual({ type: 'BadAgeHeader' })
})

test('a work factor above that of age is refused before any work is done', async () => {
  const asking = (factor: string): Uint8Array =>
    concatBytes(
      ascii(
        Buffer.from(sealed.subarray(0, start - 16))
          .toString()
          .replace(/ 1\n/, ` ${factor}\n`),
      ),
      sealed.subarray(start - 16),
    )
  expect(await errorOf(asking('19'))).toEqual({ type: 'WorkFactorTooHigh', workFactor: 19, limit: MAX_WORK_FACTOR })
  expect(await errorOf(asking('99'))).toMatchObject({ type: 'WorkFactorTooHigh' })
  for (const none of ['0', '01', '1e9', '-1', '999', ''])
    expect(await errorOf(asking(none))).toEqual({ type: 'BadAgeHeader' })
})

test(
  'age files with anything in them: 100,000 cases end without a throw, and give no more than they were given',
  { timeout: 180_000 },
  async () => {
    const prng = createPrng(20_261_121)
    const good = await seal(content.subarray(0, 600))
    let opened = 0
    for (let i = 0; i < 100_000; i++) {
      const hostile = hostileBytes(prng, good)
      const result = await openAgeFile(hostile, key)
      if (!result.ok) continue
      opened++
      if (result.value.bytes.length > hostile.length) throw new Error(`case ${i} gives more than it was given`)
    }
    expect(opened).toBeGreaterThan(1000)
  },
)

test.runIf(hasAge())(
  'the stock age command opens what is sealed for a recipient, and the other way round',
  async () => {
    const path = inFolder()
    const { identity, recipient } = newAgeKey()
    writeFileSync(path('key'), `${identity}\n`)
    const ours = await sealAgeFile(content, { type: 'recipients', recipients: [recipient, newAgeKey().recipient] })
    if (!ours.ok) throw new Error(ours.error.type)
    const decrypted = execFileSync('age', ['-d', '-i', path('key')], { input: ours.value })
    expect(Buffer.compare(decrypted, content)).toBe(0)
    const theirs = execFileSync('age', ['-r', recipient], { input: content })
    const back = await open(theirs, { type: 'identity', identity })
    expect([back.lost, back.isCut, Buffer.compare(back.bytes, content)]).toEqual([[], false, 0])
  },
)

test.runIf(hasAge())(
  'the stock age command opens what is sealed with a passphrase, and the other way round',
  async () => {
    const path = inFolder()
    writeFileSync(path('ours.age'), await seal(content, 10))
    const { exit, said } = await atTerminal(
      ['age', '-d', '-o', path('ours'), path('ours.age')],
      'correct horse battery',
    )
    expect([exit, said.includes('error')]).toEqual([0, false])
    expect(Buffer.compare(readFileSync(path('ours')), content)).toBe(0)
    writeFileSync(path('plain'), content)
    expect(
      (await atTerminal(['age', '-p', '-o', path('theirs.age'), path('plain')], 'correct horse battery')).exit,
    ).toBe(0)
    const back = await open(readFileSync(path('theirs.age')))
    expect([back.lost, back.isCut, Buffer.compare(back.bytes, content)]).toEqual([[], false, 0])
  },
)
