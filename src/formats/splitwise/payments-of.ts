import {
  apportion,
  minor,
  minorToDecimalText,
  ok,
  err,
  type MemberId,
  type Minor,
  type Result,
} from '../../domain/index.ts'
import type { NamedAmount } from '../entry-draft.ts'
import type { RowAmounts } from './row-amounts.ts'
import type { RowProblem } from './row-problem.ts'

/** Who paid and who owes, so that each member's paid less owed is the row's net. */
export interface Payments {
  readonly payers: readonly NamedAmount[]
  readonly shares: readonly NamedAmount[]
  /** Whether the row leaves open who paid how much. */
  readonly approximate: boolean
}

/**
 * Paid and owed from the nets of a row. Whoever is below zero owes that much. With one member above zero, that member paid the whole cost. With
 * several it is unknowable: each paid at least their net, and the rest of the cost is paid and owed by them in proportion to their nets.
 */
export function paymentsOf({ cost, nets, currency }: RowAmounts): Result<Payments, RowProblem> {
  // A refund mirrors its expense.
  const sign = cost < 0n ? -1n : 1n
  const total = cost * sign
  const mirrored = nets.map(({ name, amount }) => ({ name, amount: amount * sign }))
  const above = mirrored.filter(({ amount }) => amount > 0n)
  const below = mirrored.filter(({ amount }) => amount < 0n)
  const paid = above.reduce((sum, { amount }) => sum + amount, 0n)
  if (paid > total) {
    const text = (amount: bigint): string => minorToDecimalText(amount, currency.digits)
    return err({ type: 'CostTooSmall', cost: text(cost), paid: text(paid), currency: currency.code })
  }
  const rest = proportional(minor(total - paid), above)
  const signed = (name: string, amount: bigint): NamedAmount => ({ name, amount: minor(amount * sign) })
  const payers = above.map(({ name, amount }) => signed(name, amount + (rest.get(name) ?? 0n)))
  const own = above.map(({ name }) => signed(name, rest.get(name) ?? 0n)).filter(({ amount }) => amount !== 0n)
  return ok({
    payers,
    shares: [...own, ...below.map(({ name, amount }) => signed(name, -amount))],
    approximate: above.length > 1,
  })
}

/** An amount in proportion to nets, by largest remainder; ties go to the names in order of their characters. */
function proportional(
  amount: Minor,
  nets: readonly { readonly name: string; readonly amount: bigint }[],
): ReadonlyMap<string, bigint> {
  const weights = nets.map((net) => ({ member: net.name as MemberId, weight: net.amount }))
  return new Map(apportion(amount, weights, 0n).map((share) => [share.member as string, share.amount]))
}
