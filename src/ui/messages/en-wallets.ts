// What is said about connecting wallets, and of the group that a pot’s wallets are on the chain.

export const enWallets = {
  wallet: {
    title: 'Your wallet',
    about: 'Only needed to make settlements final on a chain, or to pay there.',
    have: 'Your wallet is connected to this pot:',
    begin: 'Connect a wallet',
    another: 'Connect another wallet',
    connecting: 'Connecting to the chain…',
    list: 'Wallets',
    accounts: 'Choose an account',
    unnamed: 'Account without a name',
    connect: 'Connect',
    show: 'Show accounts',
    get: 'Get it',
    wanted: 'Connect the wallet that holds {account}',
    bound: 'Your wallet is connected to this pot.',
    willSign: 'This is the exact text that “{name}” signs:',
    exact: 'Text to sign',
    noMoney: 'It only says that this account is you in this pot. It moves no money.',
    sign: 'Sign this text',
    signing: 'Please look at your wallet…',
    status: {
      'not installed': 'Not installed',
      available: 'Installed',
      waiting: 'Waiting for your answer in the wallet…',
      connected: 'Connected, no accounts | Connected, one account | Connected, {n} accounts',
      refused: 'You declined in the wallet',
    },
  },
  group: {
    title: 'Final on a chain',
    about: 'Members with wallets can make settlements final: once a majority has approved one, nobody can change it.',
    tooFew:
      'At least two members have to connect a wallet first. So far: none. | At least two members have to connect a wallet first. So far: one. | So far: {n}.',
    noContract: 'Set the contract’s address in the settings first.',
    bindFirst: 'Connect your own wallet first.',
    create: 'Create the group on the chain',
    sentence:
      'A group of {members} wallets is created; {quorum} of them make a settlement final, and payments are made in {money}. No money moves now.',
    proposed: '{name} has created a group on the chain for this pot.',
    signed: 'Agreed: {names}.',
    awaited: 'Waiting for: {names}.',
    signHint:
      'Your device checks on the chain that its members are exactly wallets of this pot, and that its contract pays in this money.',
    sign: 'Check and agree',
    tied: 'Settlements of this pot can be final on the chain.',
    roster: '{quorum} of {members} approvals make a settlement final: {names}.',
    details: 'Addresses',
    id: 'Group',
    contract: 'Contract',
  },
} as const
