import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addQrFrame, bytesToQrFrames, type QrCollection } from '../../src/sync/index.ts'

const join = (frames: readonly Uint8Array[]): Uint8Array | null => {
  let collection: QrCollection | null = null
  let whole: Uint8Array | null = null
  for (const frame of frames) {
    const added = addQrFrame(collection, frame)
    if (!added.ok) throw new Error(added.error.type)
    collection = added.value.collection
    whole = added.value.whole
  }
  return whole
}

test('codes in any order and however often give the bytes back', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 5000 }),
      fc.integer({ min: 20, max: 800 }),
      fc.nat(),
      (bytes, size, seed) => {
        const frames = bytesToQrFrames(bytes, size)
        for (const frame of frames) expect(frame.length).toBeLessThanOrEqual(size)
        const twice = [...frames, ...frames]
        const mixed = twice.map((frame, index) => ({ frame, order: ((index + seed) * 7919) % twice.length }))
        mixed.sort((a, b) => a.order - b.order)
        expect(join(mixed.map(({ frame }) => frame))).toEqual(bytes)
      },
    ),
    { numRuns: 100, seed: 11 },
  )
})

test('nothing is whole before the last code', () => {
  const frames = bytesToQrFrames(new Uint8Array(3000).fill(5))
  expect(frames.length).toBe(4)
  expect(join(frames.slice(1))).toBe(null)
})

test('a changed code, a code of something else and no code at all are told apart', () => {
  const frames = bytesToQrFrames(new Uint8Array(3000).fill(5))
  const first = frames[0] as Uint8Array
  const began = addQrFrame(null, first)
  if (!began.ok) throw new Error(began.error.type)
  for (let at = 0; at < first.length; at++) {
    const changed = first.slice()
    changed[at] = (changed[at] as number) ^ 0x40
    expect(addQrFrame(null, changed).ok).toBe(false)
  }
  const other = bytesToQrFrames(new Uint8Array(3000).fill(6))[1] as Uint8Array
  expect(addQrFrame(began.value.collection, other)).toMatchObject({ error: { type: 'OtherQrSeries' } })
  expect(addQrFrame(null, new Uint8Array(0))).toEqual({ ok: false, error: { type: 'NotAQrFrame' } })
})
