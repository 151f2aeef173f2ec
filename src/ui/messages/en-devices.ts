// What is said about devices: which there are, linking one more, and taking one out.

export const enDevices = {
  devices: {
    title: 'Devices',
    about: 'Every device has a key of its own. What it adds counts because your pots know it as yours.',
    settingsHint: 'Link a phone, take out a lost one, or write down the words that bring you back.',
    open: 'Look at your devices',
    this: 'this device',
    unnamed: 'Device {id}',
    since: 'since {date}',
    inPots: 'in no pot | in one pot | in {n} pots',
    rename: 'Name',
    renameOf: 'Name of {name}',
    renameHint: 'Only you see it, on this device.',
    save: 'Save name',
    named: 'Now called {name}.',
    change: 'Change {name}',
    state: {
      speaks: 'in use',
      asks: 'waits for a word',
      revoked: 'taken out',
      forked: 'wrote two histories',
    },
    holds: 'Your account is on this device.',
    linked:
      'This device is linked: your account is on another one. It adds and settles like any other, and cannot start pots, connect wallets or link devices. Pots that you start or join on the other one come here too, if they are synced over a relay.',
  },
  elsewhere: {
    title: 'Your account is on your other device',
    pot: 'This device is linked to it, and a pot is started in your name: that takes the account. Start the pot there, and invite somebody or choose a relay for it: it then comes here by itself.',
    join: 'This device is linked to it, and saying who you are in a new pot takes the account. Open the invitation there: once you are in, the pot comes here by itself.',
    claim:
      'This device is linked to it, and saying who you are in a pot takes the account. Open the pot there and say it. If the pot is synced over a relay, this device then knows by itself.',
    wallet:
      'This device is linked to it, and connecting a wallet to you takes the account. Connect it there. Afterwards you can approve and pay with the same wallet here, too.',
    words: 'Or enter your 24 words on this device: it then has the account as well.',
    devices: 'Your devices',
    invitation: 'the invitation',
  },
  revoke: {
    action: 'Take out {name}',
    ask: 'Take {name} out of {pots}?',
    consequence:
      'What it adds from now on counts for nobody, and it gets nothing new to read. What you have seen of it stays. It keeps what it has: nothing is deleted on it.',
    unseen:
      'Anything that it added and that has not reached you yet will not count either. If you still have it, connect it first.',
    self: 'This is the device in your hands. You will only be able to read here.',
    last: 'It is the only device of {name} in this pot. A new one will need somebody’s word to come in.',
    confirm: 'Take it out',
    keep: 'Keep it',
    done: '{name} was taken out.',
    partly:
      '{name} was taken out of one pot. In the others somebody has to confirm you first. | {name} was taken out of {n} pots. In the others somebody has to confirm you first.',
  },
  revokedHere: {
    title: 'This device was taken out of the pot',
    by: '{name} took it out on {date}. What it added after that counts for nobody, and nothing more can be added here.',
    unknown: 'somebody',
    renew: 'Come back as a new device',
    renewHint:
      'Your account is here, so this device can get a new key. If all your devices were taken out, somebody has to confirm you.',
    linked:
      'If this is a mistake, this device can get a new key. It then speaks in no pot until you link it again from the one that your account is on.',
  },
  copied: {
    title: 'This device’s key is in use in a second place',
    about:
      'Something that this very device wrote came from outside: the browser profile was copied, or brought back from an older state. If it went on, it would contradict itself and nothing of it would count.',
    renew: 'Go on as a new device',
    linked: 'It then speaks in no pot until you link it again from the one that your account is on.',
  },
  link: {
    title: 'Link a device',
    about: 'Your pots on another phone or computer of yours. Nobody has to confirm it.',
    addOther: 'Link another device to this one',
    addOtherHint:
      'On the other device open Quits, Settings, Devices, and choose “Link this device”. Then scan what it shows, or paste it here.',
    unsynced:
      'One of your pots is on this device only and does not follow by itself: sync it first, or take its pot file over afterwards. | {n} of your pots are on this device only and do not follow by themselves: sync them first, or take their pot files over afterwards.',
    addThis: 'Link this device to another one',
    addThisHint:
      'For a new device: it becomes yours, with all synced pots that you have on the other one, and those that come later.',
    start: 'Link this device',
    relay: 'Relay over which the two meet',
    relayHint: 'An address such as wss://relay.example/v1. It carries sealed messages and reads none.',
    badRelay: 'This is no address of a relay. It begins with wss://',
    show: 'Show this to your other device',
    showHint: 'There: Settings, Devices, “Link another device”. It is good for this time only.',
    qr: 'Code for your other device',
    text: 'The same as text',
    copyWhat: 'the text',
    paste: 'What the new device shows',
    pasteHint: 'The whole text under its code, to the end.',
    take: 'Take it',
    scan: 'Scan with the camera',
    scanning: 'Hold the code in front of the camera',
    scanStop: 'Stop the camera',
    scanRefused: 'The camera cannot be used here. Paste the text instead.',
    connecting: 'Looking for the new device…',
    compare: 'Compare these six digits',
    compareHint: 'Both devices must show the same. If they differ, somebody is between them.',
    same: 'They are the same',
    differ: 'They differ',
    name: 'What to call it',
    sending: 'Sending your pots…',
    waiting: 'Waiting for the other device. Say there that the digits are the same.',
    doneOther:
      '{name} is linked: nothing to carry over yet. | {name} is linked, with one pot. | {name} is linked, with {n} pots.',
    doneThis: 'This device is linked. It is being started again.',
    tampered:
      'Somebody is between the two devices. Nothing was sent. Start again on the new device, and show its code directly.',
    refused: 'The other device said that the digits differ. Nothing was taken over.',
    again: 'Start again',
    more: 'Link one more',
    cancel: 'Cancel',
  },
} as const
