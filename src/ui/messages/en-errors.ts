// A sentence for every error tag: what happened, whether anything changed or money moved where one might wonder, and what to do. Placeholders are
// the error's own facts.

import type { ErrorTag } from './any-error.ts'

export const enErrors = {
  details: 'Details',

  // Forms
  AmountMissing: 'Please enter an amount.',
  AmountUnreadable: 'This amount cannot be read. Write it like 12.50 or 12,50.',
  TooManyDecimals: 'This currency has {digits} decimal places.',
  WeightUnreadable: 'Shares are numbers such as 1, 2 or 1.5.',
  PercentUnreadable: 'Percentages are numbers such as 25 or 33.33.',
  RateMissing: 'Please enter the rate, or the amount in the currency of the pot.',
  RateUnreadable: 'This rate cannot be read. Write it like 38.4.',
  AmountOutOfRange: 'This amount is too large to keep.',
  NotMinorText: 'This amount cannot be read.',
  BadTitle: 'Please give it a name of at most 80 characters, on one line.',
  BadName: 'Please enter a name, on one line.',
  NameInUse: 'Somebody in this pot is already called {name}.',
  BadDate: 'Please choose a day that exists.',
  ZeroAmount: 'The amount cannot be zero.',
  BadTag: 'Tags are short words on one line.',
  BadReceipt: 'This receipt cannot be kept: its name or its kind of file is not usual.',
  SameCurrency: 'The other amount must be in another currency.',
  EquivalentDiffers: 'The converted amount does not fit the rate.',
  BadPayments: 'What people paid does not add up to the amount.',
  SameMember: 'A payment goes from one person to another.',
  NegativeTransfer: 'A payment is above zero. Swap the two people instead.',
  NoParticipants: 'Please choose at least one person to share this.',
  ZeroWeights: 'Please give at least one person a share.',
  PercentDiffers: 'The percentages do not add up to 100.',
  AdjustmentsExceed: 'The extra amounts are more than the whole.',
  SharesDiffer: 'The shares do not add up to the amount.',
  NegativeWeight: 'A share cannot be below zero.',
  RepeatedMember: 'Somebody is listed twice.',
  BadEntry: 'This entry is not complete yet.',
  BadContent: 'This cannot be saved: it breaks a rule of the pot.',

  // The pot
  PotUnknown: 'This pot is not on this device. Open it from a file first.',
  PotNotHere: 'The beginning of this pot is missing here. Open a complete file of it.',
  UnknownMember: 'This person is not in the pot.',
  AlreadyClaimed: 'Somebody else already is this person.',
  DeviceSpeaksAlready: 'This device already speaks for somebody in this pot.',
  DeviceUnknown: 'Say who you are in this pot first.',
  DeviceForked:
    'This device wrote two histories of the pot, for example from a restored backup, so the others cannot tell which one counts. Nothing was saved.',
  ChainAhead: 'Newer entries of this very device are on their way. Take in the latest file first; nothing was saved.',
  NeedsUpdate:
    'The members of this pot moved it on to a newer version of Quits. You can read it here; update Quits to write in it. Until then nothing new is saved.',
  MemberHasDevice: 'This person has joined with a device of their own, so nobody else can be them.',
  SamePerson: 'These are the same person already.',
  NotMerged: 'These two are counted apart already, or a settlement has made it final.',
  MemberRetired:
    'Somebody here has left the pot and takes no part in new entries. Take them out, or say that they are back.',
  NotDeleted: 'This entry is not deleted.',
  NothingSaid: 'Please write something first.',
  NotYourComment: 'Only who wrote a comment can withdraw it.',
  BadSeries: 'This cannot come again as it is.',
  BadSeriesEnd: 'Please choose a last day that exists.',
  UnknownSeries: 'This recurring entry is not on this device.',
  NeverAgain: 'With this last day it would not come again. Choose a later one. Nothing was saved.',
  AccountElsewhere:
    'Your account is on the device that this one was linked to. Do this there, or enter your 24 words here. Nothing was saved.',
  DeviceRevoked:
    'This device was taken out of the pot, so what it adds would count for nobody. Nothing was saved. The pot’s screen says what you can do.',
  DeviceCopied:
    'This device’s key is in use in a second place too, for example because a browser profile was copied. Nothing was saved. Under Settings, Devices you go on as a new device.',
  NotALinkRequest:
    'This is not what a new device shows under “Link this device”. Copy the whole text, or scan its code again.',
  NewerLinkRequest: 'The new device has a newer version of Quits. Update this one first.',
  DamagedLinkRequest: 'Part of this text is missing. Copy the whole text from the new device, or scan its code.',
  OwnLinkRequest: 'This is this very device. Open Quits on the device that you want to link, and scan what it shows.',
  NotAnAgeFile: 'This is no backup of Quits. A backup’s name ends in .age.',
  BadAgeHeader: 'This backup is damaged at its beginning, where its key is. Nothing of it can be opened.',
  WorkFactorTooHigh: 'This file asks for more work than is done here. Open it with the age command itself.',
  BadIdentity: 'This is no key that opens a backup.',
  NeedsPassphrase: 'This backup was sealed with a passphrase.',
  NeedsIdentity: 'This backup was sealed for a key, not with a passphrase. Restore it with the quits command.',
  WrongKey: 'This passphrase does not open the backup, or its beginning is damaged. Nothing was taken in.',
  NotABackup: 'The file was opened, and nothing of a backup of Quits is in it.',
  BackupTooLarge: 'This file is too large for a backup.',
  UnknownDevice: 'This device is not in the pot.',
  RevokedAlready: 'Somebody has taken this device out already.',
  NobodyToWrapTo: 'No device in this pot can be given its key yet. Take in the latest entries of the others first.',
  VotedAlready: 'You have voted on this.',
  WordCount: 'These are {found} words, and there should be 24. Nothing was changed.',
  UnknownWord: 'Word {place}, “{word}”, is not one of the words. Look at it again; nothing was changed.',
  WordsDiffer: 'These words do not belong together. One is wrong or in another place; nothing was changed.',
  AccountInUse:
    'You take part in pots here as somebody else already, so nothing was changed. Do this in another browser, or in another profile of this one.',
  UnknownClaim: 'Nobody is waiting here any more.',
  UnknownEntry: 'This entry is not on this device.',
  TooLarge: 'This is too large to keep in a pot.',
  SeqTaken: 'Another tab was saving at the same time. Please try again.',
  SequenceTaken: 'Another tab was sending at the same time. It goes on by itself.',
  NoRelayAddress: 'This is no address of a relay: “{text}”. Write it like relay.example. Nothing was changed.',
  OpenRelayAddress:
    'This connection would not be protected. Outside of this device a relay’s address starts with wss://. Nothing was changed.',
  TooManyRelays: 'At most {limit} relays can be used. Nothing was changed.',

  // Invitations
  PotWithoutRelay:
    'This pot is on this device only, so nobody could ask to be let in. Sync it first; nothing was changed.',
  UnknownInvite: 'This invitation is not on this device. Take in the latest changes and try again.',
  NotAnInvitation: 'This is no invitation. Copy the whole link that you were sent.',
  NewerInvitation:
    'This invitation was made by a newer version of Quits. Load that version when Quits offers it, then open the link again.',
  DamagedInvitation: 'A part of the link is missing or changed. Copy the whole of it, or ask for it to be sent again.',

  // Settling
  CutEventMissing: 'Entries that this settlement rests on are not on this device yet. Take in the latest file.',
  CutHeadWrong: 'This settlement does not say correctly which entries it covers.',
  CutNotClosed: 'This settlement leaves out entries that others rest on.',
  CutForgetsBase: 'This settlement leaves out entries that were settled before.',
  RateRepeated: 'There are two rates for one currency.',
  CurrencyUnrated:
    'A currency has no rate, so not everything can be converted. Nothing was proposed; give every currency a rate.',
  ConversionUntied:
    'Balances are converted by a final settlement, and this pot has no group on the chain that could make one. Settle each currency by itself.',
  ModeNamesStranger:
    'The way to settle names somebody who is not in the pot, or is counted with somebody else. Choose again.',
  ModeNamesTwice: 'The way to settle names somebody twice. Choose again.',
  TooManyLegs:
    'This way to settle takes {legs} payments, and a settlement holds {most}. Nothing was proposed; choose one with fewer payments.',
  TooManyHeads:
    'The entries come from {heads} devices, and a settlement can name {most}. Nothing was proposed; settle with fewer devices, or in two steps.',
  ChainBehind: 'The chain has not been read as far as this settlement needs. Please wait a moment.',
  OldGroupBehind: 'The group that the pot is leaving has not been read to its end yet. Please wait a moment.',
  ChainNotRead: 'The chain has to be read first. Check the node in the settings.',
  WaitingForData: 'Entries that a final settlement rests on are not on this device yet. Take in the latest file.',
  UnknownCheckpoint: 'This settlement is not on this device.',
  CheckpointDiffers:
    'This device computes another result than the proposal says, so it was not agreed to. Exchange files and propose again.',
  AlreadySigned: 'You have already agreed.',
  NotPayee: 'Only the person who gets the money can confirm it. Nothing was recorded and no money moved.',
  NothingToConfirm: 'There is nothing to confirm here.',

  // The group on the chain
  NotTied: 'This pot is not connected to a group on the chain.',
  NothingFinal: 'No settlement of this pot is final on the chain and matches, so there is nothing to prove.',
  BadHeader: 'The node’s answer about a block makes no sense. Nothing was saved.',
  AlreadyTied: 'This pot is already connected to a group on the chain.',
  NotInRoster: 'Your wallet is not a member of the group on the chain.',
  TooFewWallets: 'At least one member has to connect a wallet first.',
  LegNotOpen: 'This payment is not open, or already done.',
  NothingToPay:
    'No rate was agreed for this payment, so it cannot be paid here, and no money moved. It can be confirmed when the money arrived.',
  GroupNotFound: 'The group was not found in its block. Reload, or choose another node in the settings.',
  UnknownTie: 'This proposal is not on this device.',
  RosterDiffers: 'The group on the chain has members whose wallets are not in this pot. Do not agree to it.',

  // Wallets
  WalletTaken: 'This account already belongs to somebody in the pot. Choose another one.',
  KeyTypeUnsupported: 'Ethereum-style accounts cannot be connected yet. Choose a Polkadot account.',
  NotInstalled: 'This wallet is not installed in this browser. Install it and reload, or choose another one.',
  Rejected: 'You declined in the wallet. Nothing was sent; try again when you want to.',
  NotConnected: 'Connect this wallet first.',
  UnknownAccount: 'The wallet does not hold this account. Choose another one, or another wallet.',
  NoAccounts: 'The wallet shares no account with Quits. Choose one in the wallet and connect again.',
  Unsupported: 'This wallet cannot do that: {what}. Choose another one.',
  WalletFailed: 'The wallet did not answer as expected. Nothing was sent; unlock it and try again.',

  // The contract's answers
  ContractError: 'The contract refused. Nothing changed and no money moved; reload and look at the latest state.',
  NotMember:
    'Your wallet is not a member of the group. Nothing was recorded and no money moved; the members can vote you in.',
  UnknownGroup:
    'The contract does not know this group. Nothing changed and no money moved; check the node in the settings.',
  GroupExists: 'This group exists already. Nothing changed and no money moved; reload to see it.',
  BadMembers:
    'The contract refused the list of members: 1 to 32, each once, and you among them. Nothing changed and no money moved.',
  BadQuorum:
    'The contract refused the number of approvals that are needed: it takes more than half of the members. Nothing changed and no money moved.',
  BadLegs: 'The contract refused the list of payments: it takes 63 at most. Nothing changed and no money moved.',
  SameRoster:
    'The group has exactly these members already, so there is nothing to do. Nothing changed and no money moved.',
  StaleHead:
    'Somebody else was faster: the group has moved on. Nothing was recorded and no money moved; look at the latest state and try again.',
  WrongEpoch:
    'This belongs to another settlement than the one in force. No money moved; look at the newest settlement.',
  BadProof:
    'The contract does not recognise this payment as part of the settlement. No money moved; look at the newest settlement.',
  AlreadyDone: 'This payment is already done, so it was not made again and there is nothing to do. No money moved now.',
  WrongValue: 'The amount sent is not the amount agreed. No money moved; try again.',
  TransferFailed:
    'The money could not be delivered, so no money moved: it stays in your account. Ask the receiver, or pay another way and have it confirmed.',
  DispatchFailed: 'The chain refused the transaction. No money moved; try again later.',
  OutOfGas:
    'The transaction needed more computing than it was allowed. No money moved. Try again: the limit is measured anew.',
  DepositNotCovered:
    'Your account cannot cover the refundable deposit for what would be stored. No money moved; add some to it and try again.',
  ContractBroke:
    'The contract broke off in the middle, so all of it was undone. No money moved; try again, or pay another way.',
  ContractSilent:
    'The contract refused, and by now the node cannot say why: the group has probably moved on. No money moved; look at the latest state and try again.',
  NoContractThere:
    'There is no contract at this address. No money moved; check the node and the contract in the settings.',
  AlreadyMapped:
    'Your account is prepared for contracts by now, perhaps from another tab, so nothing of this was done. No money moved. Try again: preparing it is left out then.',
  NotDelivered:
    'The money could not be handed over, so it stays in your account: no money moved. Ask the receiver, or pay another way and have it confirmed.',
  NotEnoughThere: 'Your account does not hold that much. No money moved; add some to it and try again.',
  WouldVanish:
    'This would leave less on your account than the chain keeps accounts for. No money moved; add some to it and try again.',
  BelowMinimum:
    'The receiver’s account would hold less than the chain keeps accounts for, so it cannot receive so little. No money moved; pay another way and have it confirmed.',
  MoneyLocked:
    'A part of the money on the account is locked, for example for voting. No money moved; unlock it in your wallet and try again.',
  NotAllowed: 'The chain does not allow this at the moment. No money moved; try again later.',
  CallerNotMapped:
    'Your account has to be prepared for contracts once before it can do this. No money moved; prepare it here.',
  InsufficientBalance:
    'Your account does not hold enough for the amount, the fee, the deposit and the minimum that has to stay on it. Nothing was signed and no money moved; add some to it and try again.',
  InsufficientToken:
    'Your account does not hold enough of the token that this is paid in. Nothing was signed and no money moved; add some to it, or pay another way and have it confirmed.',
  TokenRefused:
    'The token does not let this payment through, whatever this contract says: its issuer may have frozen it or one of the accounts. Nothing was signed; the payment stays open and can be made another way.',
  TokenFrozen:
    'The token’s issuer has frozen it, or one of the accounts. No money moved. The payment stays open and can be made another way.',
  BatchMissing:
    'The chain {chain} cannot do two things in one transaction, which paying in a token takes. Nothing was signed; pay another way and have it confirmed.',
  AlreadyUnderWay:
    'This is under way already, from this tab or another one. It was not sent a second time; wait until its end is known.',
  NotOnRecord:
    'This device could not note the transaction, and what is not noted is not sent. No money moved; free some space and try again.',

  // Before signing
  WrongGenesis: 'The node is on another chain ({chain}) than this pot. Nothing was signed; check the settings.',
  ReplayableOnLiveChain:
    'This node is a test copy of a real chain. A signature made here could be used there, so browser wallets never sign on it. Choose a node of the real chain in the settings.',
  UnknownCode:
    'At this address there is no contract that this version of Quits knows. Nothing was signed; check the address, or look for a newer version.',
  CodeChanged:
    'The contract runs other code than when it was first read. It is not used any more: pay nothing through it, and ask the others.',
  WrongRatio:
    'The contract counts money differently than its chain, so amounts would be wrong. Nothing was signed; do not use this contract.',
  WrongToken:
    'The contract pays in another token than the one that is known by this name. Nothing was signed; do not use this contract.',
  WrongCurrency:
    'The contract pays in other money than this pot counts in, so amounts would be wrong. Nothing was signed; do not use this contract.',
  TokenUnusable:
    'The token “{symbol}” cannot be used in a pot: it is called like the chain’s own money, by no plain name, or the node describes it otherwise than it is known. Nothing was signed; choose other money, or another node in the settings.',
  PayeeNotMapped:
    'The receiver’s account is not prepared for contracts, so money would not reach it. They have to do that once; nothing was signed.',
  PayeeIsAnother:
    'The money would reach another account than the one in the pot. Nothing was signed; ask the receiver which account is theirs.',

  // The node
  UnknownToken: 'This chain has no such token. Nothing was signed; check the node and the contract in the settings.',
  Disconnected:
    'The node cannot be reached. Your pots work without it; check the connection or the address in the settings.',
  UnknownBlock: 'The node does not know this block yet. Wait a little, or choose another node in the settings.',
  StatePruned:
    'The node has forgotten blocks as old as this pot’s. Choose one that keeps them all, an archive node, in the settings.',
  ReviveMissing: 'The chain {chain} cannot run the contract. Choose another network in the settings.',
  HeaderAltered:
    'The node gave a block that is not the one that was asked for. Nothing of it is used; choose another node in the settings.',
  NodesDiffer:
    'Two nodes contradict each other: {one} and {other}. One of them is wrong, so nothing is shown as settled; compare with an explorer or a third node.',
  StoredDiffers: 'What was read before is not what {other} says. It is read again from the start.',
  Cancelled: 'Reading the chain was cancelled. Try again when you want it read.',
  UnreadableEvent:
    'The contract said something that this version of Quits cannot read. Look for a newer version, or choose another node in the settings.',
  BadAnswer: 'The node gave an answer that makes no sense. Try again, or choose another node in the settings.',
  CreationNotFound:
    'The group was not found on this chain: the chain was reset, or the node is on another one. Choose another node in the settings.',
  CursorNotOnChain:
    'The chain is not the one that was read before: it was reset, or the node is on a fork. It is read again from the start.',
  ParentMismatch:
    'The node’s blocks do not follow each other. Nothing of it is used; choose another node in the settings.',
  HeadMovedBack:
    'The node took back blocks that were final. Nothing of it is used; choose another node in the settings.',
  HistoryBroken:
    'The group’s history, as this node tells it, cannot have happened: something is missing, altered or invented. Choose another node in the settings.',
  HeadMismatch:
    'The node’s events end elsewhere than the contract says: some are held back or invented. Choose another node in the settings.',

  // Storage
  QuotaExceeded: 'There is no room left in this browser. Nothing was saved; free some space and try again.',
  ConnectionLost: 'The browser closed its storage. Nothing was saved; please try again.',
  Blocked: 'Another tab with an older version of Quits holds the storage. Close it and try again.',
  NewerData: 'The data here was written by a newer version of Quits. Please reload.',
  Unavailable: 'This browser gives no storage, for example in a private window. Quits needs it to keep your pots.',
  Corrupt: 'What is stored on this device is damaged.',
  StoreDamaged:
    'What this device has stored of the pot is damaged: {changes} of its changes are gone or not what was saved, and do not count. Take in the latest file of somebody else, or restore a backup; what is still in order stays.',
  CheckEnded: 'You stopped this. Nothing was taken in.',
  StorageFailed: 'Saving failed. Nothing was saved; please try again.',

  // Files
  FileTooLarge: 'This file is too large for a pot.',
  NotAPotFile: 'This is no pot file of Quits.',
  NotUtf8: 'The pot file is damaged in line {line}. Nothing was taken from it.',
  OtherFileVersion: 'The pot file is of version {version}, which this version of Quits cannot read.',
  BadBase64: 'The pot file is damaged in line {line} ({part}). Nothing was taken from it.',
  LineDiffers: 'The pot file was changed: line {line} ({part}) is not what its entries say. Nothing was taken from it.',
  EventRefused:
    'The pot file was changed or damaged: what stands in line {line} is not what its author signed. Nothing was taken from it.',
  EventsMissing: 'The pot file is incomplete: line {line} rests on entries that are not in it.',

  // Codes before a camera
  NotAQrFrame: 'The code in front of the camera is no part of a pot.',
  QrFrameDamaged: 'One part was damaged. It comes again in the next round.',
  OtherQrSeries:
    'The code in front of the camera belongs to another pot, or the pot was shown anew. Go on with the one that you began with, or begin again.',
  QrTooLarge: 'These codes are more than a pot may be. Nothing was taken from them.',
  QrSeriesDamaged: 'All parts are there, and they do not fit together. Nothing was taken from them. Begin again.',
  NotAHandover: 'What these codes say is no pot of Quits. Nothing was taken from them.',
  HandoverRefused:
    'The pot in these codes was changed or is incomplete: it is not what its people signed. Nothing was taken from it.',
  PotTooLargeForCodes: 'This pot is too large for codes. Save its pot file and send that.',
} as const satisfies Record<ErrorTag | 'details', string>
