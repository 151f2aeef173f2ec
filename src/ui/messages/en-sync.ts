// What is said about syncing and relays.

export const enSync = {
  sync: {
    title: 'Syncing',
    about:
      'A relay passes changes on between your devices and those of the others, also when they are not online at the same time. It cannot read them.',
    here: 'On this device only',
    hereWaiting: 'Not connected yet',
    syncing: 'Syncing…',
    sending: 'Syncing: {n} to send',
    receiving: 'Syncing: {n} to come',
    alone: 'Up to date ({time})',
    level: 'Up to date with {reached} of {members} ({time})',
    levelHint: '{reached} of {members} other people with a device have used the relay.',
    toSend: '{n} to send when you are online | {n} to send when you are online',
    attention: 'Look at this: {what}',
    and: '{what}, and {n} more',
    details: 'Details',
    now: 'Sync now',
    seen: 'I have seen this',
    seenElsewhere: 'Another tab of this browser syncs this pot. Say there that you have seen this.',
    elsewhere: 'Another tab of this browser does it.',
    on: 'Sync this pot',
    onHint: 'Others can then be let in by a link, and everybody sees changes at once.',
    off: 'Stop syncing on this device',
    offHint: 'What is here stays here. Others go on without you seeing it.',
    saved: 'Saved. This pot is synced as soon as a relay answers.',
    stopped: 'Stopped. This pot stays on this device.',
    relays: 'Relays of this pot',
    relay: 'Address of a relay',
    relayHint: 'For example relay.example. One that everybody in the pot can reach.',
    another: 'Add a relay',
    remove: 'Remove {relay}',
    save: 'Save relays',
    noRelay: 'No relay is set up. Enter the address of one below.',
    same: 'Do all see the same?',
    sameHint: 'This code stands for everything that counts in this pot. Who has the same code sees the same balances.',
    sameCode: 'Code of this pot',
    somebody: 'somebody',
    clock:
      'What a device of {name} added is dated a day ahead, so its clock is wrong, or the one here. Set the date there or here: the times that are shown are wrong until then. Amounts and balances do not depend on them. | What a device of {name} added is dated {n} days ahead, so its clock is wrong, or the one here. Set the date there or here: the times that are shown are wrong until then. Amounts and balances do not depend on them.',
    state: {
      connecting: 'Connecting…',
      online: 'Connected',
      waiting: 'Cannot be reached now. Trying again by itself. If that lasts, check the address.',
      closed: 'Not connected',
    },
    lineSend: '{n} to send',
    lineReceive: '{n} to come',
    lineAt: 'Read to its end: {time}',
    unreadable: '{n} message cannot be read yet. | {n} messages cannot be read yet.',
    accept: 'Use this relay as it is now',
    short: {
      RelayWentBack: 'a relay went back',
      RelayLostAll: 'a relay lost what it had',
      RelayRewrote: 'a relay changed what it had said',
      RelayWithholds: 'a relay keeps something back',
      RelayKeyChanged: 'another relay answers',
      RelayTwoViews: 'a relay tells people different things',
      RelayUnusable: 'a relay sends what is wrong',
      RelayFull: 'a relay is full',
      RelayRefuses: 'a relay refuses what you send',
      DeviceForkOpen: 'a device wrote two histories',
      EventsRefused: 'something wrong was sent',
      KeyMissing: 'the key is missing here',
      EnvelopesUnreadable: 'some messages cannot be read',
      SyncFault: 'something could not be saved',
    },
    why: {
      RelayWentBack:
        'This relay had confirmed more than it has now. Either it was restored from an older copy, or it hides something. Nothing is lost here: your device has sent it everything again. If it happens often, use another relay.',
      RelayLostAll:
        'This relay has begun anew, with nothing. Your device has sent it everything again, so nothing is lost for those who have synced since. There is nothing you have to do.',
      RelayRewrote:
        'What this relay sent does not add up to what it signed for. Nothing that it cannot prove was believed. Use another relay, and tell who runs this one.',
      RelayWithholds:
        'This relay has signed for changes that it does not send, so balances may be older here than on other devices. Add another relay that the others use too: whoever has the changes sends them there.',
      RelayKeyChanged:
        'At this address answers another relay than before, so nothing was sent or read. If you know that it was set up anew, use it as it is now. Otherwise ask who runs it, or use another relay.',
      RelayTwoViews:
        'This relay has shown you one order of things and somebody else another, and has signed both. Use another relay. What is in the pot is still right: it is signed by those who wrote it.',
      RelayUnusable:
        'This relay sent something that breaks the rules. It was not used, and the connection was ended. If it goes on, use another relay.',
      RelayFull:
        'This relay takes nothing more for this pot. What you add stays on this device until there is room. Add another relay, or ask who runs it for more room.',
      RelayRefuses: 'This relay says that what was sent is wrong. Update Quits; if it goes on, use another relay.',
      DeviceForkOpen:
        'A device wrote two histories, for example from a copied browser profile. What both share counts. The pot’s screen says what follows and lets you choose.',
      EventsRefused:
        'Changes were sent that break the rules of the pot or are not signed by who they name. They were not taken in; nothing here has changed by them, and there is nothing you have to do. | {n} changes were sent that break the rules of the pot or are not signed by who they name. They were not taken in; nothing here has changed by them, and there is nothing you have to do.',
      KeyMissing:
        'This device has not been given the pot’s key yet. What you add is kept here and goes out as soon as somebody who is in has been online.',
      EnvelopesUnreadable:
        'A message was written for others, or its key has not arrived. It is kept, and read as soon as it can be. | {n} messages were written for others, or their key has not arrived. They are kept, and read as soon as they can be.',
      SyncFault: 'What came could not be kept, or what you wrote could not be prepared for sending. It is tried again.',
    },
  },
  relaySettings: {
    title: 'Relays',
    about:
      'New pots get these relays once you sync them. Everybody can run one: it stores messages that it cannot read.',
    none: 'This build has no relay of its own.',
    save: 'Save relays',
    saved: 'Relays saved.',
    reset: 'Use those that came with the app',
  },
} as const
