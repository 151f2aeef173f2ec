// SH1: the state that members attest, as a canonical value. What is not in here is not attested.

import type { CborMap, CborValue } from '../encoding/cbor.ts'
import type { Currency } from '../money/currency.ts'
import { compareCurrencies, type Effect } from '../money/effect.ts'
import type { AgreedRate, Conversion, Leg } from '../events/event.ts'
import { RULEBOOK_VERSION } from '../events/event.ts'
import type { Facts } from '../facts.ts'
import { hexToBytes } from '../encoding/hex.ts'
import { compareIds } from '../ids.ts'
import type { SettleMode } from '../settling/settle-mode.ts'
import { agreedRates, conversionSchema, settleModeSchema } from '../settling/settle-schema.ts'

/** What a checkpoint adds to the facts at its cut. */
export interface StateTerms {
  readonly epoch: bigint
  readonly mode: SettleMode
  readonly conversion: Conversion | null
  readonly rates: readonly AgreedRate[]
  readonly plan: readonly Leg[]
  readonly seq: bigint
  readonly head: string
}

/** SH3: the parts of a state, so that two devices that differ can say in what. */
export type StatePart = 'pot' | 'members' | 'entries' | 'nets' | 'plan' | 'chain'

/** The state in its parts, each a canonical value. The state is the map of all of them. */
export function stateParts(facts: Facts, terms: StateTerms): ReadonlyMap<StatePart, CborMap> {
  return new Map<StatePart, CborMap>([
    [
      'pot',
      map({
        rulebook: BigInt(RULEBOOK_VERSION),
        pot: hexToBytes(facts.pot),
        epoch: terms.epoch,
        previous: bytesOrNull(facts.stateHash),
      }),
    ],
    ['members', map({ members: membersValue(facts), devices: devicesValue(facts), bindings: bindingsValue(facts) })],
    ['entries', map({ currencies: currenciesValue(facts), entries: entriesValue(facts) })],
    ['nets', map({ nets: effectValue(facts.nets) })],
    [
      'plan',
      map({
        mode: settleModeSchema.encode(terms.mode),
        conversion: conversionSchema.encode(terms.conversion),
        rates: agreedRates.encode(terms.rates),
        plan: planValue(terms.plan),
      }),
    ],
    ['chain', map({ tie: tieValue(facts), roster: rosterValue(facts), seq: terms.seq, head: hexToBytes(terms.head) })],
  ])
}

function membersValue(facts: Facts): CborValue {
  return [...facts.members.values()]
    .sort((a, b) => compareIds(a.id, b.id))
    .map(({ id, name, account, retired, mergedInto }) =>
      map({
        id: hexToBytes(id),
        name,
        account: bytesOrNull(account),
        retired: retired !== null,
        mergedInto: bytesOrNull(mergedInto),
      }),
    )
}

function devicesValue(facts: Facts): CborValue {
  return [...facts.devices.values()]
    .sort((a, b) => compareIds(a.id, b.id))
    .map(({ id, member, sealing }) =>
      map({
        id: hexToBytes(id),
        member: bytesOrNull(member),
        sealing: bytesOrNull(sealing),
        branch: bytesOrNull(facts.branches.get(id)?.id ?? null),
        revokedBy: bytesOrNull(facts.revoked.get(id)?.event.id ?? null),
      }),
    )
}

function bindingsValue(facts: Facts): CborValue {
  return [...facts.bindings]
    .sort((a, b) => compareIds(a.event, b.event))
    .map(({ event, member, wallet, genesis }) =>
      map({
        event: hexToBytes(event),
        member: hexToBytes(member),
        wallet: hexToBytes(wallet),
        genesis: hexToBytes(genesis),
      }),
    )
}

function currenciesValue(facts: Facts): CborValue {
  const used = [facts.genesis.currency, ...facts.nets.map(({ currency }) => currency)]
  return used
    .sort(compareCurrencies)
    .filter((currency, i, all) => i === 0 || compareCurrencies(currency, all[i - 1] as Currency) !== 0)
    .map(currencyValue)
}

function entriesValue(facts: Facts): CborValue {
  return [...facts.entries.values()]
    .sort((a, b) => compareIds(a.root, b.root))
    .map(({ root, version, effect, correction }) =>
      map({ root: hexToBytes(root), effect: effectValue(effect), version: hexToBytes(version.live.id), correction }),
    )
}

function effectValue(effect: Effect): CborValue {
  return effect.map(({ member, currency, amount }) =>
    map({ amount: amount.toString(), member: hexToBytes(member), currency: currencyValue(currency) }),
  )
}

function planValue(plan: readonly Leg[]): CborValue {
  return plan.map(({ from, to, currency, amount, planck, onChain }) =>
    map({
      from: hexToBytes(from),
      to: hexToBytes(to),
      currency: currencyValue(currency),
      amount: amount.toString(),
      planck: planck.toString(),
      onChain:
        onChain &&
        map({ payer: hexToBytes(onChain.payer), payee: hexToBytes(onChain.payee), memo: hexToBytes(onChain.memo) }),
    }),
  )
}

function tieValue({ tie }: Facts): CborValue {
  return (
    tie &&
    map({
      event: hexToBytes(tie.event),
      genesis: hexToBytes(tie.genesis),
      contract: hexToBytes(tie.contract),
      group: hexToBytes(tie.group),
      block: hexToBytes(tie.block),
    })
  )
}

function rosterValue({ group }: Facts): CborValue {
  return group && map({ members: group.members.map(hexToBytes), quorum: BigInt(group.quorum) })
}

function currencyValue({ code, digits }: Currency): CborMap {
  return map({ code, digits: BigInt(digits) })
}

function bytesOrNull(hex: string | null): Uint8Array | null {
  return hex === null ? null : hexToBytes(hex)
}

function map(fields: Readonly<Record<string, CborValue>>): CborMap {
  return new Map(Object.entries(fields))
}
