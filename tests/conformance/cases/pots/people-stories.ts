import type { Hex } from '../../../../src/domain/index.ts'
import {
  bind,
  claim,
  createWriter,
  enter,
  evenExpense,
  hashOf,
  meetAll,
  newcomer,
  transfer,
} from '../../../domain/story.ts'
import { trio, type Story } from './pot-story.ts'

/** People: keys, claims, names, who left, merges, devices and wallets. */
export const peopleStories: readonly Story[] = [
  [
    'keys and invitations move nothing',
    ['ME9', 'ME10'],
    () => {
      const [alice, bob] = trio()
      const { writer } = alice
      enter(alice, evenExpense('Hotel', 3000, alice, [alice, bob]))
      const wraps = [{ device: bob.writer.device, wrapped: 'ab'.repeat(80) as Hex<'WrappedKey'> }]
      const key = writer.write({ kind: 'key.rotated', body: { wraps } })
      writer.write({ kind: 'key.shared', body: { key: key.id, wraps } })
      writer.write({
        kind: 'key.shared',
        body: { key: writer.write({ kind: 'member.added', body: { name: 'Dave' } }).id, wraps },
      })
      const [secret, mailbox] = [hashOf('invitation'), hashOf('mailbox')] as string[] as [
        Hex<'InvitationKey'>,
        Hex<'MailboxKey'>,
      ]
      const invite = writer.write({
        kind: 'invite.created',
        body: { key: secret, mailbox, expires: null, member: bob.member, once: true },
      })
      writer.write({ kind: 'invite.used', body: { invite: invite.id, device: bob.writer.device } })
      writer.write({ kind: 'invite.withdrawn', body: { invite: invite.id } })
      return { people: [alice], nets: { Alice: 1500, Bob: -1500 }, notCounting: ['UnknownEvent'] }
    },
  ],
  [
    'what an unknown device writes does not count',
    ['ME1', 'ME3'],
    () => {
      const [alice, bob] = trio()
      const writer = createWriter('Mallory')
      writer.meet(alice.writer)
      enter({ name: 'Mallory', writer, member: bob.member }, evenExpense('Gift', 9000, bob, [alice]))
      alice.writer.meet(writer)
      return { people: [alice], nets: {}, notCounting: ['DeviceUnknown'] }
    },
  ],
  [
    'what a newcomer wrote counts once their claim is confirmed',
    ['ME1'],
    () => {
      const [alice] = trio()
      const dave = newcomer('Dave', alice)
      const asked = claim(dave)
      enter(dave, evenExpense('Gas', 2000, dave, [alice, dave]))
      alice.writer.meet(dave.writer)
      alice.writer.write({ kind: 'claim.confirmed', body: { claim: asked.id } })
      return { people: [alice], nets: { Dave: 1000, Alice: -1000 } }
    },
  ],
  [
    'of two who claim one member the first to be confirmed stands',
    ['ME5'],
    () => {
      const [alice] = trio()
      const dave = newcomer('Dave', alice)
      const impostor = { ...dave, name: 'Mallory', writer: createWriter('Mallory') }
      impostor.writer.meet(alice.writer)
      const [first, second] = [claim(dave), claim(impostor)]
      alice.writer.meet(dave.writer)
      alice.writer.meet(impostor.writer)
      for (const { id } of [first, second]) alice.writer.write({ kind: 'claim.confirmed', body: { claim: id } })
      return { people: [alice], notCounting: ['AlreadyClaimed'] }
    },
  ],
  [
    'a name that was seen does not count again',
    ['ME4'],
    () => {
      const [alice] = trio()
      alice.writer.write({ kind: 'member.added', body: { name: 'Bob' } })
      return { people: [alice], notCounting: ['NameTaken'] }
    },
  ],
  [
    'a member goes by another name',
    ['ME4'],
    () => {
      const [alice, bob] = trio()
      enter(alice, evenExpense('Tram', 1000, alice, [alice, bob]))
      bob.writer.meet(alice.writer)
      bob.writer.write({ kind: 'member.renamed', body: { member: bob.member, name: 'Bobby' } })
      alice.writer.meet(bob.writer)
      return { people: [alice], nets: { Alice: 500, Bobby: -500 } }
    },
  ],
  [
    'who retired takes no part in new expenses and still pays',
    ['ME2'],
    () => {
      const [alice, bob] = trio()
      enter(alice, evenExpense('Tram', 1000, alice, [alice, bob]))
      alice.writer.write({ kind: 'member.retired', body: { member: bob.member } })
      enter(alice, evenExpense('Bus', 1000, alice, [alice, bob]))
      enter(alice, transfer(200, bob, alice))
      return { people: [alice], nets: { Alice: 300, Bob: -300 }, notCounting: ['MemberRetired'] }
    },
  ],
  [
    'two members that are one person',
    ['ME8'],
    () => {
      const [alice, bob] = trio()
      const twin = newcomer('Bobby', alice)
      enter(alice, evenExpense('Tram', 900, alice, [alice, bob, twin]))
      alice.writer.write({ kind: 'members.merged', body: { from: twin.member, into: bob.member } })
      return { people: [alice], nets: { Alice: 600, Bob: -600 } }
    },
  ],
  [
    'a merge that is taken back',
    ['ME8'],
    () => {
      const [alice, bob] = trio()
      const twin = newcomer('Bobby', alice)
      enter(alice, evenExpense('Tram', 900, alice, [alice, bob, twin]))
      const merge = alice.writer.write({
        kind: 'members.merged',
        body: { from: twin.member, into: bob.member },
      })
      alice.writer.write({ kind: 'merge.undone', body: { merge: merge.id } })
      return { people: [alice], nets: { Alice: 600, Bob: -300, Bobby: -300 } }
    },
  ],
  [
    'a device that forked counts up to the fork',
    ['ME6'],
    () => {
      const [alice, bob] = trio()
      enter(bob, evenExpense('Tram', 1000, bob, [alice, bob]))
      const twin = { ...bob, writer: bob.writer.fork() }
      enter(bob, evenExpense('One', 2000, bob, [alice, bob]))
      enter(twin, evenExpense('Other', 4000, bob, [alice, bob]))
      alice.writer.meet(bob.writer)
      alice.writer.meet(twin.writer)
      return {
        people: [alice],
        nets: { Bob: 500, Alice: -500 },
        notCounting: ['DeviceForked', 'DeviceForked'],
      }
    },
  ],
  [
    'a revoked device counts up to what was seen of it',
    ['ME6'],
    () => {
      const [alice, bob] = trio()
      const seen = enter(bob, evenExpense('Tram', 1000, bob, [alice, bob]))
      alice.writer.meet(bob.writer)
      alice.writer.write({
        kind: 'device.revoked',
        body: { device: bob.writer.device, last: { seq: seen.seq, id: seen.id } },
      })
      enter(bob, evenExpense('Gift', 9000, bob, [alice]))
      alice.writer.meet(bob.writer)
      return { people: [alice], nets: { Bob: 500, Alice: -500 }, notCounting: ['DeviceRevoked'] }
    },
  ],
  [
    'one wallet serves one member',
    ['ME7'],
    () => {
      const [alice, bob, carol] = trio()
      bind(alice, 'shared')
      meetAll([alice, bob, carol])
      bind(bob, 'shared')
      meetAll([alice, bob, carol])
      return { people: [alice], notCounting: ['WalletTaken'] }
    },
  ],
]
