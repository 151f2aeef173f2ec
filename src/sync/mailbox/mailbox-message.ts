// What is said in a mailbox, before it is sealed: version 1, a byte for the kind, and the layout of the kind.
//
//     1  join-request    join-request.ts          4  link-offer     account 32, nonce 32
//     2  join-admitted   join-answer.ts           5  link-secret    secret 32
//     3  join-refused    join-answer.ts           6  link-answer    link-answer.ts
//                                                 7  link-refused   to 32
//
// That bytes are a message says nothing about who wrote it: `verifyJoinRequest`, `verifyJoinAnswer` and `verifyLinkAnswer` do.

import {
  bytesToHex,
  type DeviceId,
  err,
  type Hash32,
  type Hex,
  hexToBytes,
  ok,
  type Result,
} from '../../domain/index.ts'
import { type ByteReader, createByteReader, type WireFault } from '../wire/byte-reader.ts'
import { createByteWriter } from '../wire/byte-writer.ts'
import { type JoinAnswer, readJoinAnswer, writeJoinAnswer } from './join-answer.ts'
import { type JoinRequest, readJoinRequest, writeJoinRequest } from './join-request.ts'
import {
  type LinkAnswer,
  type LinkOffer,
  type LinkRefused,
  type LinkSecret,
  readLinkAnswer,
  writeLinkAnswer,
} from './link-answer.ts'

/** A message in a mailbox. */
export type MailboxMessage = JoinRequest | JoinAnswer | LinkOffer | LinkSecret | LinkAnswer | LinkRefused

/** Why bytes are no message. */
export type MailboxMessageError =
  | { readonly type: 'MessageTooLarge'; readonly bytes: number; readonly limit: number }
  | { readonly type: 'OtherMailboxVersion'; readonly version: number }
  | WireFault

const VERSION = 1
const KINDS: readonly MailboxMessage['type'][] = [
  'join-request',
  'join-admitted',
  'join-refused',
  'link-offer',
  'link-secret',
  'link-answer',
  'link-refused',
]

/** The most bytes of a message: what an envelope takes, sealed and padded. */
export const MAX_MAILBOX_MESSAGE_BYTES = 65_536

/** The bytes of a message. */
export function mailboxMessageToBytes(message: MailboxMessage): Uint8Array {
  const writer = createByteWriter()
  writer.byte(VERSION)
  writer.byte(1 + KINDS.indexOf(message.type))
  switch (message.type) {
    case 'join-request':
      writeJoinRequest(writer, message)
      break
    case 'link-answer':
      writeLinkAnswer(writer, message)
      break
    case 'link-offer':
      for (const each of [message.account, message.nonce]) writer.bytes(hexToBytes(each))
      break
    case 'link-secret':
    case 'link-refused':
      writer.bytes(hexToBytes(message.type === 'link-secret' ? message.secret : message.to))
      break
    default:
      writeJoinAnswer(writer, message)
  }
  return writer.take()
}

/** A message from bytes of any origin. */
export function parseMailboxMessage(bytes: Uint8Array): Result<MailboxMessage, MailboxMessageError> {
  if (bytes.length > MAX_MAILBOX_MESSAGE_BYTES)
    return err({ type: 'MessageTooLarge', bytes: bytes.length, limit: MAX_MAILBOX_MESSAGE_BYTES })
  const version = bytes[0] ?? VERSION
  if (version !== VERSION) return err({ type: 'OtherMailboxVersion', version })
  const reader = createByteReader(bytes)
  reader.byte()
  const kind = KINDS[reader.byte() - 1]
  if (kind === undefined) reader.refuse('UnknownValue', 1)
  const message = readMessage(reader, kind ?? 'link-refused')
  reader.end()
  const fault = reader.fault()
  return fault === null ? ok(message) : err(fault)
}

function readMessage(reader: ByteReader, kind: MailboxMessage['type']): MailboxMessage {
  const read = (): string => bytesToHex(reader.bytes(32))
  switch (kind) {
    case 'join-request':
      return readJoinRequest(reader)
    case 'link-answer':
      return readLinkAnswer(reader)
    case 'link-offer':
      return { type: kind, account: read() as Hex<'AccountKey'>, nonce: read() as Hash32 }
    case 'link-secret':
      return { type: kind, secret: read() as Hash32 }
    case 'link-refused':
      return { type: kind, to: read() as DeviceId }
    default:
      return readJoinAnswer(reader, kind)
  }
}
