import type { DeviceKey } from '../crypto/index.ts'
import type { DeviceId, Hex, Result } from '../domain/index.ts'
import type { StorageError } from './storage-error.ts'

/** The secrets of one installation. They never leave it with a pot. */
export interface InstallationKeys {
  readonly deviceKey: DeviceKey
  /** The X25519 secret of this device (32 bytes): what is wrapped to its sealing key opens with it. */
  readonly sealingSecret: Uint8Array
  readonly account: HeldAccount
  /** On the device that holds the account: the devices that were linked to it. On a linked device: its own link alone. None is the same as absent. */
  readonly links?: readonly DeviceLink[]
}

/** A link that goes on: in its mailbox the linked device is told of pots that its person comes into later. */
export interface DeviceLink {
  /** The linked device, also on that device. */
  readonly device: DeviceId
  readonly sealing: Hex<'SealingKey'>
  readonly mailbox: Hex<'MailboxKey'>
  readonly relays: readonly string[]
}

/**
 * The person's account. One device holds the seed (32 bytes) from which the account's keys come (`createAccountKey`); a device that was linked to it knows
 * the public key alone, so that whoever takes it away cannot vouch for further devices.
 */
export type HeldAccount =
  | { readonly kind: 'seed'; readonly seed: Uint8Array }
  | { readonly kind: 'public'; readonly account: Hex<'AccountKey'> }

/** Keeps the secrets of this installation. */
export interface KeyStore {
  /** The keys, or null on a fresh installation. */
  readonly load: () => Promise<Result<InstallationKeys | null, StorageError>>
  /** The keys, made on a fresh installation. Of two tabs that start together both get the same. */
  readonly loadOrCreate: () => Promise<Result<InstallationKeys, StorageError>>
  /** Replaces what is stored: a new device key after a fork, an account that was recovered. */
  readonly replace: (keys: InstallationKeys) => Promise<Result<void, StorageError>>
}
