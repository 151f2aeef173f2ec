import { concatBytes } from '../../../src/domain/index.ts'
import type { Prng } from '../../simulator/prng.ts'

/** Random bytes, or good ones with a few changed, cut off, prolonged or put together from two. */
export const hostileBytes = (random: Prng, good: Uint8Array): Uint8Array => {
  const kind = random.below(6)
  if (kind === 0) return Uint8Array.from({ length: random.below(600) }, () => random.below(256))
  if (kind === 1) return good.slice(0, random.below(good.length + 1))
  if (kind === 2) {
    const [from, to] = [random.below(good.length), random.below(good.length)]
    return concatBytes(good.subarray(0, from), good.subarray(to))
  }
  const bytes = good.slice()
  // Headers and lengths stand near the beginning: most changes go there.
  for (let left = 1 + random.below(4); left > 0; left--) {
    const at = random.chance(60) ? random.below(Math.min(700, bytes.length)) : random.below(bytes.length)
    bytes[at] = random.pick([0, 0x0a, 0x20, 0x30, 0x37, 0x7f, 0xff, random.below(256)])
  }
  return bytes
}
