// What the two devices of a person say in the mailbox of a link request: the one that is in says its account and a nonce (`link-offer`), the new one its
// secret (`link-secret`), and after the person has compared the digits (link-check.ts) the pots follow, in as many messages as they need, signed by the account.

import { type AccountKey, verifySignature, type VerifySignature } from '../../crypto/index.ts'
import {
  ascii,
  bytesToHex,
  concatBytes,
  type DeviceId,
  type EventId,
  type Hash32,
  type Hex,
  hexToBytes,
  type MemberId,
  type PotId,
} from '../../domain/index.ts'
import type { ByteReader } from '../wire/byte-reader.ts'
import { type ByteWriter, createByteWriter } from '../wire/byte-writer.ts'
import { MAX_RELAYS, readRelays, writeRelays } from './relay-list.ts'
import { readWrappedKeys, writeWrappedKeys, type WrappedPotKey } from './wrapped-keys.ts'

/** The device that is in names its account. */
export interface LinkOffer {
  readonly type: 'link-offer'
  readonly account: Hex<'AccountKey'>
  readonly nonce: Hash32
}

/** The new device tells what it was committed to. It does so once, to the first offer. */
export interface LinkSecret {
  readonly type: 'link-secret'
  readonly secret: Hash32
}

/** The person said no. */
export interface LinkRefused {
  readonly type: 'link-refused'
  readonly to: DeviceId
}

/** A pot, as the new device needs it to read and to write. */
export interface LinkedPot {
  readonly pot: PotId
  readonly salt: Hash32
  readonly member: MemberId
  /** By the account, over `deviceCertificateBytes` of the new device and its sealing key. */
  readonly certificate: Hex<'Signature'>
  /** Last event of the device that is in: the history is whole when it has it. */
  readonly head: EventId
  readonly keys: readonly WrappedPotKey[]
  /** None for a pot that is on no relay. */
  readonly relays: readonly string[]
}

/** Pots for the new device. */
export interface LinkAnswer {
  readonly type: 'link-answer'
  readonly to: DeviceId
  readonly account: Hex<'AccountKey'>
  /** Which of how many messages, from 0. */
  readonly part: number
  readonly parts: number
  readonly pots: readonly LinkedPot[]
  /** By the account, over "quits/link-answer/v1" ++ the answer's bytes up to here. */
  readonly signature: Hex<'Signature'>
}

/** The most messages of one answer. */
export const MAX_LINK_PARTS = 256

/** A signed part of an answer. */
export async function createLinkAnswer(
  content: Pick<LinkAnswer, 'to' | 'part' | 'parts' | 'pots'>,
  { account, sign }: Pick<AccountKey, 'account' | 'sign'>,
): Promise<LinkAnswer> {
  const answer = { type: 'link-answer', account, ...content } as const
  return { ...answer, signature: bytesToHex(await sign(signedBytes(answer))) as Hex<'Signature'> }
}

/** Whether the account that it names signed the answer. Never rejects. */
export function verifyLinkAnswer(answer: LinkAnswer, verify: VerifySignature = verifySignature): Promise<boolean> {
  return verify(answer.account, signedBytes(answer), hexToBytes(answer.signature))
}

function signedBytes(answer: Omit<LinkAnswer, 'signature'>): Uint8Array {
  const writer = createByteWriter()
  writeContent(writer, answer)
  return concatBytes(ascii('quits/link-answer/v1'), writer.take())
}

/**
 * Layout: to 32, account 32, part and parts as varints, number of pots as varint; each pot: id 32, salt 32, member 32, certificate 64, head 32, keys
 * (wrapped-keys.ts), number of relays as varint, relays (relay-list.ts); signature 64.
 */
export function writeLinkAnswer(writer: ByteWriter, answer: LinkAnswer): void {
  writeContent(writer, answer)
  writer.bytes(hexToBytes(answer.signature))
}

function writeContent(writer: ByteWriter, { to, account, part, parts, pots }: Omit<LinkAnswer, 'signature'>): void {
  for (const each of [to, account]) writer.bytes(hexToBytes(each))
  for (const each of [part, parts, pots.length]) writer.varint(each)
  for (const { pot, salt, member, certificate, head, keys, relays } of pots) {
    for (const each of [pot, salt, member, certificate, head]) writer.bytes(hexToBytes(each))
    writeWrappedKeys(writer, keys)
    writer.varint(relays.length)
    writeRelays(writer, relays)
  }
}

/** Reads what `writeLinkAnswer` wrote, its signature unchecked. What does not fit is told by `reader.fault()`. */
export function readLinkAnswer(reader: ByteReader): LinkAnswer {
  const to = bytesToHex(reader.bytes(32)) as DeviceId
  const account = bytesToHex(reader.bytes(32)) as Hex<'AccountKey'>
  const start = reader.offset()
  const [part, parts] = [reader.varint(), reader.varint()]
  if (part >= parts || parts > MAX_LINK_PARTS) reader.refuse('UnknownValue', start)
  const pots: LinkedPot[] = []
  for (let left = reader.count(194); left > 0 && reader.fault() === null; left--) pots.push(readPot(reader))
  return {
    type: 'link-answer',
    to,
    account,
    part,
    parts,
    pots,
    signature: bytesToHex(reader.bytes(64)) as Hex<'Signature'>,
  }
}

function readPot(reader: ByteReader): LinkedPot {
  const [pot, salt, member] = [reader.bytes(32), reader.bytes(32), reader.bytes(32)].map(bytesToHex)
  const certificate = bytesToHex(reader.bytes(64)) as Hex<'Signature'>
  const head = bytesToHex(reader.bytes(32)) as EventId
  const keys = readWrappedKeys(reader)
  const relays = readRelays(reader, reader.count(1, MAX_RELAYS))
  return { pot: pot as PotId, salt: salt as Hash32, member: member as MemberId, certificate, head, keys, relays }
}
