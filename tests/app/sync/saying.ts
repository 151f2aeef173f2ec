import { ok } from '../../../src/domain/index.ts'
import type { FrameDuplex } from '../../../src/sync/index.ts'

/** A relay that says these frames and then nothing more. */
export const saying = (frames: readonly Uint8Array[]): FrameDuplex => {
  const left = [...frames]
  const closed = Promise.withResolvers<null>()
  return {
    send: () => Promise.resolve(ok(undefined)),
    receive: () => {
      const next = left.shift()
      return next === undefined ? closed.promise : Promise.resolve(next)
    },
    close: () => closed.resolve(null),
  }
}
