import { paymentFault, type PaymentFacts, type PaymentFault } from '../../chain/index.ts'
import { listedMoney } from '../../chain/networks/index.ts'
import type { Tie } from '../../domain/index.ts'

/** EP9: why the contract of a pot's tie does not pay in what the tie names; null if it does. Signatures are refused for the same reasons. */
export function tiedMoneyFault(
  payment: PaymentFacts,
  { contract, token }: Pick<Tie, 'contract' | 'token'>,
): PaymentFault | null {
  return paymentFault(payment, contract, token, listedMoney)
}
