// EV2: the pot moves on to a newer rulebook when a majority says so.

import type { Causality } from './causality.ts'
import { electorsKnownTo, isMajority } from './electorate.ts'
import { RULEBOOK_VERSION, type EventOf, type PotEvent } from './event.ts'
import { memberOf, type Draft, type Facts, type NotCounting, type ProposedUpgrade } from './facts.ts'

/** Folds upgrades and their signatures out of the counting events of an epoch, in canonical order. */
export function foldUpgrades(draft: Draft, events: readonly PotEvent[], causality: Causality): void {
  for (const event of events) {
    if (event.kind !== 'pot.upgraded' && event.kind !== 'upgrade.signed') continue
    const reason = agree(draft, event, causality)
    if (reason) draft.notCounting.set(event.id, reason)
  }
}

/** Proposing an upgrade signs it. */
function agree(
  draft: Draft,
  event: EventOf<'pot.upgraded'> | EventOf<'upgrade.signed'>,
  causality: Causality,
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
  if (!isInEffect && isAgreed(draft, upgrade, causality))
    draft.upgrade = { version: upgrade.event.body.version, event: upgrade.event.id }
  return undefined
}

function isAgreed(draft: Draft, { signers }: ProposedUpgrade, causality: Causality): boolean {
  return isMajority(signers.keys(), electorsKnownTo(draft, [...signers.values()], causality))
}

/** EV2: the version whose rules the pot follows. */
export function versionOf({ upgrade }: Pick<Facts, 'upgrade'>): number {
  return upgrade?.version ?? RULEBOOK_VERSION
}
