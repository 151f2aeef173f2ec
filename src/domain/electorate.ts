// Who is asked: whose signature a tie or a checkpoint needs (EP8, EP9), and of whom a majority decides (ME5, EV2, EP9).

import type { Causality } from './causality.ts'
import type { PotEvent } from './event.ts'
import { pushTo } from './push-to.ts'
import { memberOf, type Device, type Facts } from './facts.ts'
import { compareIds, type EventId, type MemberId } from './ids.ts'

type People = Pick<Facts, 'founder' | 'members' | 'devices'>

/**
 * The members whose devices the author of `event` knew, having seen their claim confirmed, by id: those whose signature a tie or a checkpoint
 * asks for (EP8, EP9). Who joins later changes nothing about an agreement that stands. Not asked is whom the author knew to be retired (ME2),
 * unreachable (ME5), or without a device that is not revoked (ME6).
 */
export function membersKnownTo(
  { members, devices, revoked, unreachable }: Pick<Facts, 'members' | 'devices' | 'revoked' | 'unreachable'>,
  event: EventId,
  causality: Causality,
): readonly MemberId[] {
  const sees = (past: EventId | null | undefined): boolean => Boolean(past && causality.sees(event, past))
  const known = new Set<MemberId>()
  for (const { id, member, confirmations } of devices.values())
    if (member !== null && confirmations.some(sees) && !sees(revoked.get(id)?.event.id)) known.add(member)
  return [...known]
    .filter((member) => !sees(members.get(member)?.retired) && !sees(unreachable.get(member)))
    .sort(compareIds)
}

/**
 * ME5: the members of whom a majority decides what `events` (a proposal, votes, signatures) are about: those that their authors knew to have a
 * device, if the founder confirmed their claim or two members did who are among them. One member alone can thus neither bring a majority along
 * nor make one by sending the others away: a retirement matters only if the retired member wrote it, a revocation not at all. Of a member's own
 * earlier confirmations an idle second device cannot plead ignorance.
 */
export function electorsKnownTo(
  people: People,
  events: readonly PotEvent[],
  causality: Causality,
): ReadonlySet<MemberId> {
  const { founder, members, devices } = people
  const founding = memberOf(people, founder)
  const electors = new Set<MemberId>()
  const vouchedBy = new Map<MemberId, Set<MemberId>>()
  const guestsOf = new Map<MemberId, MemberId[]>()
  for (const device of devices.values()) {
    if (device.member === null) continue
    for (const [index, by] of device.vouchers.entries()) {
      if (!isKnown(people, device, index, events, causality)) continue
      const voucher = memberOf(people, by)
      if (by === founder || (voucher !== undefined && voucher === founding)) electors.add(device.member)
      else if (voucher !== undefined && voucher !== device.member) pushTo(guestsOf, voucher, device.member)
    }
  }
  // A set that grows while it is walked: each elector vouches for guests once.
  for (const elector of electors) {
    for (const guest of guestsOf.get(elector) ?? []) {
      const vouchers = vouchedBy.get(guest) ?? new Set()
      vouchedBy.set(guest, vouchers.add(elector))
      if (vouchers.size > 1 && members.has(guest)) electors.add(guest)
    }
  }
  return new Set([...electors].filter((member) => !hasLeft(people, member, events, causality)))
}

/** Whether these are more than half of the electors. */
export function isMajority(members: Iterable<MemberId>, electors: ReadonlySet<MemberId>): boolean {
  const count = new Set([...members].filter((member) => electors.has(member))).size
  return 2 * count > electors.size
}

function isKnown(
  people: People,
  { confirmations, vouchers }: Device,
  index: number,
  events: readonly PotEvent[],
  { sees }: Causality,
): boolean {
  const [confirmation, voucher] = [confirmations[index], vouchers[index]]
  if (confirmation === undefined || voucher === undefined) return false
  const voucherMember = memberOf(people, voucher)
  return events.some(({ id, device }) => {
    const isOwn = voucher !== device && voucherMember !== undefined && voucherMember === memberOf(people, device)
    return sees(id, confirmation) || (isOwn && !sees(confirmation, id))
  })
}

function hasLeft({ members }: People, member: MemberId, events: readonly PotEvent[], { sees }: Causality): boolean {
  const known = members.get(member)
  const retired = known?.retiredThemself ? known.retired : null
  return retired !== null && events.some(({ id }) => sees(id, retired))
}
