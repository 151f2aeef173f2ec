import { createAccountKey, deviceCertificateBytes, type EventSigner } from '../crypto/index.ts'
import { bytesToHex, fold, ok, type Hex, type Result } from '../domain/index.ts'
import type { PotFile } from '../formats/index.ts'
import { eventsOf, type AuthoringError } from '../log/index.ts'
import { writeEvent } from './write-events.ts'

/** A pot after a device was registered in it, and for which member that device speaks; null when the account is no member's. */
export interface Joined {
  readonly file: PotFile
  readonly member: string | null
}

/** A new device: what it signs with, and the key to which pot keys are wrapped for it. */
export interface NewDevice {
  readonly signer: EventSigner
  readonly sealing: Hex<'SealingKey'>
}

/** ME1: registers a new device in a pot by the account key of one of its members. No other device has to confirm it. */
export async function joinAsDevice(
  file: PotFile,
  { signer, sealing }: NewDevice,
  accountSeed: Uint8Array,
): Promise<Result<Joined, AuthoringError>> {
  const { pot, log } = file
  const person = createAccountKey(accountSeed)
  const own = [...file.fold.open.members.values()].find(({ account }) => account === person.account)
  if (!own) return ok({ file, member: null })
  const { account } = person
  const statement = deviceCertificateBytes({ pot, member: own.id, device: signer.device, sealing })
  const certificate = bytesToHex(await person.sign(statement)) as Hex<'Signature'>
  const body = { member: own.id, account, sealing, certificate }
  const written = await writeEvent(log, signer, { kind: 'member.claimed', body })
  if (!written.ok) return written
  const joined: PotFile = { pot, log, fold: fold(eventsOf(log), []) }
  // Its claim waits for somebody's word where the account's devices are revoked.
  const speaks = joined.fold.open.devices.get(signer.device)?.member === own.id
  return ok({ file: joined, member: speaks ? own.name : null })
}
