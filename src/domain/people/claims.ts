// ME1, ME5: claims and what confirms them.

import type { EventOf, PotEvent } from '../events/event.ts'
import type { Device, Member, NotCounting } from '../facts.ts'
import type { DeviceId, EventId, MemberId } from '../ids.ts'
import { compareEvents } from '../epochs/order.ts'
import { pushTo } from '../push-to.ts'
import { refuse, type Claim, type Voices } from './voices.ts'

/** What claims need to know of the rest. */
export interface ClaimsPort {
  /** Whether the claimant itself added the member that it claims, and that this counts once it speaks. */
  readonly bringsOwnMember: (claim: Claim) => boolean
  /** A device speaks from here on. */
  readonly onVoice: (device: DeviceId) => void
  /** Does something after what is being done now, so that long chains of claims need no deep recursion. */
  readonly later: (act: () => void) => void
}

/** Claims and confirmations, taken in one after the other. */
export interface Claims {
  readonly claim: (event: Claim) => void
  readonly confirm: (event: EventOf<'claim.confirmed'>) => void
  /** Claims of this member that were confirmed before it counted. */
  readonly onMember: (member: MemberId) => void
  /** No more comes: what still waits for its member does not count. */
  readonly finish: () => void
}

/** The claims of these voices. The founder's device speaks from the first event on and confirms its own. */
export function createClaims(voices: Voices, { bringsOwnMember, onVoice, later }: ClaimsPort): Claims {
  const { founder, members, devices, claims, limits, causality } = voices
  const deviceByClaim = new Map<EventId, DeviceId>()
  const memberByAccount = new Map<string, MemberId>()
  const openByMember = new Map<MemberId, Claim[]>()
  const confirmedEarly = new Map<MemberId, { readonly claim: Claim; readonly by: PotEvent }[]>()
  for (const { id, claim, member, account } of devices.values()) {
    if (claim !== null) deviceByClaim.set(claim, id)
    if (account !== null && member !== null) memberByAccount.set(account, member)
  }
  for (const claim of claims.values()) pushTo(openByMember, claim.body.member, claim)

  /** ME1: a person's own account key vouches for another device, unless all of theirs are revoked by people who had not seen the claim. */
  const isVouchedByAccount = ({ id, body }: Claim): boolean => {
    const member = members.get(body.member)
    if (!member || member.account !== body.account) return false
    return member.devices.some((device) => {
      const revocation = limits.revoked.get(device)
      return !revocation || causality.sees(revocation.event.id, id)
    })
  }

  /** ME5: of conflicting claims the one confirmed first stands: a device and an account are one member's, and a member has one account. */
  const whyNot = ({ device, body }: Claim): NotCounting | undefined => {
    const { member, account } = body
    const known = members.get(member)
    if (known?.mergedInto) return { type: 'MemberMerged', member }
    const ofOther = (memberByAccount.get(account) ?? member) !== member
    const byOther = (known?.account ?? account) !== account
    const isTaken = (devices.get(device)?.member ?? null) !== null
    return ofOther || byOther || isTaken ? { type: 'AlreadyClaimed' } : undefined
  }

  const accept = (claim: Claim, by: PotEvent): void => {
    const { member, account, sealing } = claim.body
    const reason = whyNot(claim)
    if (!reason && !members.has(member) && !bringsOwnMember(claim)) return pushTo(confirmedEarly, member, { claim, by })
    claims.delete(claim.id)
    if (reason) return refuse(voices, claim.id, reason)
    const known = members.get(member) as Member
    const id = claim.device
    devices.set(id, { id, member, account, sealing, claim: claim.id, confirmations: [by.id], vouchers: [by.device] })
    members.set(member, { ...known, account, devices: [...known.devices, id] })
    deviceByClaim.set(claim.id, id)
    memberByAccount.set(account, member)
    onVoice(id)
    const others = openByMember.get(member) ?? []
    openByMember.delete(member)
    for (const other of others) if (other.body.account === account) later(() => offer(other))
  }
  const offer = (claim: Claim): void => {
    if (!claims.has(claim.id)) return
    if (claim.device === founder || isVouchedByAccount(claim)) accept(claim, claim)
    else pushTo(openByMember, claim.body.member, claim)
  }
  const confirmed = (claim: EventId, by: PotEvent): void => {
    const open = claims.get(claim)
    const revocation = open && limits.revoked.get(open.device)
    const device = devices.get(deviceByClaim.get(claim) as DeviceId)
    if (revocation && compareEvents(by, revocation.event) > 0) refuse(voices, by.id, { type: 'DeviceRevoked' })
    else if (open) accept(open, by)
    else if (device) devices.set(device.id, vouchedAgain(device, by))
    else refuse(voices, by.id, { type: 'UnknownEvent', event: claim })
  }

  return {
    claim: (event) => {
      claims.set(event.id, event)
      offer(event)
    },
    confirm: (event) => confirmed(event.body.claim, event),
    onMember: (member) => {
      const waiting = confirmedEarly.get(member) ?? []
      confirmedEarly.delete(member)
      for (const { claim, by } of waiting) later(() => confirmed(claim.id, by))
    },
    finish: () => {
      for (const [member, waiting] of confirmedEarly) {
        for (const { claim } of waiting) {
          claims.delete(claim.id)
          refuse(voices, claim.id, { type: 'UnknownMember', member })
        }
      }
      for (const { id, device } of claims.values()) {
        if (!limits.revoked.has(device)) continue
        claims.delete(id)
        refuse(voices, id, { type: 'DeviceRevoked' })
      }
    },
  }
}

function vouchedAgain(device: Device, by: PotEvent): Device {
  return {
    ...device,
    confirmations: [...device.confirmations, by.id],
    vouchers: [...device.vouchers, by.device],
  }
}
