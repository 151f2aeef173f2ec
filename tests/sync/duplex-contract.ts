// What every transport keeps. An adapter's test hands over a way to connect two ends.

import { expect, test } from 'vitest'
import { SYNC_LIMITS, type FrameDuplex } from '../../src/sync/index.ts'

/** Two connected ends, and the way to get rid of them. */
export interface Ends {
  readonly a: FrameDuplex
  readonly b: FrameDuplex
  readonly dispose: () => void
}

/** Registers the suite for one transport. */
export function describeDuplex(name: string, connect: () => Promise<Ends>): void {
  test(`${name}: frames arrive whole, both ways, in order`, async () => {
    const { a, b, dispose } = await connect()
    for (const byte of [1, 2, 3]) expect((await a.send(new Uint8Array(byte * 1000).fill(byte))).ok).toBe(true)
    await b.send(Uint8Array.of(9))
    for (const byte of [1, 2, 3]) expect(await b.receive()).toEqual(new Uint8Array(byte * 1000).fill(byte))
    expect(await a.receive()).toEqual(Uint8Array.of(9))
    dispose()
  })

  test(`${name}: a frame that is waited for arrives`, async () => {
    const { a, b, dispose } = await connect()
    const waiting = b.receive()
    await a.send(Uint8Array.of(7))
    expect(await waiting).toEqual(Uint8Array.of(7))
    dispose()
  })

  test(`${name}: what a sender does with its bytes later changes nothing`, async () => {
    const { a, b, dispose } = await connect()
    const frame = Uint8Array.of(1, 2, 3)
    await a.send(frame)
    frame.fill(0)
    expect(await b.receive()).toEqual(Uint8Array.of(1, 2, 3))
    dispose()
  })

  test(`${name}: a frame beyond the limit is refused, one at the limit passes`, async () => {
    const { a, b, dispose } = await connect()
    const limit = SYNC_LIMITS.frameBytes
    expect(await a.send(new Uint8Array(limit + 1))).toEqual({
      ok: false,
      error: { type: 'FrameTooLarge', bytes: limit + 1, limit },
    })
    expect((await a.send(new Uint8Array(limit))).ok).toBe(true)
    expect((await b.receive())?.length).toBe(limit)
    dispose()
  })

  test(`${name}: closing ends both sides, twice changes nothing`, async () => {
    const { a, b, dispose } = await connect()
    const waiting = b.receive()
    a.close()
    a.close()
    expect(await waiting).toBe(null)
    expect(await a.receive()).toBe(null)
    expect((await a.send(Uint8Array.of(1))).ok).toBe(false)
    expect((await b.send(Uint8Array.of(1))).ok).toBe(false)
    dispose()
  })
}
