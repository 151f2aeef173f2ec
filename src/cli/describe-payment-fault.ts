import type { PaymentFacts, PaymentFault } from '../chain/index.ts'
import { compareCurrencies, type Currency } from '../domain/index.ts'

/** Why a contract does not pay in what the pot's tie names, as a sentence. */
export function describePaymentFault(fault: PaymentFault, tie: { readonly token: Currency }): string {
  const agreed = `the pot's tie, which its members signed, says ${moneyText(tie.token)}`
  switch (fault.type) {
    case 'WrongCurrency':
      return compareCurrencies(fault.expected, tie.token) === 0
        ? `The contract pays in ${moneyText(fault.found)}, and ${agreed}.`
        : `The contract pays in money that this network lists as ${moneyText(fault.expected)}, and ${agreed}.`
    case 'WrongToken':
      return fault.expected === null
        ? `The contract pays in the token 0x${fault.found}, which bears the name of the chain's own money and is not it; ${agreed}.`
        : `The contract pays in the token 0x${fault.found}, and the one that is known as ${tie.token.code} on this network is 0x${fault.expected}; ${agreed}.`
    case 'UnknownToken':
      return `The contract pays in the token 0x${fault.token}, which the chain does not know or does not name, and ${agreed}.`
    case 'WrongRatio':
      return `The contract converts amounts by ${fault.contract ?? 'no ratio'} and its chain by ${fault.chain ?? 'none'}: payments move other amounts than the plan says.`
  }
}

/** Money with its digits, as both are compared. */
export function moneyText({ code, digits }: Currency): string {
  return `${code} with ${digits} digits`
}

/** What stands at a contract's address and what it pays in, as the rest of a sentence. */
export function paymentText({ contract, money, chain }: PaymentFacts): string {
  const { codeHash, token, ratio } = contract
  const called = money ? `, ${moneyText(money)}` : ''
  const how = token === null ? `the chain's own money${called}` : `the token 0x${token}${called}`
  const converted = token === null ? `, converted by ${ratio} where the chain says ${chain.nativeToEthRatio}` : ''
  return `${codeHash === null ? 'no code runs there' : `the code 0x${codeHash} runs there`} and pays in ${how}${converted}`
}
