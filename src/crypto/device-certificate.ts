import { ascii, concatBytes, type DeviceId, type Hex, hexToBytes, type MemberId, type PotId } from '../domain/index.ts'
import { verifySignature, type VerifySignature } from './verify-signature.ts'

/** What an account key says about a device: in this pot it speaks for this member, and keys for the member go to this sealing key. */
export interface DeviceCertificate {
  readonly pot: PotId
  readonly member: MemberId
  readonly device: DeviceId
  readonly sealing: Hex<'SealingKey'>
}

/** What the account key signs: "quits/device/v1" ++ pot ++ member ++ device ++ sealing, 32 bytes each. */
export function deviceCertificateBytes({ pot, member, device, sealing }: DeviceCertificate): Uint8Array {
  return concatBytes(
    ascii('quits/device/v1'),
    hexToBytes(pot),
    hexToBytes(member),
    hexToBytes(device),
    hexToBytes(sealing),
  )
}

/** Whether `account` signed the certificate. */
export function verifyDeviceCertificate(
  certificate: DeviceCertificate,
  account: Hex<'AccountKey'>,
  signature: Uint8Array,
  verify: VerifySignature = verifySignature,
): Promise<boolean> {
  return verify(account, deviceCertificateBytes(certificate), signature)
}
