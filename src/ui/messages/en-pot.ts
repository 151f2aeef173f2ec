// What is said of a pot as a whole: how one stands, what is to be done, its entries and balances, and who one is in it.

export const enPot = {
  pot: {
    tab: 'Pot',
    screens: '{title}: screens',
    unknown: 'Pot not found',
    opening: 'Opening the pot…',
    checking: 'Checking {n} entry… | Checking {n} entries…',
    more: 'and {n} more | and {n} more',
    waiting:
      '{n} change waits for an earlier one that has not arrived. It is not counted yet; close the pot, and it has to be sent again. | {n} changes wait for earlier ones that have not arrived. They are not counted yet; close the pot, and they have to be sent again.',
    turnedAway:
      'There was no room for {n} more: take in a complete file of the pot, or sync again. | There was no room for {n} more: take in a complete file of the pot, or sync again.',
    newer:
      '{n} change was written with a newer Quits. It is kept and handed on, and counts here after an update. | {n} changes were written with a newer Quits. They are kept and handed on, and count here after an update.',
    addExpense: 'Add expense',
    addIncome: 'Add income',
    addPayment: 'Record a payment',
  },
  headline: {
    label: 'How you stand',
    empty: 'No expenses yet. Add the first one, and everybody’s balance follows.',
    quits: 'Everybody is quits.',
    youAreEven: 'You are even.',
    youOwe: 'You owe {to} {amount}',
    owesYou: '{from} owes you {amount}',
    owes: '{from} owes {to} {amount}',
    settle: 'Settle up',
  },
  identity: {
    title: 'Who are you?',
    hint: 'Choose your name, so that your entries count. Somebody who is in already confirms it.',
    iAm: 'I am {name}',
    nobodyFree: 'Everybody in this pot has a device. Ask a member to add your name.',
    claimed: 'You said that you are {name}.',
    waiting: 'Waiting for somebody to confirm that you are {name}',
    waitingHint:
      'Save the pot to a file below and send it to a member. You can add expenses now: they count once you are confirmed.',
  },
  claims: {
    asks: 'Somebody says: “I am {name}”',
    hint: 'Confirm only if {name} gave you this file. From then on their entries count.',
    confirm: 'Yes, this is {name}',
    confirmed: '{name} has joined.',
  },
  state: {
    noEndpoint: 'Not connected to the chain: no node is set.',
    connecting: 'Connecting to the chain…',
    reading: 'Reading the chain…',
    readingAt: 'Reading the chain: block {at} of {to}',
    live: 'Up to date with block {block}, according to one node',
    agreed: 'Up to date with block {block}, two nodes agree',
    agreedUpTo: 'Up to date with block {block}, two nodes agree up to block {agreed}',
    behind:
      'At block {block}; another node is {blocks} block further, so this may be old | At block {block}; another node is {blocks} blocks further, so this may be old',
    lost: 'The node cannot be reached. Trying again…',
    why: 'Why?',
    final: '{hash} final since block {block}',
  },
  toDo: {
    label: 'Waiting for you',
    agree: '{name} proposes to settle up.',
    legs: 'A settlement has open payments of yours.',
    tie: '{name} wants to record settlements on the chain.',
    look: 'Look at it',
  },
  entries: {
    title: 'Expenses',
    none: 'Nothing here yet.',
    search: 'Search',
    notFound: 'Nothing found.',
    paidBy: '{names} paid',
    receivedBy: 'received by {names}',
    handed: '{from} paid {to}',
    you: 'you',
    conflict: 'Two versions',
    late: 'Came late',
    settled: '✓ Settled',
    deleted: 'Deleted entries ({n})',
  },
  balances: {
    title: 'Balances',
    hint: 'Plus: gets money back. Minus: owes money. Open a line to see what it is made of.',
  },
  explained: {
    none: 'Nothing has changed this balance yet.',
    leg: 'Payment recorded on the chain',
    confirmed: 'Payment confirmed by its payee',
    void: 'Token moved under a settlement that did not match',
    converted: 'Turned into one currency',
    total: 'Together',
  },
  share: {
    title: 'Share this pot',
    about:
      'Save the pot to a file and send it to the others. They open it, add theirs, and send it back. The file holds no keys.',
    save: 'Save pot file',
    done: 'Pot file saved. Send it to the others.',
  },
} as const
