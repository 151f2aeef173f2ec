// Who this installation is: a device key that signs events, and a person's account key that vouches for the device.

import {
  accountBindingBytes,
  createAccountKey,
  createSealingKey,
  createSigner,
  deviceCertificateBytes,
  type EventSigner,
} from '../crypto/index.ts'
import {
  bytesToHex,
  ok,
  type AccountId,
  type DeviceId,
  type Hash32,
  type Hex,
  type MemberId,
  type PotId,
  type Result,
} from '../domain/index.ts'
import type { InstallationKeys, StorageError } from '../storage/index.ts'
import type { AppPorts } from './ports.ts'

/** The keys of this installation, as far as use cases need them. */
export interface Identity {
  readonly signer: EventSigner
  readonly account: Hex<'AccountKey'>
  /** Whether the account's secret is here; on a linked device it is not. */
  readonly holdsAccount: boolean
  readonly sealing: Hex<'SealingKey'>
  /** The pot key inside of what was wrapped to this device, null when it is not for it. */
  readonly unwrap: (wrapped: Uint8Array, bound: Uint8Array) => Promise<Uint8Array | null>
  /** The account key vouches for a device as a member's (ME1). Null where the account is not held. */
  readonly certify: (
    pot: PotId,
    member: MemberId,
    device: DeviceId,
    sealing: Hex<'SealingKey'>,
  ) => Promise<Hex<'Signature'> | null>
  /** The account key names a wallet back (ME7). Null where the account is not held. */
  readonly bindBack: (
    pot: PotId,
    member: MemberId,
    wallet: AccountId,
    genesis: Hash32,
  ) => Promise<Hex<'Signature'> | null>
}

/** The identity of this installation; its keys are made and stored the first time. */
export async function loadIdentity({ storage }: Pick<AppPorts, 'storage'>): Promise<Result<Identity, StorageError>> {
  const keys = await storage.keys.loadOrCreate()
  return keys.ok ? ok(identityOf(keys.value)) : keys
}

/** The identity that these keys make. */
export function identityOf({ deviceKey, sealingSecret, account }: InstallationKeys): Identity {
  const person = account.kind === 'seed' ? createAccountKey(account.seed) : { account: account.account, sign: null }
  const sign = async (bytes: Uint8Array): Promise<Hex<'Signature'> | null> =>
    person.sign && (bytesToHex(await person.sign(bytes)) as Hex<'Signature'>)
  return {
    signer: createSigner(deviceKey),
    account: person.account,
    holdsAccount: account.kind === 'seed',
    ...createSealingKey(sealingSecret),
    certify: (pot, member, device, sealing) => sign(deviceCertificateBytes({ pot, member, device, sealing })),
    bindBack: (pot, member, wallet, genesis) => sign(accountBindingBytes({ pot, member, wallet, genesis })),
  }
}
