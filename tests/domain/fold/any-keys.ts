// What the devices of any story do about keys and invitations: sensible or not, allowed or not.

import type { EventId, EventKind, EventOf, Hex, MemberId } from '../../../src/domain/index.ts'
import { hashOf, type Person, type Writer } from '../story.ts'

/** Makes or shares a key, invites, withdraws or lets somebody in; three numbers say which and whom. */
export function dealWithKeys(
  people: readonly Person[],
  writer: Writer,
  [a, b, c]: readonly [number, number, number],
): void {
  const wraps = people
    .filter((_, i) => (a + i) % 3 > 0 || i === b % people.length)
    .map((person) => person.writer.device)
    .filter((device, i, all) => all.indexOf(device) === i)
    .map((device) => ({ device, wrapped: hashOf(`wrap ${c}`).repeat(3).slice(0, 160) as Hex<'WrappedKey'> }))
    .sort((x, y) => (x.device < y.device ? -1 : 1))
  const rotate = (): EventId => writer.write({ kind: 'key.rotated', body: { wraps } }).id
  const invite = (): EventId =>
    writer.write({
      kind: 'invite.created',
      body: {
        key: hashOf(`invitation ${b}`) as string as Hex<'InvitationKey'>,
        mailbox: hashOf(`mailbox ${b}`) as string as Hex<'MailboxKey'>,
        expires: b % 2 === 0 ? null : c,
        member: b % 3 === 0 ? null : ((pick(writer, 'member.added', c) ?? hashOf('nobody')) as string as MemberId),
        once: c % 2 === 0,
      },
    }).id
  switch (a % 5) {
    case 0:
      return void rotate()
    case 1:
      return void writer.write({
        kind: 'key.shared',
        body: { key: pick(writer, b % 7 === 0 ? 'member.added' : 'key.rotated', b) ?? rotate(), wraps },
      })
    case 2:
      return void invite()
    case 3:
      return void writer.write({
        kind: 'invite.withdrawn',
        body: { invite: pick(writer, 'invite.created', b) ?? invite() },
      })
    default:
      return void writer.write({
        kind: 'invite.used',
        body: {
          invite: pick(writer, 'invite.created', b) ?? invite(),
          device: (people[c % people.length] as Person).writer.device,
        },
      })
  }
}

/** One of the events of a kind. */
function pick(writer: Writer, kind: EventKind, n: number): EventId | undefined {
  const own = [...writer.known.values()].filter((event): event is EventOf<EventKind> => event.kind === kind)
  return own[n % own.length]?.id
}
