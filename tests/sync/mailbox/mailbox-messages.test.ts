import { expect, test } from 'vitest'
import { createInvitationKey, createVerifier, systemRandom } from '../../../src/crypto/index.ts'
import { bytesToHex, type EventId, type PotId } from '../../../src/domain/index.ts'
import {
  createJoinRequest,
  linkCheckCode,
  mailboxMessageToBytes,
  mailboxRouteOf,
  openMailboxMessage,
  parseMailboxMessage,
  sealMailboxMessage,
  verifyJoinAnswer,
  verifyJoinRequest,
  verifyLinkAnswer,
  type JoinAnswer,
  type JoinRequest,
  type LinkAnswer,
} from '../../../src/sync/index.ts'
import { sha256 } from '../../../src/crypto/index.ts'
import { hashOf } from '../../domain/story.ts'
import { account, invitation, keys, linkRequest, linkSecret, messagesOfEachKind, POT, seedSigner } from './messages.ts'

const verify = createVerifier(globalThis.crypto.subtle)
const other = hashOf('another pot') as string as PotId

test('each message is read back from its bytes, and has the bytes it always had', async () => {
  const messages = await messagesOfEachKind()
  for (const message of messages)
    expect(parseMailboxMessage(mailboxMessageToBytes(message))).toEqual({ ok: true, value: message })
  expect(messages.map((message) => bytesToHex(sha256(mailboxMessageToBytes(message))).slice(0, 16)))
    .toMatchInlineSnapshot(`
    [
      "6134ec9dbe4db0b3",
      "1dd717530c443715",
      "1e5aeb727c0c1de1",
      "543a4fbe57b3d311",
      "b7cb7954929902a3",
      "6ae61883a91e60f2",
      "4e69febb489b4727",
      "cde1a8b8f226f0d9",
      "629763f863dfbbfc",
    ]
  `)
})

test('every cut and every byte too many is refused', async () => {
  for (const message of await messagesOfEachKind()) {
    const bytes = mailboxMessageToBytes(message)
    for (let length = 0; length < bytes.length; length++)
      expect(parseMailboxMessage(bytes.slice(0, length)).ok).toBe(false)
    expect(parseMailboxMessage(Uint8Array.of(...bytes, 0))).toMatchObject({ error: { reason: 'TrailingBytes' } })
  }
})

test('another version, an unknown kind and a huge message are named', () => {
  expect(parseMailboxMessage(Uint8Array.of(2, 1))).toEqual({
    ok: false,
    error: { type: 'OtherMailboxVersion', version: 2 },
  })
  for (const kind of [0, 8, 255])
    expect(parseMailboxMessage(Uint8Array.of(1, kind))).toMatchObject({ error: { reason: 'UnknownValue', offset: 1 } })
  expect(parseMailboxMessage(new Uint8Array(65_537))).toMatchObject({ error: { type: 'MessageTooLarge' } })
})

test('a request holds for the invitation that signed it, in its pot alone, as it is', async () => {
  const [request] = (await messagesOfEachKind()) as unknown as readonly [JoinRequest]
  const stranger = createInvitationKey(new Uint8Array(32).fill(1))
  expect(await verifyJoinRequest(POT, request, invitation.key, verify)).toBe(true)
  expect(await verifyJoinRequest(other, request, invitation.key, verify)).toBe(false)
  expect(await verifyJoinRequest(POT, request, stranger.key, verify)).toBe(false)
  for (const change of [{ name: 'Zoe' }, { device: request.sealing as never }, { sealing: request.device as never }])
    expect(await verifyJoinRequest(POT, { ...request, ...change }, invitation.key, verify)).toBe(false)
})

test('a name is one that a member could have', async () => {
  const [request] = (await messagesOfEachKind()) as unknown as readonly [JoinRequest]
  const named = (name: string) => parseMailboxMessage(mailboxMessageToBytes({ ...request, name })).ok
  expect(['Zoë', 'ß'.repeat(80)].map(named)).toEqual([true, true])
  expect(['', ' Zoë', 'Zoe\u0308', 'a\u202eb', 'ß'.repeat(81), 'a\nb'].map(named)).toEqual(Array(6).fill(false))
  await expect(createJoinRequest(POT, { ...request, name: '' }, invitation)).rejects.toThrow('Not a name')
})

