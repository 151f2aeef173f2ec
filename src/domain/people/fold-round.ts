import type { Causality } from '../epochs/causality.ts'
import { createClaims } from './claims.ts'
import type { EventOf, PotEvent } from '../events/event.ts'
import type { Draft, Member, NotCounting, Revocation } from '../facts.ts'
import { IdMap } from '../id-map.ts'
import type { DeviceId, EventId } from '../ids.ts'
import { beyond, isInEffect, revocationOf, type Limits } from '../limits.ts'
import { createMemberships } from './memberships.ts'
import { pushTo } from '../push-to.ts'
import { refuse, type Claim, type Voices } from './voices.ts'
import { witnessesOf } from './witness.ts'

/** Events that decide who speaks. */
export type VoiceEvent = EventOf<
  | 'member.added'
  | 'member.renamed'
  | 'member.retired'
  | 'member.returned'
  | 'member.claimed'
  | 'claim.confirmed'
  | 'device.revoked'
>

const VOICE_KINDS: ReadonlySet<PotEvent['kind']> = new Set<VoiceEvent['kind']>([
  'member.added',
  'member.renamed',
  'member.retired',
  'member.returned',
  'member.claimed',
  'claim.confirmed',
  'device.revoked',
])

/** Whether an event decides who speaks. */
export function isVoiceEvent(event: PotEvent): event is VoiceEvent {
  return VOICE_KINDS.has(event.kind)
}

/** What a round found: who speaks and what does not count. */
export interface Round extends Pick<Voices, 'members' | 'devices' | 'claims' | 'notCounting'> {
  /** ME6: promises that count although their device is excluded. */
  readonly kept: ReadonlySet<EventId>
  /** Whether a revocation came into effect that excludes what this round may have relied on. */
  readonly reachesBack: boolean
}

/**
 * One pass over the events that decide who speaks, in canonical order, within the limits known so far. An event of a device that does not speak
 * yet waits for its voice, a confirmed claim of a member that does not count yet for the member, a promise beyond a limit for a witness. A
 * revocation that comes into effect is added to the limits, unless they are `settled`; what it excludes of earlier events is for the next round.
 */
export function foldRound(
  draft: Draft,
  events: readonly VoiceEvent[],
  limits: Limits,
  causality: Causality,
  settled: boolean,
): Round {
  const voices: Voices = {
    founder: draft.founder,
    members: new Map(draft.members),
    devices: new Map(draft.devices),
    claims: new Map(draft.claims),
    notCounting: IdMap.from(draft.notCounting),
    limits,
    causality,
  }
  const memberships = createMemberships(voices)
  const witnesses = witnessesOf(voices, limits, causality)
  const unheard = new Map<DeviceId, VoiceEvent[]>()
  const unwitnessed = new Map<EventId, EventOf<'claim.confirmed'>>()
  const kept = new Set<EventId>()
  const ownAdditions = new Map(
    events.flatMap((event) => (event.kind === 'member.added' ? [[event.id as string, event] as const] : [])),
  )
  const agenda: (() => void)[] = []
  const later = (act: () => void): void => void agenda.push(act)
  const outcome = { reachesBack: false }

  const bringsOwnMember = ({ device, body }: Claim): boolean => {
    const addition = ownAdditions.get(body.member)
    if (addition?.device !== device || beyond(limits, addition)) return false
    return memberships.add(addition) === undefined
  }
  const onVoice = (device: DeviceId): void => {
    const waiting = unheard.get(device) ?? []
    unheard.delete(device)
    for (const event of waiting) later(() => act(event))
    for (const event of unwitnessed.values()) if (witnesses.isSeenBy(device, event)) later(() => keep(event))
  }
  const claims = createClaims(voices, { bringsOwnMember, onVoice, later })

  const keep = (event: EventOf<'claim.confirmed'>): void => {
    unwitnessed.delete(event.id)
    voices.notCounting.delete(event.id)
    kept.add(event.id)
    act(event)
  }
  const act = (event: VoiceEvent): void => {
    if (event.kind === 'member.claimed') return claims.claim(event)
    if (!voices.devices.has(event.device)) return pushTo(unheard, event.device, event)
    if (event.kind === 'claim.confirmed') return claims.confirm(event)
    const reason = change(event)
    if (reason) refuse(voices, event.id, reason)
    else if (event.kind === 'member.added') claims.onMember(event.id as string as never)
  }
  const change = (
    event: Exclude<VoiceEvent, EventOf<'member.claimed' | 'claim.confirmed'>>,
  ): NotCounting | undefined => {
    if (event.kind === 'member.added') return memberships.add(event)
    if (event.kind === 'member.renamed') return memberships.rename(event)
    return event.kind === 'device.revoked' ? revoke(event) : memberships.changePresence(event)
  }
  /** ME6: judged by what comes before it alone, so once it is in effect it stays, whatever excludes its author later. */
  const revoke = (event: EventOf<'device.revoked'>): NotCounting | undefined => {
    const { device } = event.body
    if (settled) return { type: 'AlreadyDone' }
    const found = revocationOf(event, limits, causality)
    if ('type' in found) return found
    limits.revoked.set(device, found)
    outcome.reachesBack ||= isReliedUpon(found)
    return undefined
  }
  const isReliedUpon = ({ event, last }: Revocation): boolean => {
    const { device } = event.body
    const wroteMore = [...(limits.chains.byDevice.get(device)?.keys() ?? [])].some((seq) => seq > last)
    // ME1: other devices of the person may speak on its account.
    const member = voices.devices.get(device)?.member
    return wroteMore || Boolean(member && (voices.members.get(member) as Member).devices.length > 1)
  }

  for (const event of events) {
    if (isInEffect(limits, event)) continue
    const reason = beyond(limits, event)
    if (!reason) act(event)
    else if (event.kind === 'claim.confirmed' && witnesses.anyone(event)) keep(event)
    else {
      refuse(voices, event.id, reason)
      if (event.kind === 'claim.confirmed') unwitnessed.set(event.id, event)
    }
    for (let next = agenda.shift(); next; next = agenda.shift()) next()
  }
  claims.finish()
  for (const { id } of [...unheard.values()].flat()) refuse(voices, id, { type: 'DeviceUnknown' })
  return { ...voices, kept, ...outcome }
}
