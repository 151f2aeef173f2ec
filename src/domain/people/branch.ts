// ME5, ME6: a device that forked, and the branch of it that counts once it was chosen.

import { eventsAt, type DeviceChains } from '../epochs/device-chains.ts'
import type { PotEvent } from '../events/event.ts'
import type { ChosenBranch, Facts } from '../facts.ts'
import type { DeviceId, EventId } from '../ids.ts'

/** A chosen branch: its last event, and what of this epoch is on it. */
export interface Branch {
  readonly tip: ChosenBranch
  readonly inside: ReadonlySet<EventId>
}

/** ME6: devices that forked, with the first position at which they did, above what is final; once in a final cut they stay forked. */
export function forkedDevices(
  { byDevice }: DeviceChains,
  positions: ReadonlyMap<DeviceId, number>,
  before: Facts['forked'],
): ReadonlyMap<DeviceId, number> {
  const forked = new Map(before)
  for (const [device, chain] of byDevice) {
    const frozen = positions.get(device) ?? -1
    for (const [seq, events] of chain)
      if (events.length > 1 || seq <= frozen) forked.set(device, Math.min(seq, forked.get(device) ?? Infinity))
  }
  return forked
}

/** The branch that goes on from a chosen event, up to where the device forks again. */
export function branchFrom(
  tip: ChosenBranch,
  device: DeviceId,
  chains: DeviceChains,
  below: Iterable<EventId> = [],
): Branch {
  const inside = new Set(below)
  let last = tip
  while (!last.forkedAgain) {
    const { seq, id } = last
    const next = eventsAt(chains, device, seq + 1).filter(({ prev }) => prev === id)
    const [only] = next
    if (!only) break
    last = next.length > 1 ? { seq, id, forkedAgain: true } : { seq: only.seq, id: only.id, forkedAgain: false }
    if (!last.forkedAgain) inside.add(last.id)
  }
  return { tip: last, inside }
}

/**
 * ME5: the branch that an event of a device that forked is on. Undefined for an event that is none of the device's, lies below the fork, or is on
 * a branch other than the one chosen before (`chosen`), or than the one that is final (up to `frozen`, -1 when it was forked already there).
 */
export function branchWith(
  head: PotEvent,
  {
    forkedAt,
    frozen,
    chosen,
  }: { readonly forkedAt: number; readonly frozen: number; readonly chosen: Branch | undefined },
  chains: DeviceChains,
): Branch | undefined {
  if (head.seq < forkedAt) return undefined
  const below = trunkOf(head, chains)
  const first = below.at(-1) as PotEvent
  if (chosen) {
    const goesOn = first.prev === chosen.tip.id || below.some(({ id }) => id === chosen.tip.id)
    if (!goesOn || head.id === chosen.tip.id) return undefined
  } else if (first.seq <= frozen) return undefined
  return branchFrom(
    { seq: head.seq, id: head.id, forkedAgain: false },
    head.device,
    chains,
    below.map(({ id }) => id),
  )
}

/** An event and those before it on its device's chain, as far as they are of this epoch. */
export function trunkOf(head: PotEvent, chains: DeviceChains): readonly PotEvent[] {
  const trunk: PotEvent[] = []
  for (let event: PotEvent | undefined = head; event;) {
    trunk.push(event)
    const { prev, device, seq }: PotEvent = event
    event = eventsAt(chains, device, seq - 1).find(({ id }) => id === prev)
  }
  return trunk
}
