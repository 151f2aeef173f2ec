// What must hold after healing, whatever happened before.

import { canonicalOrder, computeCheckpoint, cutOf, fold, type PotFold } from '../../src/domain/index.ts'
import { eventsOf, type Replica } from '../../src/log/index.ts'
import { fingerprintOf } from '../../src/sync/index.ts'
import type { Tab } from './device.ts'
import type { Plan } from './plan.ts'
import { honestTabs, idOf, noticed, type World } from './world.ts'

/** What did not hold; empty when everything did. */
export function faultsOf(world: World, plan: Plan): readonly string[] {
  const faults: string[] = []
  const tabs = honestTabs(world)
  const first = tabs[0] as Tab
  const expected = describe(first.replica)
  for (const tab of tabs.slice(1)) {
    const found = describe(tab.replica)
    for (const part of ['set', 'order', 'forks', 'hash', 'state'] as const)
      if (found[part] !== expected[part]) faults.push(`${part} of ${tab.name} differs from ${first.name}`)
  }
  for (const { name, replica, device } of tabs) {
    const kept = [...replica.events.keys()].filter((id) => !device.disk.events.has(id) && device.tabs.length === 1)
    if (kept.length > 0) faults.push(`${name} shows ${kept.length} events that it never kept`)
  }
  faults.push(...world.faults, ...faultsOfForks(world, plan, first), ...faultsOfRelays(world))
  for (const { what, isNamed } of world.plants) if (!isNamed(world)) faults.push(`not named: ${what}`)
  return [...new Set(faults)]
}

/** A pot as one replica has it. */
function describe(replica: Replica): Readonly<Record<'set' | 'order' | 'forks' | 'hash' | 'state', string>> {
  const events = eventsOf(replica)
  const folded = fold(events, [])
  return {
    set: fingerprintOf(replica),
    order: canonicalOrder(events)
      .map(({ id }) => id)
      .join(),
    forks: replica
      .forks()
      .map(({ device, seq, branches }) => `${device} ${seq} ${branches.map(({ id }) => id).join()}`)
      .join(),
    hash: hashOf(folded),
    state: text(folded.open),
  }
}

/** The hash of the state at a cut that holds everything. */
function hashOf({ known, base, open }: PotFold): string {
  const cut = cutOf({ known, base, open })
  const terms = { cut, seq: 0n, mode: { type: 'fewest' }, conversion: null, rates: [] } as const
  const computed = computeCheckpoint(known, base, terms)
  return computed.ok ? computed.value.body.stateHash : `no checkpoint: ${computed.error.type}`
}

/** Plain data as text, maps and sets in their order. */
function text(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === 'bigint') return `${each}n`
    return each instanceof Map || each instanceof Set ? Array.from<unknown>(each) : each
  })
}

function faultsOfForks(world: World, plan: Plan, { replica }: Tab): readonly string[] {
  const faults: string[] = []
  const hostile = plan.isHostile ? world.devices[plan.devices - 1] : undefined
  for (const { device } of replica.forks()) {
    if (hostile === undefined || device !== idOf(hostile)) faults.push('an honest device has forked')
    if (!noticed(world, 'Forked', device)) faults.push('not named: a fork')
  }
  return faults
}

/** An honest relay is never blamed, and holds everything that honest devices gave it. Two sequences of a hostile one are noticed. */
function faultsOfRelays(world: World): readonly string[] {
  const faults: string[] = []
  const tabs = honestTabs(world)
  const [honest, hostile] = world.relays
  if (honest !== undefined) {
    for (const [device, findings] of world.findings)
      for (const finding of findings)
        if (finding.endsWith(honest.key)) faults.push(`${device.index} blames the honest relay: ${finding}`)
    for (const { device, replica } of tabs) {
      const stored = honest.views[0]?.envelopes.filter((envelope) => envelope.device === idOf(device)) ?? []
      const own = [...replica.events.values()].filter(({ event }) => event.device === idOf(device))
      if (stored.length !== own.length) faults.push(`${device.index} has ${own.length - stored.length} left to send`)
    }
  }
  const [one, two] = hostile?.views ?? []
  if (hostile === undefined || one === undefined || two === undefined) return faults
  const shared = Math.min(one.envelopes.length, two.envelopes.length)
  const differs = one.positions[shared]?.hash !== two.positions[shared]?.hash
  const named = ['TwoViews', 'RelayRewrote', 'RelayWentBack', 'RelayStartedOver'].some((type) =>
    noticed(world, type, hostile.key),
  )
  if (differs && tabs.length > 1 && !named) faults.push('not named: two views')
  return faults
}
