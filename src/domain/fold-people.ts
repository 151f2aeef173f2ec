// The part of the fold about people: devices, members, wallets and the tie. Devices come first, so that what a newcomer wrote before the
// confirmation of their claim arrived counts once it has.

import type { Causality } from './causality.ts'
import type { EventOf, PotEvent } from './event.ts'
import type { Draft, NotCounting } from './facts.ts'
import { memberOf, membersKnownTo } from './facts.ts'
import { accountIdToH160 } from './h160.ts'
import type { EventId, MemberId } from './ids.ts'

/** Folds everything about people out of the counting events of an epoch, in canonical order. */
export function foldPeople(draft: Draft, events: readonly PotEvent[], causality: Causality): void {
  foldDevices(draft, events)
  for (const event of events) {
    if (event.kind === 'member.added') addMember(draft, event, causality)
  }
  foldClaims(draft)
  for (const event of events) {
    if (event.kind === 'wallet.bound') bindWallet(draft, event, causality)
    if (event.kind === 'pot.tied') proposeTie(draft, event, causality)
    if (event.kind === 'tie.signed') signTie(draft, event, causality)
  }
}

/** ME1: claims and their confirmations. The founder's device speaks from the first event on and confirms its own claim. */
function foldDevices(draft: Draft, events: readonly PotEvent[]): void {
  for (const event of events) {
    if (event.kind === 'member.claimed') {
      draft.claims.set(event.id, event)
      if (event.device === draft.founder) confirmClaim(draft, event)
    }
    if (event.kind === 'claim.confirmed') {
      const claim = draft.claims.get(event.body.claim)
      if (!draft.devices.has(event.device)) refuse(draft, event.id, { type: 'DeviceUnknown' })
      else if (!claim) refuse(draft, event.id, { type: 'UnknownEvent', event: event.body.claim })
      else confirmClaim(draft, claim)
    }
  }
}

/** ME5: the first confirmed claim stands: one device, one account and one member to each other. */
function confirmClaim(draft: Draft, claim: EventOf<'member.claimed'>): void {
  draft.claims.delete(claim.id)
  const { member, account, sealing } = claim.body
  const taken = [...draft.devices.values()].some(
    (device) => device.member !== null && (device.member === member || device.id === claim.device || device.account === account),
  )
  if (taken) refuse(draft, claim.id, { type: 'AlreadyClaimed' })
  else draft.devices.set(claim.device, { id: claim.device, member, account, sealing, claim: claim.id })
}

/** ME4: a name that the author had seen in use is refused; equal names given apart both live. */
function addMember(draft: Draft, event: EventOf<'member.added'>, causality: Causality): void {
  const id = event.id as string as MemberId
  const { name } = event.body
  const seen = [...draft.members.values()].some((other) => other.name === name && causality.sees(event.id, other.id as string as EventId))
  if (!draft.devices.has(event.device)) refuse(draft, event.id, { type: 'DeviceUnknown' })
  else if (seen) refuse(draft, event.id, { type: 'NameTaken', name })
  else draft.members.set(id, { id, name, account: null, device: null })
}

/** Puts account and device beside each claimed member. A device whose member does not count speaks for nobody. */
function foldClaims(draft: Draft): void {
  for (const device of draft.devices.values()) {
    if (device.member === null || device.claim === null) continue
    const member = draft.members.get(device.member)
    if (member) {
      draft.members.set(member.id, { ...member, account: device.account, device: device.id })
      continue
    }
    refuse(draft, device.claim, { type: 'UnknownMember', member: device.member })
    if (device.id === draft.founder) draft.devices.set(device.id, { ...device, member: null, account: null, sealing: null, claim: null })
    else draft.devices.delete(device.id)
  }
}

/** ME7: the first wallet stands; a later one is added only by an author who had seen it. A wallet serves one member. */
function bindWallet(draft: Draft, event: EventOf<'wallet.bound'>, causality: Causality): void {
  const { member, account, wallet, genesis } = event.body
  const known = draft.members.get(member)
  const own = draft.bindings.filter((binding) => binding.member === member)
  if (memberOf(draft, event.device) !== member || known?.account !== account) return refuse(draft, event.id, { type: 'NotYourMember' })
  const taken = draft.bindings.some((binding) => binding.wallet === wallet && binding.genesis === genesis)
  if (taken || own.some((binding) => !causality.sees(event.id, binding.event))) return refuse(draft, event.id, { type: 'WalletTaken' })
  draft.bindings = [...draft.bindings, { event: event.id, member, wallet, address: accountIdToH160(wallet), genesis }]
}

function proposeTie(draft: Draft, event: EventOf<'pot.tied'>, causality: Causality): void {
  const member = memberOf(draft, event.device)
  if (member === undefined) return refuse(draft, event.id, { type: 'DeviceUnknown' })
  // A successor of a tie in effect is kept and waits for software that moves pots between groups.
  if (draft.tie || event.body.previous !== null || event.body.baseEpoch !== 0n) return refuse(draft, event.id, { type: 'TieRefused' })
  const alreadySigned = [...draft.proposedTies.values()].some(({ signers }) => signers.has(member))
  draft.proposedTies.set(event.id, { tie: event, signers: new Set(alreadySigned ? [] : [member]) })
  takeEffect(draft, event.id, causality)
}

/** EP9: of several first ties a member co-signs one; a second signature does not count. */
function signTie(draft: Draft, event: EventOf<'tie.signed'>, causality: Causality): void {
  const member = memberOf(draft, event.device)
  const proposed = draft.proposedTies.get(event.body.tie)
  if (member === undefined) return refuse(draft, event.id, { type: 'DeviceUnknown' })
  if (!proposed) return refuse(draft, event.id, { type: 'UnknownEvent', event: event.body.tie })
  if ([...draft.proposedTies.values()].some(({ signers }) => signers.has(member))) return refuse(draft, event.id, { type: 'AlreadyDone' })
  draft.proposedTies.set(event.body.tie, { ...proposed, signers: new Set([...proposed.signers, member]) })
  takeEffect(draft, event.body.tie, causality)
}

/** EP9: in effect once every member whose device the tie's author knew has signed, or a majority of them and the tie names the rest. */
function takeEffect(draft: Draft, id: EventId, causality: Causality): void {
  const proposed = draft.proposedTies.get(id)
  if (!proposed || draft.tie) return
  const members = membersKnownTo(draft, id, causality)
  const missing = members.filter((member) => !proposed.signers.has(member))
  const excused = missing.every((member) => proposed.tie.body.unreachable.includes(member))
  if (excused && 2 * (members.length - missing.length) > members.length) draft.tie = { ...proposed.tie.body, event: id }
}

function refuse(draft: Draft, event: EventId, reason: NotCounting): void {
  draft.notCounting.set(event, reason)
}
