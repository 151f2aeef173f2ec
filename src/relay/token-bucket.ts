/** Lets so much through in a second, and saves up for a burst. */
export interface TokenBucket {
  /** Takes `count`, going into debt when there are not enough; answers how many milliseconds the debt lasts, 0 when there is none. */
  readonly take: (count: number, nowMs: number) => number
  /** How many milliseconds until `count` could be taken without debt. */
  readonly waitMs: (count: number, nowMs: number) => number
}

/** A full bucket. */
export function createTokenBucket(perSecond: number, burstSeconds: number): TokenBucket {
  const capacity = perSecond * burstSeconds
  let tokens = capacity
  let filledAt = 0
  const fill = (nowMs: number): void => {
    // A clock that was set back fills nothing.
    tokens = Math.min(capacity, tokens + (Math.max(0, nowMs - filledAt) * perSecond) / 1000)
    filledAt = nowMs
  }
  const msFor = (missing: number): number => (missing <= 0 ? 0 : Math.ceil((missing * 1000) / perSecond))
  return {
    take: (count, nowMs) => {
      fill(nowMs)
      tokens -= count
      return msFor(-tokens)
    },
    waitMs: (count, nowMs) => {
      fill(nowMs)
      return msFor(Math.min(count, capacity) - tokens)
    },
  }
}
