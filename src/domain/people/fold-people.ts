// The part of the fold about people: devices, members, wallets and the tie. Devices come first, so that what a newcomer wrote before the
// confirmation of their claim arrived counts once it has.

import type { Causality } from '../epochs/causality.ts'
import type { EventOf, PotEvent } from '../events/event.ts'
import { memberOf, type Draft, type NotCounting } from '../facts.ts'
import { foldMerges } from './fold-merges.ts'
import { proposeTie, signTie } from '../group/fold-tie.ts'
import { foldUpgrades } from './fold-upgrades.ts'
import { foldVoices, type Hearing } from './fold-voices.ts'
import { accountIdToH160 } from '../encoding/h160.ts'

/** Folds everything about people out of an epoch's events. Answers the events that count as far as their devices are concerned. */
export function foldPeople(draft: Draft, hearing: Hearing): readonly PotEvent[] {
  const counting = foldVoices(draft, hearing)
  const { causality } = hearing
  foldMerges(draft, counting)
  foldUpgrades(draft, counting, causality)
  for (const event of counting) {
    const reason = foldPerson(draft, event, causality)
    if (reason) draft.notCounting.set(event.id, reason)
  }
  return counting
}

function foldPerson(draft: Draft, event: PotEvent, causality: Causality): NotCounting | undefined {
  if (event.kind === 'wallet.bound') return bindWallet(draft, event, causality)
  if (event.kind === 'pot.tied') return proposeTie(draft, event, causality)
  return event.kind === 'tie.signed' ? signTie(draft, event, causality) : undefined
}

/** ME7: the first wallet stands; a later one is added only by an author who had seen it. A wallet serves one member. */
function bindWallet(draft: Draft, event: EventOf<'wallet.bound'>, causality: Causality): NotCounting | undefined {
  const { member, account, wallet, genesis } = event.body
  const author = memberOf(draft, event.device)
  if (author === undefined) return { type: 'DeviceUnknown' }
  if (author !== member || draft.members.get(member)?.account !== account) return { type: 'NotYourMember' }
  const own = draft.bindings.filter((binding) => binding.member === member)
  const taken = draft.bindings.some((binding) => binding.wallet === wallet && binding.genesis === genesis)
  if (taken || own.some((binding) => !causality.sees(event.id, binding.event))) return { type: 'WalletTaken' }
  draft.bindings = [...draft.bindings, { event: event.id, member, wallet, address: accountIdToH160(wallet), genesis }]
  return undefined
}
