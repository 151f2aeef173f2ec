import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { gatherCode, parseHandover, potToCodes, type QrCollection } from '../../../src/app/handover/index.ts'
import { base45ToBytes, bytesToBase45 } from '../../../src/app/handover/base45.ts'
import { deflate } from '../../../src/app/handover/deflate.ts'
import type { StoredEvent } from '../../../src/log/index.ts'
import { framesToSyncFile, plainPayloads, SYNC_LIMITS } from '../../../src/sync/index.ts'
import { createSmallPot } from '../../formats/pot-file/small-pot.ts'

const log = await createSmallPot()
const events = [...log.events.values()].map(({ stored }) => stored)

const codesOf = async (of: readonly StoredEvent[] = events): Promise<readonly string[]> => {
  const codes = await potToCodes(of)
  if (!codes.ok) throw new Error(codes.error.type)
  return codes.value
}

/** What a camera makes of codes, and what it was told of those that did not help. */
const gather = (codes: readonly string[]): { readonly whole: Uint8Array | null; readonly told: readonly string[] } => {
  let collection: QrCollection | null = null
  let whole: Uint8Array | null = null
  const told: string[] = []
  for (const code of codes) {
    const added = gatherCode(collection, code)
    if (!added.ok) told.push(added.error.type)
    else ({ collection, whole } = added.value)
  }
  return { whole, told }
}

const errorOf = async (whole: Uint8Array): Promise<unknown> => {
  const parsed = await parseHandover(whole)
  return parsed.ok ? null : parsed.error
}
const handoverOf = (of: readonly StoredEvent[]): Promise<Uint8Array> =>
  deflate(framesToSyncFile(of.map(plainPayloads.seal)))

test('codes that are lost in one round, repeated, mixed with others and damaged give the same pot, and what did not help is named', async () => {
  const codes = await codesOf()
  expect(codes.length).toBeGreaterThan(1)
  for (const code of codes) expect(code).toMatch(/^[0-9A-Z $%*+\-./:]{1,750}$/)
  const [first, ...others] = codes as [string, ...string[]]
  const foreign = (await codesOf(events.slice(0, 2)))[0] as string
  const damaged = `${first.slice(0, 100)}${first[100] === '0' ? '1' : '0'}${first.slice(101)}`
  const { whole, told } = gather([first, first, foreign, damaged, 'https://example.org', 'HTTPS', ...others])
  expect(told).toEqual(['OtherQrSeries', 'QrFrameDamaged', 'NotAQrFrame', 'NotAQrFrame'])
  const parsed = await parseHandover(whole as Uint8Array)
  if (!parsed.ok) throw new Error(parsed.error.type)
  expect(parsed.value.pot).toBe(log.pot)
  expect([...parsed.value.log.events.values()].map(({ stored }) => stored)).toEqual(events)
  expect(gather(others).whole).toBe(null)
})

test('what codes bring is checked event by event', async () => {
  const [genesis, second, ...rest] = events as [StoredEvent, StoredEvent, ...StoredEvent[]]
  const forged = { ...second, signature: second.signature.map((byte) => byte ^ 1) }
  expect(await errorOf(await handoverOf([genesis, forged, ...rest]))).toMatchObject({
    type: 'HandoverRefused',
    cause: { type: 'EventRefused', line: 2, reason: { type: 'BadSignature' } },
  })
  expect(await errorOf(await handoverOf([genesis, ...rest]))).toMatchObject({
    type: 'HandoverRefused',
    cause: { type: 'EventsMissing', line: 2 },
  })
  expect(await errorOf(await handoverOf([second, ...rest]))).toMatchObject({ cause: { type: 'EventsMissing' } })
})

test('bytes that are no pot are refused, also when they would fill the memory', async () => {
  const nothing = { type: 'NotAHandover' }
  expect(await errorOf(Uint8Array.of(1, 2, 3))).toEqual(nothing)
  expect(await errorOf(new Uint8Array(0))).toEqual(nothing)
  expect(await errorOf(await deflate(Uint8Array.of(1, 2, 3)))).toEqual(nothing)
  expect(await errorOf(await deflate(framesToSyncFile([])))).toEqual(nothing)
  expect(await errorOf(await deflate(framesToSyncFile([new Uint8Array(64)])))).toEqual(nothing)
  expect(await errorOf(await deflate(framesToSyncFile([new Uint8Array(65)])))).toMatchObject({
    type: 'HandoverRefused',
  })
  expect(await errorOf(await deflate(new Uint8Array(64 * SYNC_LIMITS.frameBytes)))).toEqual(nothing)
  const whole = await handoverOf(events)
  expect(await errorOf(whole.subarray(0, whole.length - 20))).toEqual(nothing)
})

test('a pot that is too large for codes says how large it is', async () => {
  let state = 1
  const noise = Uint8Array.from({ length: SYNC_LIMITS.frameBytes + 1000 }, () => {
    state = (state * 48_271) % 2_147_483_647
    return state & 0xff
  })
  const { id, signature } = events[0] as StoredEvent
  expect(await potToCodes([{ id, signature, bytes: noise }])).toMatchObject({
    error: { type: 'PotTooLargeForCodes', limit: SYNC_LIMITS.frameBytes },
  })
})

test('[RFC 9285 §4.3, §4.4] text of the standard’s examples', () => {
  const ascii = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0))
  for (const [plain, text] of [
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
  ] as const) {
    expect(bytesToBase45(ascii(plain))).toBe(text)
    expect(base45ToBytes(text)).toEqual(ascii(plain))
  }
  for (const text of ['A', 'GGW', ':::', '::', 'ab8', 'BB8B']) expect(base45ToBytes(text)).toBe(null)
})

test('any bytes become text and come back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
      expect(base45ToBytes(bytesToBase45(bytes))).toEqual(bytes)
    }),
    { numRuns: 100, seed: 45 },
  )
})
