import { expect, onTestFinished, test } from 'vitest'
import { addEntry } from '../../../src/app/index.ts'
import { createInvite, listInvites, withdrawInvite, type InviteTerms } from '../../../src/app/invites/index.ts'
import type { PotSession } from '../../../src/app/index.ts'
import {
  createInvitationKey,
  createSeedDeviceKey,
  createSigner,
  systemRandom,
  wrapBoundBytes,
  wrapKey,
} from '../../../src/crypto/index.ts'
import { bytesToHex, type EventId, type Hex } from '../../../src/domain/index.ts'
import { createJoinAnswer, mailboxMessageToBytes } from '../../../src/sync/index.ts'
import { hashOf } from '../../domain/story.ts'
import { startTestRelay } from '../../relay/test-relay.ts'
import { dinner, memberNamed, must, nets } from '../people.ts'
import { addressOf, until } from '../sync/relay-ports.ts'
import {
  answering,
  createTimedInstallation,
  foundOnRelay,
  joining,
  linkOf,
  portsOf,
  untilState,
} from './pots-on-relays.ts'

const TERMS: InviteTerms = { lasts: 3600, once: true, member: null }
const sameEntries = (a: PotSession, b: PotSession): boolean => a.fold().open.live.size === b.fold().open.live.size

test('[ME10] who has a link is let in by a member’s device, reads the history, and is the one that the invitation names without anybody else', async () => {
  const relays = [addressOf(await startTestRelay())]
  const [alice, bob] = [await createTimedInstallation(), await createTimedInstallation()]
  const session = await foundOnRelay(alice, relays)
  must(await addEntry(session, dinner(session, 'Alice', 3000)))
  answering(alice)
  const { fragment, id } = must(await createInvite(session, { ...TERMS, member: memberNamed(session, 'Bob') }))
  const joined = await joining(bob, linkOf(fragment))
  const { session: theirs } = await untilState(joined, 'in')
  expect(nets(theirs)).toEqual({ Alice: 1500n, Bob: -1500n })
  expect(theirs.fold().open.members.get(memberNamed(theirs, 'Bob'))?.devices).toEqual([bob.identity.signer.device])
  expect(listInvites(session.fold(), 1_780_000_000).map(({ state, admitted }) => [state, admitted])).toEqual([
    ['used', [{ device: bob.identity.signer.device, member: memberNamed(session, 'Bob') }]],
  ])
  expect(session.fold().open.invites.get(id)?.used).toHaveLength(1)
  must(await addEntry(theirs, dinner(theirs, 'Bob', 1000)))
  await until(() => sameEntries(session, theirs), session.subscribe)
})

test('[ME10] who comes by a link without a name chooses one, and somebody of the pot confirms it', async () => {
  const relays = [addressOf(await startTestRelay())]
  const [alice, carol] = [await createTimedInstallation(), await createTimedInstallation()]
  const session = await foundOnRelay(alice, relays)
  answering(alice)
  const { fragment } = must(await createInvite(session, TERMS))
  const joined = await joining(carol, linkOf(fragment), 'Carol')
  await untilState(joined, 'choosing')
  expect(await joined.choose({ name: 'Alice' })).toMatchObject({ error: { type: 'NameInUse' } })
  must(await joined.choose({ name: 'Carol' }))
  await untilState(joined, 'claimed')
  await until(() => session.fold().open.claims.size === 1, session.subscribe)
  expect([...session.fold().open.members.values()].map(({ name }) => name)).toEqual(['Alice', 'Bob'])
})

test('[ME10] no is said with its reason: withdrawn, used up, over', async () => {
  const relays = [addressOf(await startTestRelay())]
  const [alice, bob, carol] = [
    await createTimedInstallation(),
    await createTimedInstallation(),
    await createTimedInstallation(),
  ]
  const session = await foundOnRelay(alice, relays)
  answering(alice)
  const reasonFor = async (quits: typeof bob, fragment: string): Promise<string> =>
    (await untilState(await joining(quits, linkOf(fragment)), 'refused')).reason
  const withdrawn = must(await createInvite(session, TERMS))
  must(await withdrawInvite(session, withdrawn.id))
  expect(await reasonFor(bob, withdrawn.fragment)).toBe('withdrawn')
  const brief = must(await createInvite(session, { ...TERMS, lasts: 60 }))
  alice.pass(60)
  expect(await reasonFor(bob, brief.fragment)).toBe('expired')
  const once = must(await createInvite(session, { ...TERMS, member: memberNamed(session, 'Bob') }))
  await untilState(await joining(bob, linkOf(once.fragment)), 'in')
  expect(await reasonFor(carol, once.fragment)).toBe('used')
})

