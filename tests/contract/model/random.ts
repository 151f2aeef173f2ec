/** Random choices that a seed repeats. */
export type Random = {
  /** A whole number from 0 up to and without `below`. */
  readonly below: (below: number) => number
  /** True so often out of a hundred. */
  readonly percent: (chance: number) => boolean
  readonly pick: <T>(from: readonly T[]) => T
  readonly shuffle: <T>(list: readonly T[]) => readonly T[]
  /** Hex of so many bytes. */
  readonly bytes: (count: number) => string
}

/** The mulberry32 generator. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  const shuffle = <T>(list: readonly T[]): readonly T[] => {
    const shuffled = [...list]
    for (let at = shuffled.length - 1; at > 0; at--) {
      const other = below(at + 1)
      ;[shuffled[at], shuffled[other]] = [shuffled[other]!, shuffled[at]!]
    }
    return shuffled
  }
  return {
    below,
    percent: (chance) => next() * 100 < chance,
    pick: (from) => from[below(from.length)]!,
    shuffle,
    bytes: (count) => Array.from({ length: count }, () => below(256).toString(16).padStart(2, '0')).join(''),
  }
}
