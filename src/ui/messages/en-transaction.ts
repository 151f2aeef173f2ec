// What is said of a transaction, from its estimate to its end.

export const enTransaction = {
  transaction: {
    sign: 'Sign and send',
    again: 'Try again',
    details: 'Transaction',
    value: 'Amount',
    fee: 'Fee, at most',
    deposit: 'Deposit, refundable, at most',
    minimum: 'Has to stay on the account',
    needed: 'Together',
    available: 'On the account',
    dearer:
      'Meanwhile this takes more than what was shown here before, so nothing was signed. Look at the amounts again.',
    state: {
      estimating: 'Checking what this would do and cost…',
      estimated: 'Checked. Nothing is signed yet.',
      'would fail': 'This would not work, so nothing was signed.',
      'no wallet': 'Choose the wallet that holds your account.',
      'wallet failed': 'The wallet could not be used.',
      'awaiting signature': 'Please look at your wallet and sign there.',
      refused: 'The node did not take the transaction. Nothing was sent.',
      broadcast: 'Sent. Waiting for a block…',
      'in best block': 'In block {block}, which may still vanish. Waiting until it is final…',
      retracted: 'Its block vanished. Waiting for another one…',
      unknown: 'The connection was lost after sending. The chain is asked what became of it…',
      'finalized ok': 'Done: final in block {block}.',
      'finalized failed': 'It is in block {block}, but failed. No money moved; only the fee was charged.',
      dropped: 'The node dropped it. It may still appear; the chain is asked until that is certain…',
      invalid:
        'The node calls it invalid. It hardly enters a block any more; the chain is asked until that is certain…',
      expired: 'It was not taken in time and cannot enter a block any more. No money moved.',
      replaced: 'Another transaction of your account took its place, so it can never enter a block. It moved no money.',
      'held back': 'It was not sent, and no money moved.',
      resumed:
        'Signed before the page was closed. It is sent again unchanged, which cannot pay twice, and the chain is asked…',
      'resumed ok': 'Done: final in block {block}.',
      'resumed failed': 'It is in block {block}, but failed. No money moved; only the fee was charged.',
      'resumed expired': 'It was not taken in time and cannot enter a block any more. No money moved.',
      'resumed replaced':
        'Another transaction of your account took its place, so it can never enter a block. It moved no money.',
    },
  },
} as const
