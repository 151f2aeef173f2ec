// 100,000 hostile texts and byte strings for each decoder of invitations and of what is said in mailboxes.

import { beforeAll, expect, test } from 'vitest'
import { equalBytes } from '../../../src/domain/index.ts'
import {
  invitationToFragment,
  linkRequestToFragment,
  mailboxMessageToBytes,
  openMailboxMessage,
  parseInvitationLink,
  parseLinkRequest,
  parseMailboxMessage,
  sealMailboxMessage,
} from '../../../src/sync/index.ts'
import { base64UrlToBytes, bytesToBase64Url } from '../../../src/sync/mailbox/base64url.ts'
import { createPrng, type Prng } from '../../simulator/prng.ts'
import { invitation, link, linkRequest, messagesOfEachKind, seedSigner } from './messages.ts'

const CASES = 100_000
const prng = createPrng(20_261_122)

let messages: readonly Uint8Array[]
beforeAll(async () => {
  messages = (await messagesOfEachKind()).map(mailboxMessageToBytes)
})

/** Random bytes, or good ones with a few changed, cut off, prolonged or put together from two. */
const hostile = (random: Prng, good: readonly Uint8Array[]): Uint8Array => {
  const base = random.pick(good)
  const kind = random.below(8)
  if (kind === 0) return Uint8Array.from({ length: random.below(200) }, () => random.below(256))
  if (kind === 1) return base.slice(0, random.below(base.length + 1))
  if (kind === 2) return Uint8Array.of(...base.subarray(0, 300), ...random.pick(good).subarray(random.below(100)))
  const bytes = base.slice()
  for (let left = 1 + random.below(4); left > 0; left--)
    bytes[random.below(bytes.length)] = random.pick([0, 1, 0x7f, 0x80, 0xff, random.below(256)])
  return bytes
}

/** The same for a text: characters that mean something to a parser among those of base64url. */
const hostileText = (random: Prng, good: readonly string[]): string => {
  const base = random.pick(good)
  if (random.chance(30)) {
    const at = base.lastIndexOf('/') + 1
    const bytes = base64UrlToBytes(base.slice(at)) as Uint8Array
    return base.slice(0, at) + bytesToBase64Url(hostile(random, [bytes]))
  }
  const text = Array.from(base)
  for (let left = 1 + random.below(4); left > 0; left--)
    text.splice(
      random.below(text.length),
      random.below(3),
      random.pick(['/', '#', '-', '_', 'A', '%', '\u0000', '😀', '=', ' ']),
    )
  return text.join('').slice(random.chance(10) ? random.below(40) : 0)
}

test('[threat: oversized, deep, malformed bytes] messages of a mailbox: 100,000 cases', () => {
  let read = 0
  for (let i = 0; i < CASES; i++) {
    const bytes = hostile(prng, messages)
    const parsed = parseMailboxMessage(bytes)
    if (!parsed.ok) continue
    read++
    if (!equalBytes(mailboxMessageToBytes(parsed.value), bytes)) expect(bytes).toEqual('one byte string')
  }
  expect(read).toBeGreaterThan(1000)
})

test('[threat: oversized, deep, malformed bytes] links of invitations: 100,000 cases', () => {
  const good = [invitationToFragment(link), `https://quits.example/${invitationToFragment({ ...link, member: null })}`]
  let read = 0
  for (let i = 0; i < CASES; i++) {
    const text = hostileText(prng, good)
    const parsed = parseInvitationLink(text)
    if (!parsed.ok) continue
    read++
    if (!text.trim().endsWith(invitationToFragment(parsed.value).slice(1))) expect(text).toBe('one text')
  }
  expect(read).toBeGreaterThan(1000)
})

test('[threat: oversized, deep, malformed bytes] requests to link a device: 100,000 cases', () => {
  let read = 0
  for (let i = 0; i < CASES; i++) {
    const text = hostileText(prng, [linkRequestToFragment(linkRequest)])
    const parsed = parseLinkRequest(text)
    if (!parsed.ok) continue
    read++
    if (!text.trim().endsWith(linkRequestToFragment(parsed.value).slice(1))) expect(text).toBe('one text')
  }
  expect(read).toBeGreaterThan(1000)
})

test('[threat: oversized, deep, malformed bytes] sealed messages of a mailbox: 100,000 cases, none opens', () => {
  const place = { device: seedSigner(3).device, sequence: 0 }
  const sealed = sealMailboxMessage(new Uint8Array(40), invitation.mailbox, place, {
    bytes: (n) => new Uint8Array(n).fill(5),
  })
  let [opened, unchanged] = [0, 0]
  for (let i = 0; i < CASES; i++) {
    const bytes = hostile(prng, [sealed])
    if (openMailboxMessage(bytes, invitation.mailbox, place).ok) opened++
    if (equalBytes(bytes, sealed)) unchanged++
  }
  expect(opened).toBe(unchanged)
  expect(unchanged).toBeLessThan(CASES / 10)
})
