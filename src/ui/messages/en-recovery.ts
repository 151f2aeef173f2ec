// What is said about ways back to one’s pots: words on paper, backups, and being reminded of them.

export const enRecovery = {
  words: {
    title: 'Recovery words',
    about:
      '24 words that are your account. With them any device becomes yours, also when all others are lost. Whoever reads them can speak for you: write them on paper and keep them away from your devices.',
    show: 'Show the words',
    hide: 'I have written them down',
    check: 'To be sure: which words are these?',
    word: 'Word {n}',
    confirm: 'Check',
    wrong: 'Not the same as above. Look at your paper again.',
    done: 'Good. Keep the paper in a safe place.',
    kept: '✓ Written down',
    enter: 'Use recovery words here',
    enterHint: 'All 24, in their order. Small or capital letters and numbers between them do not matter.',
    field: 'Your 24 words',
    use: 'Use these words',
    used: 'This device is yours again. It is being started again.',
    after: 'Then open your pots from a relay, a file or a backup: this device joins them by itself.',
  },
  restore: {
    title: 'Restore a backup',
    about: 'A file that ends in .age. You see what is in it before anything is taken in; what you have here stays.',
    file: 'Choose a backup…',
    passphrase: 'Passphrase of the backup',
    open: 'Look into it',
    opening: 'Opening the backup. This takes a few seconds.',
    made: 'Made on {date} by {device}.',
    pot: '“{title}”: {events} entries and changes, nothing new | “{title}”: {events} entries and changes, one of them new | “{title}”: {events} entries and changes, {n} of them new',
    noPots: 'It holds no pots.',
    damaged: 'The file is damaged. This is what could be saved:',
    account: {
      taken: 'You become the person of this backup, on this device as a new one.',
      own: 'It is yours already. Nothing changes but what is new.',
      other: 'You take part in pots here as somebody else, so the account in it is left out. Its pots can be read.',
      none: 'There is no account in it. Its pots can be read.',
    },
    take: 'Take it in',
    taking: 'Checking and saving…',
    done: 'Nothing was new. | One change was taken in. | {n} changes were taken in.',
    restart: 'Restored. The app is being started again.',
    loss: {
      ContentsLost: 'The list of what the backup holds is lost: more may be missing than is named here.',
      AccountLost: 'The account key is lost: with what is left you can read your pots, and not speak in them.',
      AccessLost: 'What opens your pots at relays is lost: somebody has to let you in again, or you exchange files.',
      PotLost: 'The pot “{title}” is lost.',
      PotIncomplete:
        'The pot “{title}” is damaged: {saved} of {of} entries and changes could be saved. Others have the rest.',
      StrangeFile: 'The file {name} does not belong in a backup; it is left out.',
      Altered: 'The backup was altered, without harm to what it holds.',
    },
    unknownPot: 'without a name',
  },
  gone: {
    title: 'This browser had pots, and they are gone',
    about:
      'What Quits stored here was deleted: by the browser, when space was short or after a long time, or by somebody who cleared it. This device has begun anew.',
    restore: 'Restore a backup',
    link: 'Link it again, or enter your 24 words',
    others:
      'Pots that were synced are also with the people in them: somebody can invite you again, or send you a pot file.',
    forget: 'Start afresh',
  },
  lasting: {
    lasts: '✓ This browser keeps what is stored until you delete it.',
    'may go':
      'This browser may delete what is stored, when space is short or if you do not come back for a long time. Keep a way back: a backup, a second device.',
    unknown:
      'This browser does not say whether it may delete what is stored. Keep a way back: a backup, a second device.',
    ask: 'Ask the browser to keep it',
    refused: 'It did not agree. Browsers often do once an app is installed or used for a while.',
  },
  reminder: {
    title: 'Keep a way back',
    due: 'A lot has changed since your last backup, {date}.',
    never: 'Your pots are in this browser only. If it is cleared or the device is lost, they are gone.',
    ways: 'Ways back: {have} of 3. Two are good.',
    before: 'Before you settle for the first time: how would you get back in if this device were lost?',
    backup: 'Backup file',
    words: '24 words on paper',
    device: 'Second device',
    later: 'Later',
    open: 'Choose one',
  },
} as const
