import { beforeEach, expect, test } from 'vitest'
import { revokeDevice } from '../../../src/app/devices/index.ts'
import { claimMember, confirmClaim, type PotSession, type Quits } from '../../../src/app/index.ts'
import { answerRequest, MAX_ADMITTED } from '../../../src/app/invites/answer-request.ts'
import { createInvite, listInvites, withdrawInvite, type InviteTerms } from '../../../src/app/invites/index.ts'
import { setPotRelays } from '../../../src/app/sync/pot-relays.ts'
import { keyRing } from '../../../src/app/sync/key-ring.ts'
import { createInvitationKey, createSealingKey, wrapBoundBytes } from '../../../src/crypto/index.ts'
import { hexToBytes, sealingKey, type DeviceId, type EventId, type Hex } from '../../../src/domain/index.ts'
import {
  createJoinRequest,
  parseInvitationLink,
  verifyJoinAnswer,
  type JoinAnswer,
  type JoinRequest,
} from '../../../src/sync/index.ts'
import { hashOf } from '../../domain/story.ts'
import { carry, createInstallation, EUR, memberNamed, must } from '../people.ts'

const OPEN: InviteTerms = { lasts: null, once: false, member: null }
let alice: Quits
let session: PotSession
beforeEach(async () => {
  alice = await createInstallation()
  session = must(await alice.createPot({ title: 'Lisbon', currency: EUR, you: 'Alice', others: ['Bob'], chain: null }))
  must(await setPotRelays(session, ['ws://127.0.0.1:1/v1']))
})

const newcomer = (name: string) => ({
  device: hashOf(`device ${name}`) as string as DeviceId,
  ...createSealingKey(hexToBytes(hashOf(`secret ${name}`))),
  name,
})
const invited = async (terms = OPEN): Promise<{ id: EventId; ask: (name: string) => Promise<JoinRequest> }> => {
  const { id, fragment } = must(await createInvite(session, terms))
  const key = createInvitationKey(must(parseInvitationLink(fragment)).seed)
  const ask = (name: string): Promise<JoinRequest> => {
    const { device, sealing } = newcomer(name)
    return createJoinRequest(session.id, { device, sealing, name }, key)
  }
  return { id, ask }
}
const answer = async (id: EventId, request: JoinRequest): Promise<JoinAnswer | null> =>
  must(await answerRequest(session, id, request))

test('[ME10] who is let in gets every key, and stands in the log with it before the answer is there', async () => {
  const { id, ask } = await invited()
  const request = await ask('Bob')
  const found = await answer(id, request)
  if (found?.type !== 'join-admitted') throw new Error(`${found?.type}`)
  expect(await verifyJoinAnswer(session.id, found)).toBe(true)
  const { open } = session.fold()
  expect(open.invites.get(id)?.used.map(({ body }) => body.device)).toEqual([request.device])
  expect(open.keys.get(sealingKey(open) as EventId)?.wraps.has(request.device)).toBe(true)
  expect([found.salt, found.head]).toEqual([open.genesis.salt, session.log().headsOf(alice.identity.signer.device)[0]])
  const ring = await keyRing(session)
  const { unwrap } = newcomer('Bob')
  expect(found.keys).toHaveLength(ring.size)
  for (const { id: key, wrapped } of found.keys)
    expect(
      await unwrap(hexToBytes(wrapped), wrapBoundBytes({ pot: session.id, from: key, to: request.device })),
    ).toEqual(ring.get(key))
})

test('[ME10] asked again, the same device is answered again, and nothing more is written', async () => {
  const { id, ask } = await invited({ ...OPEN, once: true })
  await answer(id, await ask('Bob'))
  const before = session.stored().length
  expect(await answer(id, await ask('Bob'))).toMatchObject({ type: 'join-admitted' })
  expect(session.stored()).toHaveLength(before)
  expect(await answer(id, await ask('Carol'))).toMatchObject({ type: 'join-refused', reason: 'used' })
})

