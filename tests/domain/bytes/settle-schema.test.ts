import { expect, test } from 'vitest'
import type { MemberId, SettleMode } from '../../../src/domain/index.ts'
import { settleModeSchema } from '../../../src/domain/settling/settle-schema.ts'

const [a, b, c, d] = ['aa', 'bb', 'cc', 'dd'].map((byte) => byte.repeat(32) as MemberId) as [
  MemberId,
  MemberId,
  MemberId,
  MemberId,
]

test.each<readonly [string, SettleMode]>([
  ['as few transfers as possible', { type: 'fewest' }],
  ['who owes whom', { type: 'pairwise' }],
  ['everyone with one member', { type: 'centred', on: b }],
  [
    'subgroups',
    {
      type: 'subgroups',
      groups: [
        [a, c],
        [b, d],
      ],
    },
  ],
  [
    'preferred pairs, in the order in which they come first',
    {
      type: 'preferred',
      pairs: [
        { from: d, to: a },
        { from: c, to: b },
      ],
    },
  ],
])('[ST5] a mode comes back from its bytes: %s', (_, mode) => {
  expect(settleModeSchema.decode(settleModeSchema.encode(mode), 'mode')).toEqual({ ok: true, value: mode })
})

test('[ST5] subgroups have one encoding: members sorted, groups by their first member', () => {
  const written = settleModeSchema.encode({
    type: 'subgroups',
    groups: [
      [b, d],
      [a, c],
    ],
  })
  expect(settleModeSchema.decode(written, 'mode')).toEqual({
    ok: true,
    value: {
      type: 'subgroups',
      groups: [
        [a, c],
        [b, d],
      ],
    },
  })
})
