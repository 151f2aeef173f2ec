// The answer of a member's device to somebody who asked to be let in. It is signed by that device: whoever asked can tell, once the history is read,
// whether it was a member's. Others who have the same link can write into the mailbox too; keys and a route that they make up open nothing.

import { type EventSigner, verifySignature, type VerifySignature } from '../../crypto/index.ts'
import {
  ascii,
  bytesToHex,
  concatBytes,
  type DeviceId,
  type EventId,
  type Hash32,
  type Hex,
  hexToBytes,
  type PotId,
} from '../../domain/index.ts'
import type { ByteReader } from '../wire/byte-reader.ts'
import { type ByteWriter, createByteWriter } from '../wire/byte-writer.ts'
import { readWrappedKeys, writeWrappedKeys, type WrappedPotKey } from './wrapped-keys.ts'

/**
 * Why somebody is not let in, by the answer of a member's device. `full`: the invitation has let in as many as one does at the most; `removed`: this very
 * device was taken out of the pot.
 */
export type JoinRefusal = 'withdrawn' | 'used' | 'expired' | 'full' | 'removed'

/** What both answers say. */
interface Answer {
  /** Whose request it answers. */
  readonly to: DeviceId
  /** The member's device that answers. */
  readonly by: DeviceId
  /** By that device, over "quits/join-answer/v1" ++ pot ++ the answer's bytes up to here. */
  readonly signature: Hex<'Signature'>
}

/** Somebody is let in. */
export interface JoinAdmitted extends Answer {
  readonly type: 'join-admitted'
  /** The pot's salt, which with its id makes the route. */
  readonly salt: Hash32
  /** Last event of the device that answers: the history is whole when it has it. */
  readonly head: EventId
  readonly keys: readonly WrappedPotKey[]
}

/** Somebody is not let in. */
export interface JoinRefused extends Answer {
  readonly type: 'join-refused'
  readonly reason: JoinRefusal
}

/** Either answer. */
export type JoinAnswer = JoinAdmitted | JoinRefused

const REASONS: readonly JoinRefusal[] = ['withdrawn', 'used', 'expired', 'full', 'removed']

/** What a device decides of an answer. */
export type JoinAnswerContent = Omit<JoinAdmitted, 'by' | 'signature'> | Omit<JoinRefused, 'by' | 'signature'>

/** An answer signed by the device that gives it. */
export async function createJoinAnswer(
  pot: PotId,
  content: JoinAnswerContent,
  signer: EventSigner,
): Promise<JoinAnswer> {
  const answer = { ...content, by: signer.device }
  return { ...answer, signature: bytesToHex(await signer.sign(signedBytes(pot, answer))) as Hex<'Signature'> }
}

/** Whether the device that it names signed the answer, for this pot. Never rejects. */
export function verifyJoinAnswer(
  pot: PotId,
  answer: JoinAnswer,
  verify: VerifySignature = verifySignature,
): Promise<boolean> {
  return verify(answer.by, signedBytes(pot, answer), hexToBytes(answer.signature))
}

type Unsigned = Omit<JoinAdmitted, 'signature'> | Omit<JoinRefused, 'signature'>

function signedBytes(pot: PotId, answer: Unsigned): Uint8Array {
  const writer = createByteWriter()
  writer.byte(answer.type === 'join-admitted' ? 1 : 0)
  writeContent(writer, answer)
  return concatBytes(ascii('quits/join-answer/v1'), hexToBytes(pot), writer.take())
}

/** Layout: to 32, by 32; admitted: salt 32, head 32, keys (wrapped-keys.ts); refused: reason 1; signature 64. */
export function writeJoinAnswer(writer: ByteWriter, answer: JoinAnswer): void {
  writeContent(writer, answer)
  writer.bytes(hexToBytes(answer.signature))
}

function writeContent(writer: ByteWriter, answer: Unsigned): void {
  for (const each of [answer.to, answer.by]) writer.bytes(hexToBytes(each))
  if (answer.type === 'join-refused') return writer.byte(REASONS.indexOf(answer.reason))
  for (const each of [answer.salt, answer.head]) writer.bytes(hexToBytes(each))
  writeWrappedKeys(writer, answer.keys)
}

/** Reads what `writeJoinAnswer` wrote, its signature unchecked. What does not fit is told by `reader.fault()`. */
export function readJoinAnswer(reader: ByteReader, type: JoinAnswer['type']): JoinAnswer {
  const to = bytesToHex(reader.bytes(32)) as DeviceId
  const by = bytesToHex(reader.bytes(32)) as DeviceId
  const content = type === 'join-admitted' ? { type, ...readAdmission(reader) } : { type, reason: readReason(reader) }
  return { to, by, ...content, signature: bytesToHex(reader.bytes(64)) as Hex<'Signature'> }
}

function readAdmission(reader: ByteReader): Pick<JoinAdmitted, 'salt' | 'head' | 'keys'> {
  const salt = bytesToHex(reader.bytes(32)) as Hash32
  const head = bytesToHex(reader.bytes(32)) as EventId
  return { salt, head, keys: readWrappedKeys(reader) }
}

function readReason(reader: ByteReader): JoinRefusal {
  const start = reader.offset()
  const reason = REASONS[reader.byte()]
  if (reason === undefined) reader.refuse('UnknownValue', start)
  return reason ?? 'withdrawn'
}
