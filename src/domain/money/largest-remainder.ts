import type { MemberId } from '../ids.ts'

/** SP2: what is left of a member's part when it is rounded down. */
export interface Remainder {
  readonly member: MemberId
  readonly remainder: bigint
}

/** SP3: who gets one of `count` units: the largest remainders first, among equals whoever comes next in the round that starts at seed mod n. */
export function largestRemainders(parts: readonly Remainder[], seed: bigint, count: number): ReadonlySet<MemberId> {
  const start = Number(seed % BigInt(parts.length))
  // `sort` is stable, so the round's order decides between equals.
  const round = [...parts.slice(start), ...parts.slice(0, start)].sort((a, b) =>
    a.remainder > b.remainder ? -1 : a.remainder < b.remainder ? 1 : 0,
  )
  return new Set(round.slice(0, count).map(({ member }) => member))
}

/** The integer quotient rounded down and what is left, which is never negative: bigint division cuts towards zero. `divisor` is above zero. */
export function floorDivision(
  dividend: bigint,
  divisor: bigint,
): { readonly floor: bigint; readonly remainder: bigint } {
  const remainder = ((dividend % divisor) + divisor) % divisor
  return { floor: (dividend - remainder) / divisor, remainder }
}
