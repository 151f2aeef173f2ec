// An invitation as a link: `<origin>/#/join/<pot, 64 hex digits>/<base64url>`. Everything stands in the fragment, which no server is sent. The base64url
// part:
//
//     0   1  version, 1
//     1  32  seed of the invitation (crypto/invitation-key.ts)
//    33  32  head: id of the last event of the inviter, so that nobody is let into a shorter history
//    65  32  member that it is meant for, zeros where the invited person chooses
//    97      relays, 1 to 8, each a length byte and that many bytes (relay-list.ts)
//
// Nothing in it opens the pot: it signs a request, which a member's device answers or not.

import {
  bytesToHex,
  err,
  type EventId,
  hexToBytes,
  type MemberId,
  ok,
  type PotId,
  type Result,
} from '../../domain/index.ts'
import { createByteReader, type WireFault } from '../wire/byte-reader.ts'
import { createByteWriter } from '../wire/byte-writer.ts'
import { base64UrlToBytes, bytesToBase64Url } from './base64url.ts'
import { readRelays, writeRelays } from './relay-list.ts'

/** What the link of an invitation holds. Whoever has it can ask to be let in. */
export interface InvitationLink {
  readonly pot: PotId
  /** 32 bytes. */
  readonly seed: Uint8Array
  readonly head: EventId
  readonly member: MemberId | null
  readonly relays: readonly string[]
}

/** Why a text is no invitation: something else, made by newer software, or damaged on its way (a link that was cut off, most often). */
export type InvitationLinkError =
  | { readonly type: 'NotAnInvitation' }
  | { readonly type: 'NewerInvitation'; readonly version: number }
  | { readonly type: 'DamagedInvitation'; readonly fault: WireFault | null }

const VERSION = 1
/** Far beyond what 8 relays take. */
const MAX_TEXT = 8192
const NOBODY = '0'.repeat(64)

/** The part of an invitation's link that follows the app's own address, from `#` on. */
export function invitationToFragment({ pot, seed, head, member, relays }: InvitationLink): string {
  const writer = createByteWriter()
  writer.byte(VERSION)
  for (const each of [seed, hexToBytes(head), hexToBytes(member ?? NOBODY)]) writer.bytes(each)
  writeRelays(writer, relays)
  return `#/join/${pot}/${bytesToBase64Url(writer.take())}`
}

/** The invitation in a text of any origin: a link, or the end of one from `/join/` on. Space around it is none of it. */
export function parseInvitationLink(text: string): Result<InvitationLink, InvitationLinkError> {
  const [, pot, rest] = (text.length <= MAX_TEXT && /\/join\/([^/]*)\/([^/]*)$/.exec(text.trim())) || []
  if (pot === undefined || rest === undefined) return err({ type: 'NotAnInvitation' })
  const bytes = base64UrlToBytes(rest)
  if (!/^[0-9a-f]{64}$/.test(pot) || bytes === null) return err({ type: 'DamagedInvitation', fault: null })
  const version = bytes[0] ?? VERSION
  if (version !== VERSION) return err({ type: 'NewerInvitation', version })
  const reader = createByteReader(bytes)
  reader.byte()
  const seed = reader.bytes(32)
  const head = bytesToHex(reader.bytes(32)) as EventId
  const member = bytesToHex(reader.bytes(32)) as MemberId
  const relays = readRelays(reader)
  if (relays.length === 0) reader.refuse('Truncated')
  const fault = reader.fault()
  if (fault !== null) return err({ type: 'DamagedInvitation', fault })
  return ok({ pot: pot as PotId, seed, head, member: member === NOBODY ? null : member, relays })
}
