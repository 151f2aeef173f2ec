import { expect, test } from 'vitest'
import {
  fold,
  inviteState,
  type EventOf,
  type Hex,
  type Invite,
  type InviteCreated,
  type MemberId,
  type PotEvent,
} from '../../../src/domain/index.ts'
import { createWriter, hashOf, meetAll, newcomer, startPot, type Person } from '../story.ts'
import { reasonOf, revoke, seenBy } from './deeds.ts'
import { settleUp, startTiedPot } from './tied-pot.ts'

type Trio = readonly [Person, Person, Person]
const trio = (): Trio => startPot('Alice', 'Bob', 'Carol') as unknown as Trio
const ask = ({ writer }: Pick<Person, 'writer'>, terms: Partial<InviteCreated> = {}): EventOf<'invite.created'> =>
  writer.write({
    kind: 'invite.created',
    body: {
      key: hashOf('invitation') as string as Hex<'InvitationKey'>,
      mailbox: hashOf('mailbox') as string as Hex<'MailboxKey'>,
      expires: null,
      member: null,
      once: false,
      ...terms,
    },
  })
const withdraw = ({ writer }: Person, { id }: PotEvent) =>
  writer.write({ kind: 'invite.withdrawn', body: { invite: id } })
const letIn = ({ writer }: Person, { id }: PotEvent, newcomerTo: Pick<Person, 'writer'>) =>
  writer.write({ kind: 'invite.used', body: { invite: id, device: newcomerTo.writer.device } })
const inviteOf = (person: Person, { id }: PotEvent): Invite => seenBy(person).open.invites.get(id) as Invite
const stateAt = (person: Person, invite: PotEvent, at = 1000, device?: Pick<Person, 'writer'>) =>
  inviteState(seenBy(person).open, inviteOf(person, invite), at, device?.writer.device)

test('[ME10] an invitation is open until its time is over', () => {
  const [alice, bob] = trio()
  const [endless, brief] = [ask(alice), ask(alice, { expires: 2000, member: bob.member })]
  expect(inviteOf(alice, endless)).toEqual({ event: endless, withdrawn: null, used: [] })
  expect(stateAt(alice, endless, Number.MAX_SAFE_INTEGER)).toBe('open')
  expect([1999, 2000, 2001].map((at) => stateAt(alice, brief, at))).toEqual(['open', 'expired', 'expired'])
})

test('[ME10] any device that speaks withdraws it; the first to do so is named', () => {
  const people = trio()
  const [alice, bob] = people
  const invite = ask(alice)
  meetAll(people)
  const withdrawals = [withdraw(alice, invite), withdraw(bob, invite)]
  meetAll(people)
  withdraw(alice, invite)
  const first = alice.writer.device < bob.writer.device ? 0 : 1
  expect(inviteOf(alice, invite).withdrawn).toBe(withdrawals[first]?.id)
  expect(stateAt(alice, invite)).toBe('withdrawn')
})

test('[ME10] one for a single device is used up by the first, and still serves that very device', () => {
  const [alice] = trio()
  const [dave, erin] = [createWriter('Dave'), createWriter('Erin')].map((writer) => ({ writer })) as [
    Pick<Person, 'writer'>,
    Pick<Person, 'writer'>,
  ]
  const [once, many] = [ask(alice, { once: true }), ask(alice)]
  for (const invite of [once, many]) letIn(alice, invite, dave)
  expect(stateAt(alice, once)).toBe('used')
  expect(stateAt(alice, once, 1000, erin)).toBe('used')
  expect(stateAt(alice, once, 1000, dave)).toBe('open')
  expect(stateAt(alice, many)).toBe('open')
})

test('[ME10] who was let in is on record, each device once, also after a withdrawal', () => {
  const people = trio()
  const [alice, bob] = people
  const dave = newcomer('Dave', alice)
  const invite = ask(alice)
  meetAll([...people, dave])
  withdraw(bob, invite)
  const admitted = letIn(alice, invite, dave)
  meetAll([...people, dave])
  letIn(bob, invite, dave)
  expect(inviteOf(bob, invite).used).toEqual([admitted])
  expect(stateAt(bob, invite, 1000, dave)).toBe('withdrawn')
})

test('[ME10] what a stolen device has handed out ends with it', () => {
  const people = trio()
  const [alice, bob] = people
  const invite = ask(alice)
  meetAll(people)
  expect(stateAt(bob, invite)).toBe('open')
  revoke(bob, alice.writer)
  expect(stateAt(bob, invite)).toBe('withdrawn')
})

test('[ME10] strangers invite nobody, and nobody invites a member or answers an invitation that there is not', () => {
  const [alice] = trio()
  const dave = newcomer('Dave', alice)
  const theirs = ask(dave)
  alice.writer.meet(dave.writer)
  const [forNobody, withdrawn, used] = [
    ask(alice, { member: hashOf('nobody') as string as MemberId }),
    withdraw(alice, theirs),
    letIn(alice, theirs, dave),
  ]
  const found = seenBy(alice)
  expect(reasonOf(found, theirs)).toBe('DeviceUnknown')
  expect(found.open.notCounting.get(forNobody.id)).toEqual({ type: 'UnknownMember', member: hashOf('nobody') })
  for (const { id } of [withdrawn, used])
    expect(found.open.notCounting.get(id)).toEqual({ type: 'UnknownEvent', event: theirs.id })
  expect(found.open.invites.size).toBe(0)
})

test('[ME10] an invitation gives no voice, and outlives its epoch', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const [alice] = pot.people as unknown as Trio
  const dave = newcomer('Dave', alice)
  const invite = ask(alice, { member: dave.member })
  letIn(alice, invite, dave)
  meetAll(pot.people)
  settleUp(pot, alice)
  const { open, base } = fold(alice.writer.known.values(), [pot.group.history()])
  expect(open.epoch).toBe(1n)
  expect(open.devices.has(dave.writer.device)).toBe(false)
  expect(base.facts.invites.get(invite.id)?.used).toHaveLength(1)
  withdraw(alice, invite)
  const later = fold(alice.writer.known.values(), [pot.group.history()])
  expect(later.open.invites.get(invite.id)?.withdrawn).not.toBeNull()
  expect(later.base.facts.invites.get(invite.id)?.withdrawn).toBeNull()
})