test('[threat: stolen or forged invitation] a request by nobody’s invitation, by another one, altered or of another pot is not answered at all', async () => {
  const [{ id, ask }, other] = [await invited(), await invited()]
  const request = await ask('Bob')
  const stranger = createInvitationKey(new Uint8Array(32).fill(1))
  const before = session.stored().length
  const hostile: readonly JoinRequest[] = [
    await other.ask('Bob'),
    await createJoinRequest(session.id, request, stranger),
    { ...request, device: newcomer('Mallory').device },
    { ...request, sealing: newcomer('Mallory').sealing },
    { ...request, name: 'Robert' },
  ]
  for (const each of hostile) expect(await answer(id, each)).toBe(null)
  expect(await answer(hashOf('no invitation') as string as EventId, request)).toBe(null)
  expect(session.stored()).toHaveLength(before)
})

test('[threat: revoked device keeps signing] a device that was taken out is let in by no invitation, and gets no key', async () => {
  const bob = await createInstallation()
  const theirs = await carry(session, bob)
  const claim = must(await claimMember(theirs, memberNamed(theirs, 'Bob')))
  must(await session.receive(theirs.stored()))
  must(await confirmClaim(session, claim.id))
  must(await revokeDevice(session, bob.identity.signer.device))
  const { id, fragment } = must(await createInvite(session, OPEN))
  const key = createInvitationKey(must(parseInvitationLink(fragment)).seed)
  const asked = { device: bob.identity.signer.device, sealing: bob.identity.sealing, name: 'Bob' }
  const before = session.stored().length
  expect(await answer(id, await createJoinRequest(session.id, asked, key))).toMatchObject({
    type: 'join-refused',
    reason: 'removed',
  })
  expect(session.stored()).toHaveLength(before)
})

test('[threat: oversized, deep, malformed bytes] a sealing key that belongs to nobody is wrapped to as zeros, and hurts nobody', async () => {
  const { id, fragment } = must(await createInvite(session, OPEN))
  const key = createInvitationKey(must(parseInvitationLink(fragment)).seed)
  const request = await createJoinRequest(
    session.id,
    { ...newcomer('Bob'), sealing: '00'.repeat(32) as Hex<'SealingKey'> },
    key,
  )
  const found = await answer(id, request)
  expect(found?.type === 'join-admitted' && found.keys.map(({ wrapped }) => wrapped)).toEqual(['00'.repeat(80)])
})

test('[ME10] one link lets in so many and no more', async () => {
  const { id, ask } = await invited()
  for (let n = 0; n < MAX_ADMITTED; n++)
    must(
      await session.write({
        kind: 'invite.used',
        body: { invite: id, device: hashOf(`guest ${n}`) as string as DeviceId },
      }),
    )
  expect(await answer(id, await ask('Bob'))).toMatchObject({ reason: 'full' })
})

test('[ME10] an invitation needs a relay, a member who is free, and somebody who speaks', async () => {
  expect(await createInvite(session, { ...OPEN, member: memberNamed(session, 'Alice') })).toMatchObject({
    error: { type: 'AlreadyClaimed' },
  })
  expect(await createInvite(session, { ...OPEN, member: hashOf('nobody') as never })).toMatchObject({
    error: { type: 'UnknownMember' },
  })
  const bob = await carry(session, await createInstallation())
  expect(await createInvite(bob, OPEN)).toEqual({ ok: false, error: { type: 'DeviceUnknown' } })
  expect(await withdrawInvite(bob, hashOf('nothing') as never)).toMatchObject({ error: { type: 'UnknownInvite' } })
  const other = must(await alice.createPot({ title: 'Home', currency: EUR, you: 'Alice', others: [], chain: null }))
  expect(await createInvite(other, OPEN)).toEqual({ ok: false, error: { type: 'PotWithoutRelay' } })
})

test('[ME10] invitations are listed newest first, with what they are and whom they let in', async () => {
  const first = await invited()
  const second = await invited({ lasts: 60, once: true, member: memberNamed(session, 'Bob') })
  await answer(first.id, await first.ask('Bob'))
  must(await withdrawInvite(session, first.id))
  expect(
    listInvites(session.fold(), 1_780_000_000).map(({ invite, state, by, admitted }) => [
      invite.event.id,
      state,
      by,
      admitted.length,
    ]),
  ).toEqual([
    [second.id, 'open', memberNamed(session, 'Alice'), 0],
    [first.id, 'withdrawn', memberNamed(session, 'Alice'), 1],
  ])
})
