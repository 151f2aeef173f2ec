import { expect, test } from 'vitest'
import type { MemberId, Minor, SplitMode } from '../../src/domain/index.ts'
import { splitText } from '../../src/ui/entry/split-text.ts'

const [mia, jonas] = ['mia', 'jonas'] as unknown as readonly [MemberId, MemberId]
const said = (mode: SplitMode, locale = 'en'): readonly string[] =>
  splitText(
    mode,
    (member) => member,
    (minor) => `€${minor}`,
    locale,
  )

test('shares and percentages in the history are those that were typed, not how they are kept', () => {
  const shares = [
    { member: mia, weight: 20_000n },
    { member: jonas, weight: 15_000n },
  ]
  expect(said({ mode: 'shares', shares })).toEqual(['jonas 1.5×', 'mia 2×'])
  expect(said({ mode: 'shares', shares }, 'de')).toEqual(['jonas 1,5×', 'mia 2×'])
  expect(said({ mode: 'percent', shares: [{ member: mia, weight: 10_000n }] })).toEqual(['mia 100.00%'])
  expect(said({ mode: 'exact', shares: [{ member: mia, amount: 7n as Minor }] })).toEqual(['mia €7'])
  expect(said({ mode: 'even', members: [mia, jonas] })).toEqual(['jonas', 'mia'])
})
