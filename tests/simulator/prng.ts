/** Numbers that look random and depend on the seed alone. */
export interface Prng {
  /** A whole number below 2^32. */
  readonly next: () => number
  readonly below: (limit: number) => number
  readonly chance: (percent: number) => boolean
  readonly pick: <T>(items: readonly T[]) => T
}

/** Marsaglia's xorshift32 behind a mixed seed: four lines, the same on every machine. */
export function createPrng(seed: number): Prng {
  let state = Math.imul(seed ^ 0x9e37_79b9, 0x85eb_ca6b) >>> 0 || 1
  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state
  }
  for (let i = 0; i < 8; i++) next()
  const below = (limit: number): number => next() % limit
  return {
    next,
    below,
    chance: (percent) => below(100) < percent,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
  }
}
