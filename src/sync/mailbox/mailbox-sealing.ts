// A mailbox is a route at a relay that a secret opens: who has the secret reads and writes there, whoever else sees envelopes of strangers. What it holds
// is for devices that share no pot yet. The author of an envelope is a key made for the occasion, so nothing of it needs keeping.
//
// Route: SHA-256 of "quits/mailbox/v1" ++ mailbox key. A message is sealed under the mailbox key by the id of 32 zero bytes (crypto/seal-payload.ts),
// bound to "quits/mailbox/v1" ++ route ++ device of the envelope ++ its sequence in 8 little-endian bytes.

import { openPayload, sealPayload, sha256, type OpenError, type Random } from '../../crypto/index.ts'
import { ascii, bytesToHex, concatBytes, type EventId, type Hex, hexToBytes, type Result } from '../../domain/index.ts'
import type { Envelope, RouteId } from '../envelope.ts'

/** Where in a mailbox a message stands: its envelope's author and position. */
export type MailboxPlace = Pick<Envelope, 'device' | 'sequence'>

const PREFIX = ascii('quits/mailbox/v1')
const KEY_ID = '0'.repeat(64) as EventId

/** The route of a mailbox. It tells nobody the key. */
export function mailboxRouteOf(mailbox: Hex<'MailboxKey'>): RouteId {
  return bytesToHex(sha256(PREFIX, hexToBytes(mailbox))) as RouteId
}

/** The payload of an envelope in a mailbox. */
export function sealMailboxMessage(
  message: Uint8Array,
  mailbox: Hex<'MailboxKey'>,
  place: MailboxPlace,
  random: Random,
): Uint8Array {
  return sealPayload(message, { id: KEY_ID, bytes: hexToBytes(mailbox) }, boundTo(mailbox, place), random)
}

/** The message in the payload of an envelope of any origin. */
export function openMailboxMessage(
  sealed: Uint8Array,
  mailbox: Hex<'MailboxKey'>,
  place: MailboxPlace,
): Result<Uint8Array, OpenError> {
  return openPayload(sealed, (id) => (id === KEY_ID ? hexToBytes(mailbox) : undefined), boundTo(mailbox, place))
}

function boundTo(mailbox: Hex<'MailboxKey'>, { device, sequence }: MailboxPlace): Uint8Array {
  const position = new Uint8Array(8)
  new DataView(position.buffer).setBigUint64(0, BigInt(sequence), true)
  return concatBytes(PREFIX, hexToBytes(mailboxRouteOf(mailbox)), hexToBytes(device), position)
}