test('[ME10] another device answers when the one that invited is away', async () => {
  const relays = [addressOf(await startTestRelay())]
  const [alice, bob, carol] = [
    await createTimedInstallation(),
    await createTimedInstallation(),
    await createTimedInstallation(),
  ]
  const session = await foundOnRelay(alice, relays)
  const ofAlice = answering(alice)
  const forBob = must(await createInvite(session, { ...TERMS, member: memberNamed(session, 'Bob') }))
  const joined = await joining(bob, linkOf(forBob.fragment))
  const { session: ofBob } = await untilState(joined, 'in')
  const forCarol = must(await createInvite(session, TERMS))
  await until(() => ofBob.fold().open.invites.size === 2, ofBob.subscribe)
  await ofAlice.close()
  answering(bob)
  await untilState(await joining(carol, linkOf(forCarol.fragment), 'Carol'), 'choosing')
  expect(
    ofBob
      .fold()
      .open.invites.get(forCarol.id)
      ?.used.map(({ device }) => device),
  ).toEqual([bob.identity.signer.device])
})

test('[ME10] joining that was broken off goes on from what is kept, and a device that is in needs to ask nobody', async () => {
  const relays = [addressOf(await startTestRelay())]
  const [alice, bob] = [await createTimedInstallation(), await createTimedInstallation()]
  const session = await foundOnRelay(alice, relays)
  const ofAlice = answering(alice)
  const { fragment } = must(await createInvite(session, TERMS))
  const first = await joining(bob, linkOf(fragment))
  await untilState(first, 'choosing')
  await first.close()
  await ofAlice.close()
  const second = await joining(bob, linkOf(fragment))
  await untilState(second, 'choosing')
  must(await second.choose({ member: memberNamed(session, 'Bob') }))
  await untilState(second, 'claimed')
  await second.close()
  expect((await untilState(await joining(bob, linkOf(fragment)), 'claimed')).kind).toBe('claimed')
})

test('[threat: relay withholds, reorders, rolls back, shows two views] a history without what the inviter had is read on, not believed', async () => {
  const relays = [addressOf(await startTestRelay())]
  const [alice, bob] = [await createTimedInstallation(), await createTimedInstallation()]
  const session = await foundOnRelay(alice, relays)
  answering(alice)
  const { fragment } = must(await createInvite(session, TERMS))
  const joined = await joining(bob, { ...linkOf(fragment), head: hashOf('what never comes') as string as EventId })
  await untilState(joined, 'reading')
  await until(() => joined.relays().pot?.relays[0]?.status.isRead === true, joined.subscribe)
  expect(joined.state().kind).toBe('reading')
})

test('[threat: stolen or forged invitation] another who has the link can make nothing up that is believed', async () => {
  const relays = [addressOf(await startTestRelay())]
  const [alice, bob] = [await createTimedInstallation(), await createTimedInstallation()]
  const session = await foundOnRelay(alice, relays)
  const { fragment } = must(await createInvite(session, TERMS))
  const link = linkOf(fragment)
  const evil = portsOf(bob).openMailbox({ key: createInvitationKey(link.seed).mailbox, relays }, () => undefined)
  onTestFinished(() => evil.close())
  const to = bob.identity.signer.device
  const signer = createSigner(createSeedDeviceKey(systemRandom))
  const keys = [{ id: hashOf('key') as string as EventId, wrapped: '00'.repeat(80) as Hex<'WrappedKey'> }]
  const content = { type: 'join-admitted', to, salt: hashOf('salt'), head: link.head, keys } as const
  const forged = await createJoinAnswer(session.id, content, signer)
  const bound = wrapBoundBytes({ pot: session.id, from: link.head, to })
  const madeUp = bytesToHex(wrapKey(new Uint8Array(32).fill(6), bob.identity.sealing, bound, systemRandom))
  const opens = { ...content, keys: [{ id: link.head, wrapped: madeUp as Hex<'WrappedKey'> }] }
  await evil.post(mailboxMessageToBytes(forged))
  await evil.post(mailboxMessageToBytes({ ...forged, by: alice.identity.signer.device }))
  await evil.post(Uint8Array.of(1, 2, 3))
  await evil.post(
    mailboxMessageToBytes(await createJoinAnswer(session.id, { type: 'join-refused', to, reason: 'used' }, signer)),
  )
  const joined = await joining(bob, link)
  await untilState(joined, 'refused')
  // One that opens, for a place where nothing of this pot is.
  await evil.post(mailboxMessageToBytes(await createJoinAnswer(session.id, opens, signer)))
  await untilState(joined, 'reading')
  answering(alice)
  const { session: theirs } = await untilState(joined, 'choosing')
  expect(theirs.log().events.has(link.head)).toBe(true)
})
