// What is said about paying, about preparing an account, and on the page of states that development builds have.

export const enPayment = {
  payment: {
    options: 'Other ways to pay {to}',
    address: 'Address of {to}',
    amount: 'Amount in {token}',
    rate: 'Agreed rate',
    rateText: '1 {currency} = {rate} {token}',
    source: 'Source of the rate: {source}',
    noSource: 'Its source was not named.',
    byHand:
      'From another wallet: send this amount to this address on this chain. The contract does not see such a transfer, so {to} confirms it here, and it counts then.',
    cash: 'By cash, bank or any other way: {to} confirms here that it came.',
  },
  mapping: {
    action: 'Prepare my account',
    sentence: 'Your account is told to the chain’s contracts once. No money moves; the deposit stays yours.',
  },
  states: {
    title: 'States of a transaction',
    about: 'Every state that people can meet, with made-up values. Only development builds have this page.',
    wallets: 'States of a wallet',
    action: 'Pay Bob 1.5 UNIT',
    sentence: '1.5 UNIT go from your account to Bob, and the payment is recorded.',
  },
} as const
