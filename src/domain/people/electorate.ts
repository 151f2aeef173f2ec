// Who is asked: whose signature a tie or a checkpoint needs (EP8, EP9), and of whom a majority decides (ME5, EV2, EP9).

import type { Causality } from '../epochs/causality.ts'
import type { PotEvent } from '../events/event.ts'
import { memberOf, type Facts } from '../facts.ts'
import { compareIds, type DeviceId, type EventId, type MemberId } from '../ids.ts'

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

/** The electors of a question, as more and more of those who have a say in it are heard. */
export interface Electorate {
  /** Whom the author of this event knew belongs to it. */
  readonly learn: (event: PotEvent) => void
  readonly electors: () => ReadonlySet<MemberId>
}

/**
 * ME5: the members of whom a majority decides: those that the authors of a proposal, of votes or of signatures knew to have a device, if the
 * founder confirmed their claim or two members did who are electors. One member alone can thus neither bring a majority along nor make one by
 * sending the others away: a retirement matters only if the retired member wrote it, a revocation not at all.
 */
export function createElectorate(people: People, causality: Causality): Electorate {
  const founding = memberOf(people, people.founder)
  const ofFounder = new Set<MemberId>()
  const guestsOf = new Map<MemberId, Set<MemberId>>()
  const left = new Set<MemberId>()

  const learnVouch = (member: MemberId, by: DeviceId): void => {
    const voucher = memberOf(people, by)
    if (by === people.founder || (voucher !== undefined && voucher === founding)) ofFounder.add(member)
    else if (voucher !== undefined && voucher !== member)
      guestsOf.set(voucher, (guestsOf.get(voucher) ?? new Set()).add(member))
  }
  return {
    learn: (event) => {
      for (const { member, confirmations, vouchers } of people.devices.values()) {
        if (member === null) continue
        for (const [index, by] of vouchers.entries())
          if (isKnown(people, event, confirmations[index] as EventId, by, causality)) learnVouch(member, by)
      }
      for (const { id, retired, retiredThemself } of people.members.values())
        if (retired !== null && retiredThemself && causality.sees(event.id, retired)) left.add(id)
    },
    electors: () => {
      const electors = new Set(ofFounder)
      const vouched = new Set<MemberId>()
      // A set that grows while it is walked: each elector vouches for guests once.
      for (const elector of electors) {
        for (const guest of guestsOf.get(elector) ?? []) {
          if (vouched.has(guest)) electors.add(guest)
          vouched.add(guest)
        }
      }
      return new Set([...electors].filter((member) => !left.has(member)))
    },
  }
}

/** The electors of a question on which these events are all that was said. */
export function electorsKnownTo(
  people: People,
  events: readonly PotEvent[],
  causality: Causality,
): ReadonlySet<MemberId> {
  const electorate = createElectorate(people, causality)
  for (const event of events) electorate.learn(event)
  return electorate.electors()
}

/** Whether these are more than half of the electors. */
export function isMajority(members: Iterable<MemberId>, electors: ReadonlySet<MemberId>): boolean {
  const count = new Set([...members].filter((member) => electors.has(member))).size
  return 2 * count > electors.size
}

/** An author knew a confirmation that they had seen, and what another device of their own had confirmed: ignorance of that is no excuse. */
function isKnown(
  people: People,
  { id, device }: PotEvent,
  confirmation: EventId,
  voucher: DeviceId,
  { sees }: Causality,
): boolean {
  if (sees(id, confirmation)) return true
  const own = memberOf(people, device)
  return own !== undefined && voucher !== device && own === memberOf(people, voucher) && !sees(confirmation, id)
}
