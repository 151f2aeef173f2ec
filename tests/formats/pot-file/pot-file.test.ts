import { expect, test } from 'vitest'
import { utf8Encode } from '../../../src/domain/index.ts'
import { describePotFileError, parsePotFile, potFileToText, type PotFileError } from '../../../src/formats/index.ts'
import { createSmallPot } from './small-pot.ts'

const log = await createSmallPot()
const text = potFileToText(log.pot, log.events.values())
const lines = text.split('\n')

const errorOf = async (file: string | Uint8Array): Promise<PotFileError | undefined> => {
  const parsed = await parsePotFile(file)
  return parsed.ok ? undefined : parsed.error
}

/** The file with one line replaced. */
const withLine = (index: number, line: string): string => lines.with(index, line).join('\n')

test('a pot file reads back to the same events and is the same text again', async () => {
  const parsed = await parsePotFile(utf8Encode(text))
  if (!parsed.ok) throw new Error(parsed.error.type)
  expect([...parsed.value.log.events.keys()]).toEqual([...log.events.keys()])
  expect(potFileToText(parsed.value.pot, parsed.value.log.events.values())).toBe(text)
})

test('[OR1] the order in which events are given changes no byte', () => {
  expect(potFileToText(log.pot, [...log.events.values()].toReversed())).toBe(text)
})

test('the file is JSON with a readable mirror, and holds no key', () => {
  const { mirror, ...file } = JSON.parse(text) as { mirror: Record<string, unknown>; events: unknown[] }
  expect(file).toMatchObject({ format: 'quits-pot', version: 1, pot: log.pot })
  expect(file.events).toHaveLength(5)
  expect(mirror).toMatchObject({
    title: 'Wochenende «Zürich»',
    members: [{ name: 'Alice' }, { name: 'Bob "B"' }],
    entries: [
      { type: 'expense', title: 'Dinner', amount: '10.01', split: 'even' },
      { type: 'transfer', from: 'Bob "B"', to: 'Alice', amount: '2.00' },
    ],
  })
  expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`)
  expect(text).not.toContain('07'.repeat(32))
})

test(
  'any byte that is changed, removed or added is noticed, and named by line or event',
  { timeout: 60_000 },
  async () => {
    const bytes = utf8Encode(text)
    const step = 5
    for (let at = 0; at < bytes.length; at += step) {
      const line = bytes.subarray(0, at).filter((byte) => byte === 0x0a).length + 1
      const flipped = bytes.with(at, (bytes[at] as number) ^ (1 << (at % 8)))
      const removed = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1)])
      const added = Uint8Array.from([...bytes.subarray(0, at), 0x20, ...bytes.subarray(at)])
      for (const damaged of [flipped, removed, added]) {
        const error = await errorOf(damaged)
        if (error === undefined) throw new Error(`byte ${at} of the file can be changed unnoticed`)
        if (error.type === 'NotAPotFile' || error.type === 'FileTooLarge') throw new Error(`byte ${at}: ${error.type}`)
        // An altered event is named by its first line; everything else by the line itself, or the next when a line end is what changed.
        if ('line' in error) expect(Math.abs(error.line - line)).toBeLessThanOrEqual(5)
        expect(describePotFileError(error)).toMatch(/^The pot file .*\.$/s)
      }
    }
  },
)

test('whitespace, line ends and the order of keys are part of the file', async () => {
  expect(await errorOf(text.slice(0, -1))).toMatchObject({ type: 'LineDiffers', part: 'end' })
  expect(await errorOf(`${text}\n`)).toMatchObject({ type: 'LineDiffers', part: 'end' })
  expect(await errorOf(text.replaceAll('\n', '\r\n'))).toMatchObject({ type: 'LineDiffers', line: 1 })
  expect(await errorOf(JSON.stringify(JSON.parse(text)))).toMatchObject({ type: 'LineDiffers', line: 1 })
  const swapped = lines.with(6, lines[7] as string).with(7, lines[6] as string)
  expect(await errorOf(swapped.join('\n'))).toMatchObject({ type: 'LineDiffers', line: 7, part: 'events[0].id' })
})

test('a changed mirror is named by its path', async () => {
  const at = lines.findIndex((line) => line.includes('"amount": "10.01"'))
  expect(await errorOf(withLine(at, '        "amount": "10.00",'))).toEqual({
    type: 'LineDiffers',
    line: at + 1,
    part: 'mirror.entries[0].amount',
    expected: '        "amount": "10.01",',
    found: '        "amount": "10.00",',
  })
})

test('events that are altered, forged, missing, repeated or in another order are named', async () => {
  const event = (index: number): readonly string[] => lines.slice(5 + 5 * index, 10 + 5 * index)
  const without = [...lines.slice(0, 15), ...lines.slice(20)].join('\n')
  expect(await errorOf(without)).toMatchObject({ type: 'EventsMissing', line: 16, part: 'events[2]' })
  const repeated = [...lines.slice(0, 15), ...event(1), ...lines.slice(15)].join('\n')
  expect(await errorOf(repeated)).toMatchObject({ type: 'LineDiffers', part: 'events[2].id' })
  const swapped = [...lines.slice(0, 10), ...event(2), ...event(1), ...lines.slice(20)].join('\n')
  expect(await errorOf(swapped)).toMatchObject({ type: 'LineDiffers', part: 'events[1].id' })
  const foreignSignature = withLine(13, lines[8] as string)
  expect(await errorOf(foreignSignature)).toMatchObject({
    type: 'EventRefused',
    part: 'events[1]',
    reason: { type: 'BadSignature' },
  })
  const foreignBytes = withLine(12, lines[17] as string)
  expect(await errorOf(foreignBytes)).toMatchObject({
    type: 'EventRefused',
    part: 'events[1]',
    reason: { type: 'WrongId' },
  })
  expect(await errorOf(withLine(3, `  "pot": "${'0'.repeat(64)}",`))).toMatchObject({
    type: 'LineDiffers',
    line: 4,
    part: 'pot',
  })
})

test('other files and other versions are told apart from damage', async () => {
  expect(await errorOf('')).toEqual({ type: 'NotAPotFile' })
  expect(await errorOf('{"name":"spliit"}')).toEqual({ type: 'NotAPotFile' })
  expect(await errorOf(Uint8Array.from([0xff, 0xfe, 0, 1]))).toEqual({ type: 'NotAPotFile' })
  expect(await errorOf(withLine(2, '  "version": 2,'))).toEqual({ type: 'OtherFileVersion', version: '2' })
})
