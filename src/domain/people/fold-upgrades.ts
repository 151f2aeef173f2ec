// EV2: the pot moves on to a newer rulebook when a majority says so.

import type { Causality } from '../epochs/causality.ts'
import { createElectorate, isMajority, type Electorate } from './electorate.ts'
import { RULEBOOK_VERSION, type EventOf, type PotEvent } from '../events/event.ts'
import type { EventId } from '../ids.ts'
import { memberOf, type Draft, type Facts, type NotCounting, type ProposedUpgrade } from '../facts.ts'

/** Folds upgrades and their signatures out of the counting events of an epoch, in canonical order. */
export function foldUpgrades(draft: Draft, events: readonly PotEvent[], causality: Causality): void {
  const electorates = new Map<EventId, Electorate>()
  const electorateOf = ({ event, signers }: ProposedUpgrade): Electorate => {
    const found = electorates.get(event.id) ?? createElectorate(draft, causality)
    if (!electorates.has(event.id)) for (const signature of signers.values()) found.learn(signature)
    electorates.set(event.id, found)
    return found
  }
  for (const event of events) {
    if (event.kind !== 'pot.upgraded' && event.kind !== 'upgrade.signed') continue
    const reason = agree(draft, event, electorateOf)
    if (reason) draft.notCounting.set(event.id, reason)
  }
}

/** Proposing an upgrade signs it. */
function agree(
  draft: Draft,
  event: EventOf<'pot.upgraded'> | EventOf<'upgrade.signed'>,
  electorateOf: (upgrade: ProposedUpgrade) => Electorate,
): NotCounting | undefined {
  const member = memberOf(draft, event.device)
  if (member === undefined) return { type: 'DeviceUnknown' }
  const proposed =
    event.kind === 'pot.upgraded' ? { event, signers: new Map() } : draft.upgrades.get(event.body.upgrade)
  if (!proposed) return { type: 'UnknownEvent', event: (event as EventOf<'upgrade.signed'>).body.upgrade }
  const isInEffect = draft.upgrade?.event === proposed.event.id
  if (!isInEffect && proposed.event.body.version <= versionOf(draft)) return { type: 'AlreadyDone' }
  const upgrade: ProposedUpgrade = { ...proposed, signers: new Map([[member, event], ...proposed.signers]) }
  draft.upgrades.set(upgrade.event.id, upgrade)
  const electorate = electorateOf(proposed)
  electorate.learn(event)
  if (!isInEffect && isMajority(upgrade.signers.keys(), electorate.electors()))
    draft.upgrade = { version: upgrade.event.body.version, event: upgrade.event.id }
  return undefined
}

/** EV2: the version whose rules the pot follows. */
export function versionOf({ upgrade }: Pick<Facts, 'upgrade'>): number {
  return upgrade?.version ?? RULEBOOK_VERSION
}