test('an answer holds for the device that signed it, in its pot alone, as it is', async () => {
  const [, admitted, refused] = (await messagesOfEachKind()) as unknown as readonly JoinAnswer[]
  for (const answer of [admitted, refused] as readonly JoinAnswer[]) {
    expect(await verifyJoinAnswer(POT, answer, verify)).toBe(true)
    expect(await verifyJoinAnswer(other, answer, verify)).toBe(false)
    expect(await verifyJoinAnswer(POT, { ...answer, by: seedSigner(3).device }, verify)).toBe(false)
    expect(await verifyJoinAnswer(POT, { ...answer, to: answer.by }, verify)).toBe(false)
  }
  const altered = { ...admitted, head: hashOf('other head') as string as EventId, keys: keys(2) } as JoinAnswer
  expect(await verifyJoinAnswer(POT, altered, verify)).toBe(false)
  expect(await verifyJoinAnswer(POT, { ...refused, reason: 'used' } as JoinAnswer, verify)).toBe(false)
})

test('the pots of a person are signed by their account', async () => {
  const answer = (await messagesOfEachKind())[5] as LinkAnswer
  expect(await verifyLinkAnswer(answer, verify)).toBe(true)
  expect(await verifyLinkAnswer({ ...answer, part: 0 }, verify)).toBe(false)
  expect(await verifyLinkAnswer({ ...answer, pots: answer.pots.slice(1) }, verify)).toBe(false)
  expect(await verifyLinkAnswer({ ...answer, to: hashOf('x') as never }, verify)).toBe(false)
})

test('keys come sorted, each once, and no more than a message holds', async () => {
  const [, admitted] = (await messagesOfEachKind()) as unknown as readonly [
    unknown,
    JoinAnswer & { type: 'join-admitted' },
  ]
  const twice = mailboxMessageToBytes({ ...admitted, keys: [...keys(1), ...keys(1)] })
  expect(parseMailboxMessage(twice)).toMatchObject({ error: { reason: 'NotSorted' } })
  expect(parseMailboxMessage(mailboxMessageToBytes({ ...admitted, keys: keys(512) })).ok).toBe(true)
  expect(parseMailboxMessage(mailboxMessageToBytes({ ...admitted, keys: keys(513) }))).toMatchObject({
    error: { reason: 'TooMany' },
  })
})

test('a part of an answer is one of those that there are', async () => {
  const answer = (await messagesOfEachKind())[5] as LinkAnswer
  for (const [part, parts] of [
    [0, 0],
    [2, 2],
    [0, 257],
  ] as const)
    expect(parseMailboxMessage(mailboxMessageToBytes({ ...answer, part, parts }))).toMatchObject({
      error: { reason: 'UnknownValue' },
    })
})

test('a mailbox’s message opens in its place alone, for who has the key', () => {
  const place = { device: seedSigner(3).device, sequence: 4 }
  const message = Uint8Array.of(1, 2, 3)
  const sealed = sealMailboxMessage(message, invitation.mailbox, place, systemRandom)
  expect(openMailboxMessage(sealed, invitation.mailbox, place)).toEqual({ ok: true, value: message })
  expect(openMailboxMessage(sealed, invitation.mailbox, { ...place, sequence: 5 })).toMatchObject({
    error: { type: 'Tampered' },
  })
  expect(openMailboxMessage(sealed, invitation.mailbox, { ...place, device: seedSigner(4).device })).toMatchObject({
    error: { type: 'Tampered' },
  })
  expect(openMailboxMessage(sealed, linkRequest.mailbox, place)).toMatchObject({ error: { type: 'WrongKey' } })
  expect(openMailboxMessage(new Uint8Array(200).fill(1), invitation.mailbox, place)).toMatchObject({
    error: { type: 'UnknownKey' },
  })
  expect(mailboxRouteOf(invitation.mailbox)).toMatch(/^[0-9a-f]{64}$/)
  expect(mailboxRouteOf(invitation.mailbox)).not.toBe(mailboxRouteOf(linkRequest.mailbox))
})

test('six digits that both devices find, others for whoever changed anything, and none for a secret that was not committed to', () => {
  const check = { request: linkRequest, account: account.account, nonce: hashOf('nonce'), secret: linkSecret }
  const code = linkCheckCode(check)
  expect(code).toMatchInlineSnapshot(`"517641"`)
  expect(linkCheckCode({ ...check, secret: hashOf('guess') })).toBeNull()
  const changed: readonly Partial<typeof check>[] = [
    { request: { ...linkRequest, device: hashOf('evil') as never } },
    { request: { ...linkRequest, relays: ['wss://evil.example/'] } },
    { account: hashOf('evil') as never },
    { nonce: hashOf('other') },
  ]
  for (const change of changed) expect(linkCheckCode({ ...check, ...change })).not.toBe(code)
})
