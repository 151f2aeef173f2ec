/** A token as its chain describes it. Names are the issuer's choice and unique to nobody: only the address says which token it is. */
export type TokenFacts = {
  readonly symbol: string
  /** Digits of its smallest unit. */
  readonly decimals: number
}
