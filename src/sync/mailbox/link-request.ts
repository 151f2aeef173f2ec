// What a new device shows, as a QR code or a text, so that a person's other device takes it in. The text is base64url of:
//
//     0   1  version, 1
//     1  32  device key
//    33  32  sealing key, X25519
//    65  32  mailbox key, random: in this mailbox both talk
//    97  32  commitment to a secret of the new device (link-check.ts)
//   129      relays, 1 to 8, each a length byte and that many bytes (relay-list.ts)

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
import { createByteReader, type WireFault } from '../wire/byte-reader.ts'
import { createByteWriter } from '../wire/byte-writer.ts'
import { base64UrlToBytes, bytesToBase64Url } from './base64url.ts'
import { readRelays, writeRelays } from './relay-list.ts'

/** A device that asks to be one of a person's. */
export interface LinkRequest {
  readonly device: DeviceId
  readonly sealing: Hex<'SealingKey'>
  readonly mailbox: Hex<'MailboxKey'>
  readonly commitment: Hash32
  readonly relays: readonly string[]
}

/** Why a text is no request: something else, made by newer software, or damaged on its way. */
export type LinkRequestError =
  | { readonly type: 'NotALinkRequest' }
  | { readonly type: 'NewerLinkRequest'; readonly version: number }
  | { readonly type: 'DamagedLinkRequest'; readonly fault: WireFault | null }

const VERSION = 1
const MAX_TEXT = 8192

/** The bytes of a request. */
export function linkRequestToBytes({ device, sealing, mailbox, commitment, relays }: LinkRequest): Uint8Array {
  const writer = createByteWriter()
  writer.byte(VERSION)
  for (const each of [device, sealing, mailbox, commitment]) writer.bytes(hexToBytes(each))
  writeRelays(writer, relays)
  return writer.take()
}

/** The part of a link that follows the app's own address: `#/link/` and the request. */
export function linkRequestToFragment(request: LinkRequest): string {
  return `#/link/${bytesToBase64Url(linkRequestToBytes(request))}`
}

/** The request in a text of any origin: a link, the end of one from `/link/` on. Space around it is none of it. */
export function parseLinkRequest(text: string): Result<LinkRequest, LinkRequestError> {
  const [, rest] = (text.length <= MAX_TEXT && /\/link\/([^/]*)$/.exec(text.trim())) || []
  if (rest === undefined) return err({ type: 'NotALinkRequest' })
  const bytes = base64UrlToBytes(rest)
  if (bytes === null) return err({ type: 'DamagedLinkRequest', fault: null })
  const version = bytes[0] ?? VERSION
  if (version !== VERSION) return err({ type: 'NewerLinkRequest', version })
  const reader = createByteReader(bytes)
  reader.byte()
  const read = (): string => bytesToHex(reader.bytes(32))
  const [device, sealing, mailbox, commitment] = [read(), read(), read(), read()]
  const relays = readRelays(reader)
  if (relays.length === 0) reader.refuse('Truncated')
  const fault = reader.fault()
  if (fault !== null) return err({ type: 'DamagedLinkRequest', fault })
  return ok({
    device: device as DeviceId,
    sealing: sealing as Hex<'SealingKey'>,
    mailbox: mailbox as Hex<'MailboxKey'>,
    commitment: commitment as Hash32,
    relays,
  })
}
