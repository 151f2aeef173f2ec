// What is said about paying and what it is done in, and about preparing an account.

export const enPayment = {
  payIn: {
    title: 'What is paid in',
    native: '{money}, the chain’s own money',
    token: '{money}, a token of the chain',
    always: 'Payments are made in {money}.',
    tokenHint:
      'Whoever pays in {money} also needs a little {native} for the fee. The issuer of {money} can freeze it; a payment then stays open, and can be made another way and confirmed.',
    address: 'Token {money}',
    asset: 'Asset number of {money}',
    contract: 'Another contract, for other money',
    contractHint:
      'Optional: each contract pays in one kind of money, the chain’s own or a token. It says itself which.',
    offered: 'Payments can be made in {all}.',
  },
  payment: {
    allowed:
      'One signature allows the contract exactly {amount} and pays it: both happen or neither, and nothing stays allowed. The fee is paid in {native}.',
    feeShort:
      'This is about {native}, which the fee and the deposit are paid in; the amount itself is paid in {money}.',
    options: 'Other ways to pay {to}',
    address: 'Address of {to}',
    amount: 'Amount in {token}',
    rate: 'Agreed rate',
    rateText: '1 {currency} = {rate} {token}',
    source: 'Source of the rate: {source}',
    noSource: 'Its source was not named.',
    byHand:
      'From another wallet: send this amount to this address on this chain. The contract does not see such a transfer, so {to} confirms it here, and it counts then.',
    whichAsset:
      'Others may have given their token the name {token} too. In Polkadot wallets the one that counts here is the asset with this number:',
    whichToken: 'As a contract of the Ethereum kind (ERC-20), {token} has this address:',
    cash: 'By cash, bank or any other way: {to} confirms here that it came.',
  },
  mapping: {
    action: 'Prepare my account',
    sentence: 'Your account is told to the chain’s contracts once. No money moves; the deposit stays yours.',
    included:
      'The same signature tells your account to the chain’s contracts, once and for all; fee and deposit are those of both.',
  },
} as const
