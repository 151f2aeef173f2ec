import { participantsOf, split as divide, weightToText } from '../../app/index.ts'
import type { Currency, Entry, MemberAmount, MemberId, MemberWeight, Minor, SplitMode } from '../../domain/index.ts'
import { amountToInput, decimalHint } from '../format/read-amount.ts'
import { emptyDraft, type EntryDraft } from './entry-draft.ts'

const PERCENT: Currency = { code: 'PERCENT', digits: 2 }

/** An entry as a form shows it for editing. */
export function entryToDraft(entry: Entry, members: readonly MemberId[], locale: string): EntryDraft {
  const { type, title, date, category, note, currency, equivalent } = entry
  const shown = (amount: bigint): string => amountToInput(amount, currency, locale)
  const base = {
    ...emptyDraft(type, undefined, members, currency, date),
    title,
    category,
    note,
    tags: entry.tags.join(', '),
    amount: shown(entry.amount),
    converts: equivalent !== null,
    rate: equivalent?.rate ?? '',
    equivalent:
      equivalent && equivalent.rate === null ? amountToInput(equivalent.amount, equivalent.currency, locale) : '',
  }
  if (entry.type === 'transfer') return { ...base, from: entry.from, to: entry.to }
  const payers = participantsOf(entry.payers)
  return {
    ...base,
    payer: payers[0] ?? '',
    several: payers.length > 1 || entry.payers.mode === 'even',
    paidEvenly: entry.payers.mode === 'even',
    paidBy: [...payers],
    paid: typed(amountsOf(entry.amount, entry.payers), shown),
    ...splitToDraft(entry.split, members, shown, locale),
  }
}

function splitToDraft(
  split: SplitMode,
  members: readonly MemberId[],
  shown: (amount: bigint) => string,
  locale: string,
): Partial<EntryDraft> {
  switch (split.mode) {
    case 'even':
      return { mode: 'even', sharing: [...split.members] }
    case 'shares':
      return {
        mode: 'shares',
        weights: weighed(split.shares, (weight) => weightToText(weight).replace('.', decimalHint(locale).decimal)),
      }
    case 'percent':
      return { mode: 'percent', percents: weighed(split.shares, (points) => amountToInput(points, PERCENT, locale)) }
    case 'exact':
      return { mode: 'exact', exact: typed(split.shares, shown) }
    case 'adjustment':
      return {
        mode: 'adjustment',
        sharing: split.shares.map(({ member }) => member),
        adjustments: typed(
          split.shares.filter(({ amount }) => amount !== 0n),
          shown,
        ),
      }
    case 'itemized':
      return {
        mode: 'itemized',
        sharing: [...members],
        items: split.items.map((item) => ({
          title: item.title,
          amount: shown(item.amount),
          sharing: [...item.members],
        })),
        tax: { amount: split.tax.amount === 0n ? '' : shown(split.tax.amount), spread: split.tax.spread },
        tip: { amount: split.tip.amount === 0n ? '' : shown(split.tip.amount), spread: split.tip.spread },
      }
  }
}

function typed(amounts: readonly MemberAmount[], shown: (amount: bigint) => string): Record<string, string> {
  return Object.fromEntries(amounts.map(({ member, amount }) => [member, shown(amount)]))
}

function weighed(shares: readonly MemberWeight[], write: (weight: bigint) => string): Record<string, string> {
  return Object.fromEntries(shares.map(({ member, weight }) => [member, write(weight)]))
}

/** What a division comes to, in amounts. */
function amountsOf(amount: Minor, mode: SplitMode): readonly MemberAmount[] {
  const shares = divide(amount, mode, 0n)
  return shares.ok ? shares.value : []
}
