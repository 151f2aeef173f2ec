import { compareCurrencies, FEWEST, planTransfers } from '../../app/index.ts'
import type { Change, Currency, MemberId, PotFold } from '../../domain/index.ts'

/** Who would pay whom if the pot were settled now. */
export interface Debt {
  readonly from: MemberId
  readonly to: MemberId
  readonly currency: Currency
  readonly amount: bigint
}

/** The balances of one currency. */
export interface Balances {
  readonly currency: Currency
  readonly nets: readonly Change[]
}

/** Balances by currency, in the order of their codes. */
export function balancesByCurrency(nets: readonly Change[]): readonly Balances[] {
  const found: { currency: Currency; nets: Change[] }[] = []
  for (const net of nets) {
    const known = found.find(({ currency }) => compareCurrencies(currency, net.currency) === 0)
    if (known) known.nets.push(net)
    else found.push({ currency: net.currency, nets: [net] })
  }
  return found
}

/** What a settlement would be now: the fewest payments that settle everything, less what was paid of them (ST4). */
export function debtsOf({ open, base }: PotFold): readonly Debt[] {
  const planned = planTransfers(open, FEWEST, base.event)
  return planned.ok ? planned.value.legs : []
}
