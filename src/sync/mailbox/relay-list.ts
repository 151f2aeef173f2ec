// Addresses of relays in links and messages: each a byte of its length and that many bytes of ASCII.

import { ascii } from '../../domain/index.ts'
import type { ByteReader } from '../wire/byte-reader.ts'
import type { ByteWriter } from '../wire/byte-writer.ts'

/** The most relays that a pot's members agree on. */
export const MAX_RELAYS = 8

// Names and numbers alone: platforms differ in what else they make a host of, Chromium of "two words" for example.
const ADDRESS = /^wss?:\/\/([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d+)?(\/[\x21-\x7e]*)?$/

/**
 * Whether a text is the address of a relay in the one form that a platform writes it: `ws:` or `wss:`, at most 255 ASCII characters, without user,
 * password or fragment.
 */
export function isRelayAddress(text: string): boolean {
  if (text.length > 255 || !ADDRESS.test(text) || !URL.canParse(text)) return false
  const { href, username, password } = new URL(text)
  return !text.includes('#') && `${username}${password}` === '' && (href === text || href === `${text}/`)
}

/** Writes each relay's address. Throws on what is none. */
export function writeRelays(writer: ByteWriter, relays: readonly string[]): void {
  for (const relay of relays) {
    if (!isRelayAddress(relay)) throw new RangeError('Not the address of a relay')
    writer.byte(relay.length)
    writer.bytes(ascii(relay))
  }
}

/** Reads addresses to the end of the bytes, or as many as `count` says. None twice. */
export function readRelays(reader: ByteReader, count = Infinity): readonly string[] {
  const relays: string[] = []
  while (reader.fault() === null && (count === Infinity ? reader.left() > 0 : relays.length < count)) {
    const start = reader.offset()
    const relay = String.fromCharCode(...reader.bytes(reader.byte()))
    if (relays.length === MAX_RELAYS) reader.refuse('TooMany', start)
    else if (reader.fault() === null && (!isRelayAddress(relay) || relays.includes(relay)))
      reader.refuse('UnknownValue', start)
    relays.push(relay)
  }
  return relays
}
