// What people do to members, devices and the pot itself, as their devices write it.

import {
  fold,
  type DeviceId,
  type EventId,
  type EventOf,
  type MemberId,
  type NotCounting,
  type PotEvent,
  type PotFold,
} from '../../../src/domain/index.ts'
import { claim, createWriter, type Person, type Writer } from '../story.ts'

/** What a person's device makes of all that it knows, without any chain. */
export const seenBy = ({ writer }: Pick<Person, 'writer'>): PotFold => fold(writer.known.values(), [])

/** Why an event does not count. */
export const reasonOf = ({ open }: PotFold, { id }: PotEvent): NotCounting['type'] | undefined =>
  open.notCounting.get(id)?.type

/** Members who have a device, by name. */
export const speakers = ({ open }: PotFold): readonly string[] =>
  [...open.members.values()].filter(({ devices }) => devices.length > 0).map(({ name }) => name)

/** Vouches for a claim. */
export const confirm = ({ writer }: Person, { id }: PotEvent): EventOf<'claim.confirmed'> =>
  writer.write({ kind: 'claim.confirmed', body: { claim: id } })

/** Adds a member. */
export const add = ({ writer }: Person, name: string): EventOf<'member.added'> =>
  writer.write({ kind: 'member.added', body: { name } })

/** Gives a member another name. */
export const rename = ({ writer }: Person, member: MemberId, name: string): EventOf<'member.renamed'> =>
  writer.write({ kind: 'member.renamed', body: { member, name } })

/** A member takes no part from here on. */
export const retire = ({ writer }: Person, { member }: Pick<Person, 'member'>): EventOf<'member.retired'> =>
  writer.write({ kind: 'member.retired', body: { member } })

/** A member takes part again. */
export const bringBack = ({ writer }: Person, { member }: Pick<Person, 'member'>): EventOf<'member.returned'> =>
  writer.write({ kind: 'member.returned', body: { member } })

/** Two members are one. */
export const merge = ({ writer }: Person, from: MemberId, into: MemberId): EventOf<'members.merged'> =>
  writer.write({ kind: 'members.merged', body: { from, into } })

/** Takes a merge back. */
export const unmerge = ({ writer }: Person, { id }: PotEvent): EventOf<'merge.undone'> =>
  writer.write({ kind: 'merge.undone', body: { merge: id } })

/** Another device of the same person, which has claimed the member by the same account key; it knows what the first one knows. */
export function secondDevice(
  person: Person,
  name = `${person.name}’s tablet`,
): Person & { readonly claimed: PotEvent } {
  const writer = createWriter(name)
  writer.see(...person.writer.known.values())
  const claimed = claim({ ...person, writer })
  return { ...person, writer, claimed }
}

/** Ends a device after the last of its events that the author knows, or after another. */
export function revoke(
  { writer }: Person,
  { device }: Pick<Writer, 'device'>,
  last: { readonly seq: number; readonly id: EventId } | null = lastOf(writer, device),
): EventOf<'device.revoked'> {
  return writer.write({ kind: 'device.revoked', body: { device, last: last && { seq: last.seq, id: last.id } } })
}

/** The last event of a device that a writer knows. */
export function lastOf({ known }: Writer, device: DeviceId): PotEvent | null {
  const own = [...known.values()].filter((event) => event.device === device)
  return own.reduce<PotEvent | null>((last, event) => (last && last.seq > event.seq ? last : event), null)
}

/** Votes for the branch of a forked device that an event is on. */
export const voteForBranch = ({ writer }: Person, { device, id }: PotEvent): EventOf<'vote.cast'> =>
  writer.write({ kind: 'vote.cast', body: { motion: { type: 'branch', device, head: id } } })

/** Votes that a member cannot be reached. */
export const voteUnreachable = ({ writer }: Person, { member }: Pick<Person, 'member'>): EventOf<'vote.cast'> =>
  writer.write({ kind: 'vote.cast', body: { motion: { type: 'unreachable', member } } })

/** Proposes another rulebook. */
export const upgrade = ({ writer }: Person, version: number): EventOf<'pot.upgraded'> =>
  writer.write({ kind: 'pot.upgraded', body: { version } })

/** Agrees to an upgrade. */
export const signUpgrade = ({ writer }: Person, { id }: PotEvent): EventOf<'upgrade.signed'> =>
  writer.write({ kind: 'upgrade.signed', body: { upgrade: id } })
