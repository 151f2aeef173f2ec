// ME6: how far the events of a device count. A function of an epoch's events, what its base holds, and the revocations and choices of branches
// that are in effect.

import { branchFrom, branchWith, forkedDevices, type Branch } from './people/branch.ts'
import type { Causality } from './epochs/causality.ts'
import { eventsAt, type DeviceChains } from './epochs/device-chains.ts'
import type { EventOf, PotEvent } from './events/event.ts'
import type { Facts, NotCounting, Revocation } from './facts.ts'
import type { DeviceId, EventId } from './ids.ts'

/** An epoch's devices: what they wrote, how far the base's cut reaches, and what excludes them so far. */
export interface Limits {
  readonly chains: DeviceChains
  readonly positions: ReadonlyMap<DeviceId, number>
  readonly forked: ReadonlyMap<DeviceId, number>
  readonly branches: Map<DeviceId, Branch>
  readonly revoked: Map<DeviceId, Revocation>
  /** What was forked and chosen before this epoch. */
  readonly atBase: { readonly forked: Facts['forked']; readonly branches: ReadonlyMap<DeviceId, Branch> }
}

/** The limits with which an epoch starts. */
export function limitsOf(
  chains: DeviceChains,
  positions: ReadonlyMap<DeviceId, number>,
  base: Pick<Facts, 'forked' | 'branches' | 'revoked'>,
): Limits {
  const branches = Array.from(base.branches, ([device, tip]) => [device, branchFrom(tip, device, chains)] as const)
  return {
    chains,
    positions,
    forked: forkedDevices(chains, positions, base.forked),
    branches: new Map(branches),
    revoked: new Map(base.revoked),
    atBase: { forked: base.forked, branches: new Map(branches) },
  }
}

/** Why an event lies beyond its device's limit, if it does. What was read in an earlier epoch does not (it waited to be heard). */
export function beyond({ chains, forked, branches, revoked }: Limits, event: PotEvent): NotCounting | undefined {
  const { id, device, seq } = event
  if (!chains.byId.has(id)) return undefined
  if (seq > (revoked.get(device)?.last ?? Infinity)) return { type: 'DeviceRevoked' }
  const isForked = seq >= (forked.get(device) ?? Infinity) && !branches.get(device)?.inside.has(id)
  return isForked ? { type: 'DeviceForked' } : undefined
}

/** ME5: the branch of a forked device that an event names, where `chosen` is the one named before; undefined for one that cannot be chosen. */
export function namedBranch(
  { chains, forked, positions, atBase }: Limits,
  device: DeviceId,
  head: EventId,
  chosen: Branch | undefined,
): Branch | undefined {
  const event = chains.byId.get(head)
  const forkedAt = forked.get(device)
  if (event?.device !== device || forkedAt === undefined) return undefined
  const frozen = atBase.forked.has(device) ? -1 : (positions.get(device) ?? -1)
  return branchWith(event, { forkedAt, frozen, chosen }, chains)
}

/** Whether a revocation is in effect. It stays so when a later one excludes its author. */
export function isInEffect({ revoked }: Limits, event: PotEvent): boolean {
  return event.kind === 'device.revoked' && revoked.get(event.body.device)?.event.id === event.id
}

/**
 * ME6: what a revocation limits its device to. It names the last event of the device that its author had seen, and takes nothing out of what
 * is final. Of several the first stands.
 */
export function revocationOf(
  event: EventOf<'device.revoked'>,
  { chains, positions, revoked }: Limits,
  { sees }: Causality,
): Revocation | NotCounting {
  const { device, last } = event.body
  if (revoked.has(device)) return { type: 'AlreadyDone' }
  const frozen = positions.get(device) ?? -1
  const seq = last?.seq ?? -1
  const isNamed = seq <= frozen || eventsAt(chains, device, seq).some(({ id }) => id === last?.id && sees(event.id, id))
  const next = eventsAt(chains, device, Math.max(seq, frozen) + 1)
  const isBelow = next.some(({ id }) => id !== event.id && sees(event.id, id))
  if (!isNamed || isBelow) return { type: 'LastWrong' }
  return { event, last: Math.max(seq, frozen, event.device === device ? event.seq : -1) }
}
