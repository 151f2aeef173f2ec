import type { Hash32 } from '../domain/index.ts'

/** What a node says about its chain. Nothing of it is assumed anywhere: all of it is read when connecting. */
export type ChainFacts = {
  /** Hash of block 0. Forks of a live chain have the live chain's. */
  readonly genesis: Hash32
  readonly name: string
  /** Digits of the native token's smallest unit, the planck. */
  readonly decimals: number
  readonly symbol: string
  readonly ss58Prefix: number
  /** Planck below which an account vanishes. */
  readonly existentialDeposit: bigint
  /** Wei of the contract's world per planck (`revive.nativeToEthRatio`). Null when the chain does not say. */
  readonly nativeToEthRatio: bigint | null
  /** What the chain lacks for contracts to be read and called here, as names of its interface. Empty: everything is there. */
  readonly missing: readonly string[]
  /** Whether the node offers `dev_*` methods: a test chain, or a fork on which signatures must not be made that a live chain would accept. */
  readonly offersDev: boolean
}
