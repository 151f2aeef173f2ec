// What a person is told about a pot's syncing, from what is known of it: one of four things. Being offline is none of its own: it is quiet.

import { compareIds, type DeviceId, type Facts, type MemberId } from '../../domain/index.ts'
import type { PotSyncStatus, RelaySync, SyncFault, SyncFinding } from './pot-sync-status.ts'

/** Something that a person should look at. */
export type SyncReason =
  /** The relay has less than it had confirmed: it lost something, or hides it. */
  | { readonly type: 'RelayWentBack'; readonly relay: string }
  /** It has begun anew, with nothing; it was filled again from here. */
  | { readonly type: 'RelayLostAll'; readonly relay: string }
  | { readonly type: 'RelayRewrote'; readonly relay: string }
  /** It keeps back what it has signed for. */
  | { readonly type: 'RelayWithholds'; readonly relay: string }
  | { readonly type: 'RelayKeyChanged'; readonly relay: string }
  | { readonly type: 'RelayTwoViews'; readonly relay: string }
  /** What it says cannot be used. */
  | { readonly type: 'RelayUnusable'; readonly relay: string }
  /** It takes nothing more of this pot or device. */
  | { readonly type: 'RelayFull'; readonly relay: string }
  | { readonly type: 'RelayRefuses'; readonly relay: string }
  /** A device wrote two histories. */
  | { readonly type: 'DeviceForkOpen'; readonly device: DeviceId }
  | { readonly type: 'EventsRefused'; readonly count: number }
  /** Nobody has passed the pot's key on to this device yet. */
  | { readonly type: 'KeyMissing' }
  | { readonly type: 'EnvelopesUnreadable'; readonly count: number }
  | { readonly type: 'SyncFault'; readonly error: SyncFault }

/** What is shown of a pot's syncing. */
export type SyncView =
  /** On this device: `hasRelays` says whether it is to be met elsewhere once there is a connection. */
  | { readonly kind: 'here'; readonly hasRelays: boolean; readonly toSend: number }
  | { readonly kind: 'syncing'; readonly toSend: number; readonly toReceive: number }
  /** Everything that `reached` of the `members` others who have a device have sent is here, as of then. */
  | {
      readonly kind: 'level'
      readonly reached: number
      readonly members: number
      readonly at: number
      readonly toSend: number
    }
  | { readonly kind: 'attention'; readonly reasons: readonly SyncReason[] }

/** What there is to be told about. */
export interface SyncFacts {
  /** Null for a pot that is met at no relay. */
  readonly status: PotSyncStatus | null
  readonly facts: Pick<Facts, 'members' | 'devices'>
  /** Devices that wrote two histories, of which nobody has chosen one. */
  readonly forked: readonly DeviceId[]
  /** This device. */
  readonly device: DeviceId
}

/** What to show. */
export function syncViewOf({ status, facts, forked, device }: SyncFacts): SyncView {
  const forks = [...forked].sort(compareIds).map((each) => ({ type: 'DeviceForkOpen', device: each }) as const)
  if (status === null)
    return forks.length > 0 ? { kind: 'attention', reasons: forks } : { kind: 'here', hasRelays: false, toSend: 0 }
  const reasons = [...status.relays.flatMap(reasonsOfRelay), ...forks, ...reasonsOfPot(status)]
  if (reasons.length > 0) return { kind: 'attention', reasons }
  const { relays, toSend } = status
  const toReceive = Math.max(0, ...relays.map((each) => each.status.toReceive))
  const isOnline = relays.some((each) => each.status.connection === 'online')
  const isRead = relays.some((each) => each.status.isRead)
  const isTrying = status.where === 'waiting' || relays.some((each) => each.status.connection === 'connecting')
  const at = Math.max(...relays.map(({ readAt }) => readAt ?? -Infinity))
  if (isOnline ? !isRead || toSend > 0 || toReceive > 0 : isTrying && at === -Infinity)
    return { kind: 'syncing', toSend, toReceive }
  if (at === -Infinity) return { kind: 'here', hasRelays: true, toSend }
  return { kind: 'level', ...reachOf(facts, status.authors, device), at, toSend }
}

/** How many of the others with a device have written to the relays. */
function reachOf(
  { members, devices }: SyncFacts['facts'],
  authors: ReadonlySet<DeviceId>,
  device: DeviceId,
): { readonly reached: number; readonly members: number } {
  const own: MemberId | null = devices.get(device)?.member ?? null
  const others = [...members.values()].filter(
    (member) => member.id !== own && member.mergedInto === null && member.devices.length > 0,
  )
  const reached = others.filter((member) => member.devices.some((each) => authors.has(each)))
  return { reached: reached.length, members: others.length }
}

function reasonsOfPot({ refused, lacksKey, unreadable, relays, fault }: PotSyncStatus): readonly SyncReason[] {
  const reasons: SyncReason[] = []
  if (refused.length > 0) reasons.push({ type: 'EventsRefused', count: refused.length })
  const isRead = relays.some(({ status }) => status.isRead)
  if (lacksKey !== null) reasons.push({ type: 'KeyMissing' })
  else if (unreadable > 0 && isRead) reasons.push({ type: 'EnvelopesUnreadable', count: unreadable })
  if (fault !== null) reasons.push({ type: 'SyncFault', error: fault })
  return reasons
}

function reasonsOfRelay({ relay, findings, refusals }: RelaySync): readonly SyncReason[] {
  const types = new Set<SyncReason['type']>(findings.flatMap((finding) => reasonOf(finding) ?? []))
  // Who went back or rewrote began anew, too; the worse word says it.
  if (types.has('RelayWentBack') || types.has('RelayRewrote')) types.delete('RelayLostAll')
  const isFull = ['DeviceQuota', 'RouteQuota', 'TooManyDevices'] as const
  if (isFull.some((reason) => refusals.has(reason))) types.add('RelayFull')
  if (refusals.has('BadEnvelope') || refusals.has('BadSignature')) types.add('RelayRefuses')
  return [...types].map((type) => ({ type, relay }) as SyncReason)
}

function reasonOf(finding: SyncFinding): SyncReason['type'] | null {
  switch (finding.type) {
    case 'RelayStartedOver':
      return finding.reason === 'OtherEpoch' ? 'RelayLostAll' : null
    case 'RelayWentBack':
    case 'RelayRewrote':
    case 'RelayWithholds':
    case 'RelayKeyChanged':
      return finding.type
    case 'TwoViews':
      return 'RelayTwoViews'
    case 'RelayOutOfPlace':
    case 'RelayBadHead':
    case 'RelaySentJunk':
    case 'RelayForged':
      return 'RelayUnusable'
  }
}
