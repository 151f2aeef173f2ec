// One entry of each way to divide it, with every detail an entry may have.

import { minor, type Entry, type Expense, type Hex, type MemberId, type Rate } from '../../../src/domain/index.ts'
import { hashOf } from '../story.ts'

/** The same bill over and over: tax and tip, percent, adjustments, income, an equivalent with a rate and one that was stated, a receipt. */
export function goldenEntries(bill: Expense, one: MemberId, other: MemberId): readonly Entry[] {
  const members = [one, other].sort((a, b) => (a < b ? -1 : 1))
  const [first, second] = members as [MemberId, MemberId]
  const THB = { code: 'THB', digits: 2 }
  const entry: Expense = { ...bill, origin: null, amount: minor(30_000n) }
  const amounts = (a: bigint, b: bigint) => [
    { member: first, amount: minor(a) },
    { member: second, amount: minor(b) },
  ]
  const weights = (a: bigint, b: bigint) => [
    { member: first, weight: a },
    { member: second, weight: b },
  ]
  const receipt = {
    cid: `01551220${hashOf('receipt')}` as Hex<'Cid'>,
    key: hashOf('receipt key') as string as Hex<'ReceiptKey'>,
    name: 'Bon 1.webp',
    media: 'image/webp',
  }
  return [
    {
      ...entry,
      payers: { mode: 'percent', shares: weights(2500n, 7500n) },
      split: {
        mode: 'itemized',
        items: [
          { title: 'Soup', amount: minor(9001n), members },
          { title: '', amount: minor(18_000n), members: [second] },
        ],
        tax: { amount: minor(1999n), spread: 'proportional' },
        tip: { amount: minor(1000n), spread: 'even' },
      },
      tags: ['eating out', 'été'],
      receipts: [receipt],
    },
    {
      ...entry,
      type: 'income',
      currency: THB,
      equivalent: { currency: entry.currency, amount: minor(781n), rate: '0.02604' as Rate, source: 'ECB, 1 May' },
      payers: { mode: 'even', members },
      split: { mode: 'adjustment', shares: amounts(1000n, -500n) },
    },
    {
      ...entry,
      currency: THB,
      amount: minor(-30_000n),
      equivalent: { currency: entry.currency, amount: minor(-800n), rate: null, source: 'the card' },
      payers: { mode: 'adjustment', shares: amounts(0n, -1n) },
      split: { mode: 'percent', shares: weights(3333n, 6667n) },
    },
  ]
}
