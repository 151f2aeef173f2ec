// What the settings say: the chain and its nodes, the language, where data is, and backups.

export const enSettings = {
  network: {
    title: 'Chain',
    about: 'Only needed to make settlements final. Without it, everything else works.',
    choose: 'Network',
    own: 'A node of my own choice',
    faucet: 'Get test tokens for free',
    endpoint: 'Address of a node',
    endpointHint: 'Begins with wss:// or, on this machine, ws://',
    second: 'Address of a second node',
    secondHint:
      'Optional, and of somebody else: it confirms what the first one says, and takes over when that is lost.',
    contract: 'Contract',
    contractHint: 'Only needed to create a new group; pots that are connected know theirs.',
    explorers: 'Explorers',
    explorerHint: 'Base address, for links in proofs',
    save: 'Save and connect',
    connecting: 'Connecting…',
    connected: 'Connected to {chain}',
    badEndpoint: 'This is no address of a node. It begins with wss:// or ws://',
    badContract: 'A contract’s address has 40 digits from 0 to 9 and a to f.',
  },
  settings: {
    title: 'Settings',
    language: 'Language',
    languageHint: 'Dates and numbers follow your browser.',
    open: 'Open',
    storage: 'Your data',
    storageHint:
      'Pots are stored in this browser; those that are synced are with the others, too. Open one to save it to a file.',
    backup: 'Backup',
    backupHint:
      'One file with all your pots and the key that speaks for you, sealed with a passphrase. Restore it on a new device, here or with the quits command; age and tar open it without Quits.',
    passphrase: 'Passphrase',
    passphraseHint: '{n} characters or more. Nobody can open the file without it.',
    passphraseAgain: 'Passphrase once more',
    passphraseShort: 'Too short: {n} characters or more. Five words that nobody would guess are good.',
    passphraseDiffers: 'The two passphrases differ.',
    backupMake: 'Save a backup',
    backupMaking: 'Sealing the backup. This takes a few seconds.',
    backupDone: 'Backup saved. Keep the file and its passphrase apart.',
  },
} as const
