import { participantsOf, weightToText } from '../../app/index.ts'
import type { MemberId, SplitMode } from '../../domain/index.ts'
import { amountToInput, decimalHint } from '../format/read-amount.ts'

/** Who has which part, by name, as the form writes it: names alone, or with shares (`2×`), percentages (`40%`) or amounts. */
export function splitText(
  mode: SplitMode,
  nameOf: (member: MemberId) => string,
  amount: (minor: bigint) => string,
  locale: string,
): readonly string[] {
  if (mode.mode === 'even' || mode.mode === 'itemized') return byName([...new Set(participantsOf(mode))].map(nameOf))
  const parts = mode.shares.map((share) => {
    const name = nameOf(share.member)
    if (!('weight' in share)) return `${name} ${amount(share.amount)}`
    return mode.mode === 'percent'
      ? `${name} ${amountToInput(share.weight, { code: 'PERCENT', digits: 2 }, locale)}%`
      : `${name} ${weightToText(share.weight).replace('.', decimalHint(locale).decimal)}×`
  })
  return byName(parts)
}

function byName(parts: readonly string[]): readonly string[] {
  return parts.toSorted((a, b) => a.localeCompare(b))
}
