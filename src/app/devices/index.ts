// Devices of a person and what can be done about them. An entry of its own: who never looks at devices does not load it.

export { accountCode } from './account-code.ts'
export { castVote, hasVoted, votesOn, type VoteError } from './cast-vote.ts'
export { createDeviceNames, MAX_DEVICE_NAME, type DeviceNames } from './device-names.ts'
export { devicesOf, type DeviceState, type MemberDevice } from './devices-of.ts'
export { joinOwnPot } from './join-own-pot.ts'
export { acceptAccount, checkAccounts, distrustAccount, type KeyChange } from './known-accounts.ts'
export { openForks, type History, type OpenFork } from './open-forks.ts'
export { ownDevices, type OwnDevice } from './own-devices.ts'
export { recoverAccount, recoveryWords, type PhraseError } from './recovery-phrase.ts'
export { renewDevice, type RenewError } from './renew-device.ts'
export { replaceAccount, type AccountError } from './replace-account.ts'
export { revokeDevice, type RevokeError } from './revoke-device.ts'
