// How people want to settle, as the form holds it, and the terms it stands for (ST5, ST6).

import { compareCurrencies, compareIds, settledCurrencies } from '../../app/index.ts'
import type { AgreedRate, Conversion, Facts, MemberId, PlanTerms, Result, SettleMode } from '../../domain/index.ts'
import type { DraftError } from '../entry/draft-error.ts'
import { readRate, readRates } from './read-rates.ts'

/** The form of the settle screen. */
export interface SettleDraft {
  mode: SettleMode['type']
  /** Centre of a centred plan. */
  on: string
  /** Number of each member's subgroup, 0 for none. */
  groups: Record<string, number>
  pairs: { from: string; to: string }[]
  converts: boolean
  /** Rates to the pot's currency, by currency code. */
  conversion: Record<string, string>
  /** Rates to the chain's token, by currency code. */
  rates: Record<string, string>
  source: string
}

/** A form that says: the fewest payments. */
export function emptySettleDraft(): SettleDraft {
  return { mode: 'fewest', on: '', groups: {}, pairs: [], converts: false, conversion: {}, rates: {}, source: '' }
}

/** The terms that a form stands for. `source` stands in for an empty one. */
export function settleTerms(draft: SettleDraft, source: string, open: Facts): Result<PlanTerms, DraftError> {
  const conversion = readConversion(draft, draft.source || source, open)
  if (!conversion.ok) return conversion
  const rates = readRates(draft.rates, draft.source || source, open, settledCurrencies(open, draft.converts))
  return rates.ok
    ? { ok: true, value: { mode: modeOf(draft), conversion: conversion.value, rates: rates.value } }
    : rates
}

function modeOf({ mode, on, groups, pairs }: SettleDraft): SettleMode {
  switch (mode) {
    case 'fewest':
    case 'pairwise':
      return { type: mode }
    case 'centred':
      return { type: mode, on: on as MemberId }
    case 'subgroups':
      return { type: mode, groups: subgroupsOf(groups) }
    case 'preferred':
      return { type: mode, pairs: pairs.map(({ from, to }) => ({ from: from as MemberId, to: to as MemberId })) }
  }
}

/** Members with the same number, by their ids; a number that one member has alone is no subgroup. */
function subgroupsOf(groups: Readonly<Record<string, number>>): readonly (readonly MemberId[])[] {
  const byNumber = new Map<number, MemberId[]>()
  for (const [member, number] of Object.entries(groups))
    if (number > 0) byNumber.set(number, [...(byNumber.get(number) ?? []), member as MemberId])
  return [...byNumber.values()]
    .filter((members) => members.length > 1)
    .map((members) => members.toSorted(compareIds))
    .toSorted((a, b) => compareIds(a[0] as MemberId, b[0] as MemberId))
}

function readConversion(draft: SettleDraft, source: string, open: Facts): Result<Conversion | null, DraftError> {
  if (!draft.converts || !open.tie) return { ok: true, value: null }
  const into = open.genesis.currency
  const rates: AgreedRate[] = []
  for (const from of settledCurrencies(open, false)) {
    if (compareCurrencies(from, into) === 0) continue
    const rate = readRate(draft.conversion, from)
    if (!rate.ok) return rate
    rates.push({ from, rate: rate.value, source })
  }
  return { ok: true, value: { into, rates } }
}
