// Who this installation is: a device key that signs events, and a person's account key that vouches for the device.

import {
  accountBindingBytes,
  createAccountKey,
  createSigner,
  deviceCertificateBytes,
  type EventSigner,
} from '../crypto/index.ts'
import {
  bytesToHex,
  ok,
  type AccountId,
  type Hash32,
  type Hex,
  type MemberId,
  type PotId,
  type Result,
} from '../domain/index.ts'
import type { StorageError } from '../storage/index.ts'
import type { AppPorts } from './ports.ts'

/** The keys of this installation, as far as use cases need them. */
export interface Identity {
  readonly signer: EventSigner
  readonly account: Hex<'AccountKey'>
  readonly sealing: Hex<'SealingKey'>
  /** The account key vouches for this device as a member of a pot. */
  readonly certify: (pot: PotId, member: MemberId) => Promise<Hex<'Signature'>>
  /** The account key names a wallet back (ME7). */
  readonly bindBack: (pot: PotId, member: MemberId, wallet: AccountId, genesis: Hash32) => Promise<Hex<'Signature'>>
}

/** The identity of this installation; its keys are made and stored the first time. */
export async function loadIdentity({ storage }: Pick<AppPorts, 'storage'>): Promise<Result<Identity, StorageError>> {
  const keys = await storage.keys.loadOrCreate()
  if (!keys.ok) return keys
  const signer = createSigner(keys.value.deviceKey)
  const person = createAccountKey(keys.value.accountSeed)
  return ok({
    signer,
    account: person.account,
    sealing: person.sealing,
    certify: async (pot, member) =>
      toHex(await person.sign(deviceCertificateBytes({ pot, member, device: signer.device, sealing: person.sealing }))),
    bindBack: async (pot, member, wallet, genesis) =>
      toHex(await person.sign(accountBindingBytes({ pot, member, wallet, genesis }))),
  })
}

function toHex(signature: Uint8Array): Hex<'Signature'> {
  return bytesToHex(signature) as Hex<'Signature'>
}
