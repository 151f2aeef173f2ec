// ME1: who speaks. Devices and members depend on each other: a claim counts only for a member who counts, and a member counts only when a device
// that speaks added them, be it the claimant's own.

import type { Causality } from './causality.ts'
import type { EventOf, PotEvent } from './event.ts'
import type { Device, Draft, NotCounting } from './facts.ts'
import type { DeviceId, EventId, MemberId } from './ids.ts'

/** What this part of the fold makes. */
type Voices = Pick<Draft, 'members' | 'devices' | 'claims' | 'notCounting'>

/** Folds devices and members out of the counting events of an epoch, in canonical order. */
export function foldVoices(draft: Draft, events: readonly PotEvent[], causality: Causality): void {
  const hollow = new Set<EventId>()
  for (;;) {
    const voices = voicesWithout(hollow, draft, events, causality)
    const found = [...voices.devices.values()].filter(({ member }) => member !== null && !voices.members.has(member))
    // A claim of a member who does not count gives no voice, so all that its voice did is done again without it.
    for (const { claim } of found) hollow.add(claim as EventId)
    if (found.length > 0) continue
    for (const { id, member, account } of voices.devices.values()) {
      const claimed = member === null ? undefined : voices.members.get(member)
      if (claimed) voices.members.set(claimed.id, { ...claimed, account, device: id })
    }
    Object.assign(draft, voices)
    return
  }
}

function voicesWithout(
  hollow: ReadonlySet<EventId>,
  draft: Draft,
  events: readonly PotEvent[],
  causality: Causality,
): Voices {
  const { founder } = draft
  const voices = {
    founder,
    members: new Map(draft.members),
    devices: new Map(draft.devices),
    claims: new Map(draft.claims),
    notCounting: new Map(draft.notCounting),
  }
  foldDevices(voices, events, hollow)
  for (const event of events) {
    if (event.kind === 'member.added') addMember(voices, event, causality)
  }
  return voices
}

/** ME1: claims and their confirmations. The founder's device speaks from the first event on and confirms its own claim. */
function foldDevices(
  voices: Voices & Pick<Draft, 'founder'>,
  events: readonly PotEvent[],
  hollow: ReadonlySet<EventId>,
): void {
  const unheard = new Map<DeviceId, EventOf<'claim.confirmed'>[]>()
  const confirm = (claim: EventOf<'member.claimed'>, by: EventId): void => {
    voices.claims.delete(claim.id)
    const reason = whyNotClaimed(voices, claim, hollow)
    if (reason) return refuse(voices, claim.id, reason)
    const { member, account, sealing } = claim.body
    voices.devices.set(claim.device, {
      id: claim.device,
      member,
      account,
      sealing,
      claim: claim.id,
      confirmations: [by],
    })
    for (const event of unheard.get(claim.device) ?? []) hear(event)
    unheard.delete(claim.device)
  }
  const hear = (event: EventOf<'claim.confirmed'>): void => {
    const claim = voices.claims.get(event.body.claim)
    const standing = [...voices.devices.values()].find((device) => device.claim === event.body.claim)
    if (claim) confirm(claim, event.id)
    else if (standing) confirmAgain(voices, standing, event.id)
    else refuse(voices, event.id, { type: 'UnknownEvent', event: event.body.claim })
  }
  for (const event of events) {
    if (event.kind === 'member.claimed') {
      voices.claims.set(event.id, event)
      if (event.device === voices.founder) confirm(event, event.id)
    }
    if (event.kind === 'claim.confirmed') {
      if (voices.devices.has(event.device)) hear(event)
      else unheard.set(event.device, [...(unheard.get(event.device) ?? []), event])
    }
  }
  for (const { id } of [...unheard.values()].flat()) refuse(voices, id, { type: 'DeviceUnknown' })
}

function confirmAgain(voices: Voices, device: Device, by: EventId): void {
  voices.devices.set(device.id, { ...device, confirmations: [...device.confirmations, by] })
}

/** ME5: of conflicting claims the one confirmed first stands: one device, one account and one member to each other. */
function whyNotClaimed(
  { devices }: Voices,
  claim: EventOf<'member.claimed'>,
  hollow: ReadonlySet<EventId>,
): NotCounting | undefined {
  const { member, account } = claim.body
  if (hollow.has(claim.id)) return { type: 'UnknownMember', member }
  const taken = [...devices.values()].some(
    (device) =>
      device.member !== null && (device.member === member || device.id === claim.device || device.account === account),
  )
  return taken ? { type: 'AlreadyClaimed' } : undefined
}

/** ME4: a name that the author had seen in use is refused; equal names given apart both live. */
function addMember(voices: Voices, event: EventOf<'member.added'>, causality: Causality): void {
  const id = event.id as string as MemberId
  const { name } = event.body
  const seen = [...voices.members.values()].some(
    (other) => other.name === name && causality.sees(event.id, other.id as string as EventId),
  )
  if (!voices.devices.has(event.device)) refuse(voices, event.id, { type: 'DeviceUnknown' })
  else if (seen) refuse(voices, event.id, { type: 'NameTaken', name })
  else voices.members.set(id, { id, name, account: null, device: null, mergedInto: null })
}

function refuse({ notCounting }: Pick<Draft, 'notCounting'>, event: EventId, reason: NotCounting): void {
  notCounting.set(event, reason)
}
