// What the first screen says. It comes with the page; the rest of the catalogue follows once the screen is there.

export const enFirst = {
  shell: {
    name: 'Quits',
    menu: 'Menu',
    settings: 'Settings',
    skip: 'Skip to content',
    starting: 'Opening your pots…',
    notice: 'Just done',
    unloaded: 'This screen could not be loaded. Check your connection and try again.',
    failed: 'That did not work. Check your connection and try again; if it stays so, open Quits anew.',
    undo: 'Undo',
    dismiss: 'Close',
    cancel: 'Cancel',
    copy: 'Copy',
    copied: 'Copied: {what}',
  },
  money: { owe: 'you owe {amount}', owed: 'you get back {amount}' },
  pots: {
    title: 'Pots',
    new: 'New pot',
    loading: 'Reading your pots…',
    welcome: 'Share expenses, settle up, be quits',
    about: 'A pot holds what a group spends together. It lives on your own devices: no account, no server, no sign-in.',
    first: 'Start a pot',
    demo: 'Try a demo pot',
    nothing: 'No expenses yet',
    quits: '✓ Everybody is quits',
    even: '✓ You are even',
    join: 'Say who you are',
    invited: 'Were you invited? Join by a link',
    second: 'Is Quits on another device of yours? Link this one',
  },
  import: {
    title: 'Open a pot file',
    about:
      'Somebody sent you a pot, or newer entries of one? Open the file: what is new is added, nothing is replaced.',
    choose: 'Choose a file…',
    codes: 'Read a moving QR code',
    reading: 'Checking the file…',
    done: 'Nothing new in {title} | {title}: {n} change taken in | {title}: {n} changes taken in',
  },
} as const
