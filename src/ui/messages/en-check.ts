// What is said where people check a settlement without this app.

export const enCheck = {
  check: {
    title: 'Check it yourself',
    link: 'Check it yourself',
    about:
      'You do not have to believe this app. Each step says what it claims, why that holds, and where to look it up without us.',
    none: 'No settlement of this pot is final on a chain yet, so there is nothing to look up.',
    choose: 'Settlement',
    one: 'Settlement {n}',
    step: 'Step {n}',
    copyOf: '{what}',
    chain: {
      title: 'The pot belongs to one group of one contract',
      why: 'Everybody in the pot signed these values. A look-alike group, contract or chain has others.',
      genesis: 'Chain, by the hash of its first block',
      contract: 'Contract',
      group: 'Group',
      created: 'Block in which the group was created',
      money: 'What is paid in',
      digits: '{money}, {digits} decimals',
      pot: 'Pot',
    },
    code: {
      title: 'The contract is the published one',
      why: 'A contract at this address with other code could claim anything. Its code is public and has no owner who could change it.',
      hash: 'Hash of its code',
      token: 'Token {money}, from the contract’s “token”',
    },
    final: {
      title: 'A majority approved exactly this',
      why: 'The contract says “Finalized” only once more than half of the wallets have approved the same values. Explorers show it as bytes: compare the contract, topic 1 with the group, topic 2 with the state hash.',
      event: 'Event “Finalized”',
      extrinsic: 'Transaction',
      block: 'Block',
      state: 'State hash, topic 2',
      voters: 'Approved by',
    },
    state: {
      title: 'What they approved is what this pot says',
      why: 'The state hash covers every entry, name and balance; the payments hash covers who pays whom. This device has computed both from the signed entries. Another implementation finds every rule and number in the rulebook.',
      equal: '✓ Computed here and on the chain: equal',
      differs: '✗ Computed here: {here}',
    },
    legs: {
      title: 'Each payment is one of the approved ones',
      why: 'The contract takes a payment only if it is, to the last unit, under the approved payments hash, and only once.',
      whyToken:
        'Payments are made in {money}: the same transaction holds the transfer of the token itself, which the explorer shows beside the contract’s event.',
      none: 'No payment of this settlement goes over the chain.',
      open: 'Not paid yet',
      paid: 'Paid in',
      acknowledged: 'Confirmed by the payee in',
      payer: 'From',
      payee: 'To',
      smallest: 'Amount in {token}, without the point: its last {digits} digits are decimals',
    },
    all: {
      title: 'All of it at once, with one command',
      why: 'These commands are open source and ask a node of your choice. The first recomputes everything from the pot file; the second checks the proof file offline, given the hash of block {block}, which any explorer shows.',
      pot: 'From the pot file',
      proof: 'From the proof file, offline',
      save: 'Save the proof file',
      saving: 'Block {done} of {all}…',
      start: 'Asking the node…',
      saved: 'Saved. Its newest block is {block}.',
      noState:
        'Saved. This chain’s blocks name no state, as on test chains: the file rests on the node’s word, and the check says so.',
      holds: 'The file holds the whole pot, and no key: give it to people who may read the pot.',
      noNode: 'Choose a node in the settings first.',
    },
  },
} as const
