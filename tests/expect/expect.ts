/** As much of an assertion library as the suites need that run under more than one runner: vitest's in Node, our own in a page. */
export type Expect = (actual: unknown) => Matchers

/** What can be expected of a value. Each throws when it does not hold. */
export interface Matchers {
  readonly toBe: (expected: unknown) => void
  /** Same structure; properties that are undefined count as missing. */
  readonly toEqual: (expected: unknown) => void
  /** Objects may have more properties than expected, at any depth. */
  readonly toMatchObject: (expected: object) => void
  readonly not: { readonly toBe: (expected: unknown) => void }
}
