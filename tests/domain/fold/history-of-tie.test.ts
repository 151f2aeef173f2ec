import { expect, test } from 'vitest'
import type { GroupHistory } from '../../../src/domain/index.ts'
import { historyOfTie } from '../../../src/domain/group/history-of-tie.ts'

const history = {
  genesis: '01'.repeat(32),
  contract: '02'.repeat(20),
  group: '03'.repeat(32),
  createdAt: '04'.repeat(32),
  events: [],
} as unknown as GroupHistory
const tie = { genesis: history.genesis, contract: history.contract, group: history.group, block: history.createdAt }

test('[EP9] the history of a tie is of its chain, contract, group and block', () => {
  const other = { ...history, group: 'ff'.repeat(32) as GroupHistory['group'] }
  expect(historyOfTie(tie, [other, history])).toBe(history)
  expect(historyOfTie(tie, [])).toBeUndefined()
})

test.each(['genesis', 'contract', 'group', 'createdAt'] as const)(
  '[EP9] a look-alike with another %s is none',
  (field) => {
    expect(historyOfTie(tie, [{ ...history, [field]: 'ff'.repeat(32) }])).toBeUndefined()
  },
)
