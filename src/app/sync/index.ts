// Pots that are met at relays. An entry of its own: who keeps a pot on one device does not load it.

export { composeSync } from './compose-sync.ts'
export { openMailbox, type Mailbox, type MailboxAccess, type MailboxStatus } from './mailbox.ts'
export { meetNeighbours } from './meet-neighbours.ts'
export { keyRing, needsKey, rotateKey, shareKeys, type KeyRing, type PotKeyError } from './pot-keys.ts'
export type { PotRelaysError } from './pot-relays.ts'
export type { PotSync, PotSyncPorts } from './pot-sync.ts'
export type { PotSyncStatus, RelaySync, SyncFault, SyncFinding } from './pot-sync-status.ts'
export { parseRelayAddress, type RelayAddressError } from './relay-address.ts'
export { chooseRelays, chosenRelays, type RelayChoiceError } from './relay-choice.ts'
export type { RelayPorts } from './sync-ports.ts'
export { syncViewOf, type SyncReason, type SyncView } from './sync-state.ts'
export { startSyncing, type Syncing } from './syncing.ts'
