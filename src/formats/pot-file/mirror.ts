// The readable part of a pot file: what its events say, for people and for programs that know nothing of Quits. It adds nothing: whoever reads
// the file computes it again from the events.

import {
  compareEvents,
  minorToDecimalText,
  seedOf,
  split,
  type Currency,
  type Entry,
  type EntryId,
  type EntryVersion,
  type EpochEntry,
  type EventId,
  type Facts,
  type Leg,
  type MemberId,
  type PotFold,
} from '../../domain/index.ts'
import type { Json } from './json-lines.ts'

const ABOUT =
  'What the events above say, without the chain. Reading this file computes it again and refuses any other text.'

/** The mirror of a pot's events folded without any chain. */
export function mirrorOf(fold: PotFold): Json {
  const { open } = fold
  return {
    about: ABOUT,
    title: open.genesis.title,
    currency: open.genesis.currency.code,
    members: [...open.members.values()].map(({ id, name, devices, account }) => ({
      id,
      name,
      devices,
      account,
      wallets: walletsOf(open, id),
    })),
    entries: inOrder(open).map((entry) => mirrorEntry(open, entry)),
    balances: balancesOf(open),
    settlements: [...open.checkpoints.values()].map(({ event, signers }) => ({
      checkpoint: event.id,
      epoch: event.body.epoch.toString(),
      stateHash: event.body.stateHash,
      planRoot: event.body.planRoot,
      onChain: event.body.legs,
      signatures: signers.size,
      plan: event.body.plan.map((leg) => mirrorLeg(open, leg)),
    })),
    notCounting: [...open.notCounting].map(([event, reason]) => ({ event, reason: reason.type })),
  }
}

function walletsOf(facts: Facts, member: MemberId): Json {
  return facts.bindings.filter((binding) => binding.member === member).map(({ wallet }) => wallet)
}

/** Entries in the order in which they were first written. */
function inOrder({ entries, versions }: Facts): readonly EpochEntry[] {
  const firstOf = ({ root }: EpochEntry): EntryVersion => versions.get(root)?.[0] as EntryVersion
  return [...entries.values()].sort((a, b) => compareEvents(firstOf(a), firstOf(b)))
}

function mirrorEntry(facts: Facts, { root, version }: EpochEntry): Json {
  const { live, content, conflicts } = version
  const about = { id: root, version: live.id, conflicts: conflicts.map(({ id }): EventId => id) }
  return content ? { ...about, ...contentOf(facts, content, root) } : { ...about, void: true }
}

function contentOf(facts: Facts, entry: Entry, root: EntryId): { readonly [key: string]: Json } {
  const { type, title, date, currency, amount, category, note, origin } = entry
  const text = (units: bigint): string => minorToDecimalText(units, currency.digits)
  const fields = { type, title, date, currency: currency.code, amount: text(amount), category, note }
  const from = origin && { format: origin.format, key: origin.key, approximate: origin.approximate }
  if (entry.type === 'transfer')
    return { ...fields, from: nameIn(facts, entry.from), to: nameIn(facts, entry.to), origin: from }
  const named = (list: readonly { readonly member: MemberId; readonly amount: bigint }[]): Json =>
    list.map((each) => ({ member: nameIn(facts, each.member), amount: text(each.amount) }))
  const payments = split(entry.amount, entry.payers, seedOf(root))
  const shares = split(entry.amount, entry.split, seedOf(root))
  return {
    ...fields,
    payers: payments.ok ? named(payments.value) : [],
    split: entry.split.mode,
    shares: shares.ok ? named(shares.value) : [],
    origin: from,
  }
}

function balancesOf({ nets, members }: Facts): Json {
  const currencies = new Map<string, Currency>(
    nets.map(({ currency }) => [`${currency.code}.${currency.digits}`, currency]),
  )
  return [...currencies.values()].map(({ code, digits }) => ({
    currency: code,
    members: nets
      .filter(({ currency }) => currency.code === code && currency.digits === digits)
      .map(({ member, amount }) => ({
        id: member,
        name: members.get(member)?.name ?? null,
        amount: minorToDecimalText(amount, digits),
      })),
  }))
}

function mirrorLeg(facts: Facts, { from, to, currency, amount, planck }: Leg): Json {
  return {
    from: nameIn(facts, from),
    to: nameIn(facts, to),
    amount: minorToDecimalText(amount, currency.digits),
    currency: currency.code,
    planck: planck.toString(),
  }
}

function nameIn(facts: Facts, member: MemberId): string {
  return facts.members.get(member)?.name ?? member
}
