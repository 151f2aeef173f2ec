// What is said where somebody has to be believed: codes to compare, a changed key, two histories, and who cannot be reached.

export const enTrust = {
  code: {
    title: 'Your code',
    about: 'Others see it beside your name. Read it out to each other when Quits warns of a changed key.',
  },
  keyChange: {
    title: 'The key of {name} is another one',
    here: 'This pot knew {name} by another key. Somebody may be using the name, or older entries have just arrived that say who {name} is.',
    elsewhere:
      'You know a {name} from “{title}”, with another key. It may be somebody else of that name, or somebody who pretends.',
    ask: 'Ask {name} in person or on the phone for the code under Settings, Devices. It must be this one:',
    codeOf: 'Code of {name}',
    before: 'The code that you knew',
    compared: 'I compared it: it is {name}',
    other: 'It is somebody else of that name',
    distrust: 'Do not trust it',
    distrusted:
      'You said that this is not {name}. Do not pay money to them here. Take their device out of the pot, or ask the others about it.',
    again: 'Compare again',
    blocked: 'The pot is shown again once you have chosen.',
  },
  fork: {
    title: 'Two histories of {name}’s device',
    about:
      'The device wrote two different things at the same place, for example after an old copy of its data was brought back. Until it is clear which one counts, nothing of it counts from there on.',
    own: 'It is your own device: choose here, and it is decided.',
    vote: 'Everybody in the pot can choose; it is decided with more than half.',
    which: 'Which of the two counts?',
    history: 'History {n}',
    holds: 'It holds:',
    more: 'and {n} more',
    until: 'last change on {date}',
    choose: 'History {n} counts',
    votes: 'no votes | one vote | {n} votes',
    voted: 'You have chosen. Waiting for the others.',
    done: 'You chose history {n}.',
    newKey: 'Afterwards the device should go on as a new one.',
    entry: '{title}, {amount}',
    changed: 'Changed: {title}, {amount}',
    removed: 'Deleted an entry',
    person: 'Person: {name}',
    other: 'Something about people or settling',
  },
  unreachable: {
    action: '{name} cannot be reached',
    hint: 'If more than half say so, nobody waits for {name} any more when a settlement is agreed. {name} can come back at any time.',
    votes: 'nobody says so yet | one says so | {n} say so',
    voted: 'You say that {name} cannot be reached.',
    decided: 'Cannot be reached: nobody waits for {name}.',
    done: 'You said that {name} cannot be reached.',
  },
} as const
