import type { Expect } from '../../expect/expect.ts'
import type { Place } from '../contract/storage-case.ts'
import { contentOf, type Write } from './every-write.ts'

/** Fails the nth thing that is written from now on; says whether anything has failed. */
export type Failing = (nth: number) => { readonly hasFailed: () => boolean; readonly stop: () => void }

/**
 * Does a write, failing at its first step, at its second, and so on until it has no more. After each failure whoever opens the place finds all of it or
 * nothing, all if it said so; and doing it again without a failure leads where it would have led.
 */
export const assertAllOrNone = async (
  { before, run }: Write,
  createPlace: () => Promise<Place>,
  failing: Failing,
  expect: Expect,
): Promise<number> => {
  const prepared = async (): Promise<{ readonly place: Place; readonly storage: ReturnType<Place['open']> }> => {
    const place = await createPlace()
    const storage = place.open()
    await storage.logs.pots()
    await before?.(storage)
    return { place, storage }
  }
  const contentAt = async (place: Place): Promise<string> => {
    const storage = place.open()
    const content = await contentOf(storage)
    await storage.close()
    return content
  }
  const { place: untroubled, storage: calm } = await prepared()
  const none = await contentAt(untroubled)
  expect(await run(calm)).toBe(true)
  const all = await contentAt(untroubled)
  expect(all).not.toBe(none)
  await calm.close()
  await untroubled.remove()

  for (let nth = 1; ; nth++) {
    const { place, storage } = await prepared()
    const fault = failing(nth)
    const isDone = await run(storage)
    fault.stop()
    await storage.close()
    const found = await contentAt(place)
    if (isDone || found !== none) expect(found).toBe(all)
    const again = place.open()
    // What was kept before the failure was told may refuse to be kept a second time, as taken.
    if (found === none) expect(await run(again)).toBe(true)
    await again.close()
    expect(await contentAt(place)).toBe(all)
    await place.remove()
    if (!fault.hasFailed()) return nth - 1
  }
}
