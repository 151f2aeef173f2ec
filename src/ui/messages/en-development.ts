// What development builds have of their own: a group of three people, and all states of transactions and wallets on one page.

export const enDevelopment = {
  development: {
    title: 'Development',
    about:
      'Alice, Bob and Carol as three people in this browser, each with a device and a development account, and their pot with a group on the embedded chain.',
    create: 'Create a demo group',
    working: 'Creating the group…',
    as: 'Open as {name}',
    now: 'This page acts as {name}.',
    pot: 'Shared flat',
    rent: 'Rent',
    shopping: 'Groceries',
  },
  states: {
    title: 'States of a transaction',
    about: 'Every state that people can meet, with made-up values. Only development builds have this page.',
    wallets: 'States of a wallet',
    action: 'Pay Bob 1.5 UNIT',
    sentence: '1.5 UNIT go from your account to Bob, and the payment is recorded.',
  },
} as const
