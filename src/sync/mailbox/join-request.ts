import type { InvitationKey, VerifySignature } from '../../crypto/index.ts'
import { verifySignature } from '../../crypto/index.ts'
import {
  ascii,
  bytesToHex,
  concatBytes,
  type DeviceId,
  type Hex,
  hexToBytes,
  isNameText,
  type PotId,
  utf8Decode,
  utf8Encode,
} from '../../domain/index.ts'
import type { ByteReader } from '../wire/byte-reader.ts'
import type { ByteWriter } from '../wire/byte-writer.ts'

/** Somebody who has an invitation's link asks to be let in. */
export interface JoinRequest {
  readonly type: 'join-request'
  readonly device: DeviceId
  readonly sealing: Hex<'SealingKey'>
  /** How the person calls themself (ME4). */
  readonly name: string
  /** By the invitation's key, over "quits/join/v1" ++ pot ++ device ++ sealing ++ the name in UTF-8. */
  readonly signature: Hex<'Signature'>
}

/** A request signed by the invitation. Throws on a name that is none. */
export async function createJoinRequest(
  pot: PotId,
  asked: Pick<JoinRequest, 'device' | 'sealing' | 'name'>,
  invitation: Pick<InvitationKey, 'sign'>,
): Promise<JoinRequest> {
  if (!isNameText(asked.name)) throw new RangeError('Not a name')
  const signature = bytesToHex(await invitation.sign(signedBytes(pot, asked))) as Hex<'Signature'>
  return { type: 'join-request', ...asked, signature }
}

/** Whether the invitation signed it, for this pot. Never rejects. */
export function verifyJoinRequest(
  pot: PotId,
  request: JoinRequest,
  invitation: Hex<'InvitationKey'>,
  verify: VerifySignature = verifySignature,
): Promise<boolean> {
  return verify(invitation, signedBytes(pot, request), hexToBytes(request.signature))
}

function signedBytes(
  pot: PotId,
  { device, sealing, name }: Pick<JoinRequest, 'device' | 'sealing' | 'name'>,
): Uint8Array {
  return concatBytes(ascii('quits/join/v1'), hexToBytes(pot), hexToBytes(device), hexToBytes(sealing), utf8Encode(name))
}

/** Layout: device 32, sealing key 32, signature 64, length of the name as varint, the name in UTF-8. */
export function writeJoinRequest(writer: ByteWriter, { device, sealing, name, signature }: JoinRequest): void {
  for (const each of [device, sealing, signature]) writer.bytes(hexToBytes(each))
  const bytes = utf8Encode(name)
  writer.varint(bytes.length)
  writer.bytes(bytes)
}

/** Reads what `writeJoinRequest` wrote, its signature unchecked. What does not fit is told by `reader.fault()`. */
export function readJoinRequest(reader: ByteReader): JoinRequest {
  const device = bytesToHex(reader.bytes(32)) as DeviceId
  const sealing = bytesToHex(reader.bytes(32)) as Hex<'SealingKey'>
  const signature = bytesToHex(reader.bytes(64)) as Hex<'Signature'>
  const start = reader.offset()
  const name = utf8Decode(reader.bytes(reader.count(1, 320)))
  if (!name.ok || !isNameText(name.value)) reader.refuse('UnknownValue', start)
  return { type: 'join-request', device, sealing, name: name.ok ? name.value : '', signature }
}
