import { expect, test } from 'vitest'
import type { GroupHistory } from '../../../src/domain/index.ts'
import { canonicalHistories, createKnowledge } from '../../../src/domain/epochs/pot-knowledge.ts'

import { startPot, type Person } from '../story.ts'

const events = [{ seq: 0n }, { seq: 1n }, { seq: 2n }] as unknown as GroupHistory['events']
const history = (count: number, changes: Partial<GroupHistory> = {}): GroupHistory => ({
  genesis: 'a' as GroupHistory['genesis'],
  contract: 'a' as GroupHistory['contract'],
  group: 'a' as GroupHistory['group'],
  createdAt: 'a' as GroupHistory['createdAt'],
  events: events.slice(0, count),
  ...changes,
})

test('[OR2] of one group the longest history is kept, whichever came first', () => {
  const [short, middle, long] = [history(1), history(2), history(3)]
  for (const order of [
    [short, middle, long],
    [long, middle, short],
    [middle, long, short],
  ])
    expect(canonicalHistories(order)).toEqual([long])
})

test.each(['genesis', 'contract', 'group', 'createdAt'] as const)(
  '[OR2] histories that differ in %s are of two groups, in an order of their own',
  (field) => {
    const other = history(1, { [field]: 'b' })
    expect(canonicalHistories([history(2), other])).toEqual([history(2), other])
    expect(canonicalHistories([other, history(2)])).toEqual([history(2), other])
  },
)

test('[ID1] events without the one that makes the pot are no pot', () => {
  const [alice] = startPot('Alice') as [Person]
  const known = [...alice.writer.known.values()]
  expect(createKnowledge(known.toReversed(), []).genesis.kind).toBe('pot.created')
  for (const some of [[], known.filter(({ kind }) => kind !== 'pot.created')])
    expect(() => createKnowledge(some, [])).toThrow('a set of events without a genesis event is no pot')
})
