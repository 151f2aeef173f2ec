import type { MemberId } from '../ids.ts'

/** BA1: what a member is owed (positive) or owes (negative) in one currency, in minor units. */
export interface Net {
  readonly member: MemberId
  readonly amount: bigint
}
