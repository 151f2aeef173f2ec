// How the fields of each chain event stand in a replay file: hex text without 0x, small numbers as numbers, u64 and u128 as decimal text.

import type { ChainEvent } from '../../domain/index.ts'

/** How a field is written. */
export type FieldForm = 'hash' | 'address' | 'addresses' | 'count' | 'decimal'

const inGroup = { group: 'hash', seq: 'decimal', head: 'hash' } as const
const leg = {
  epoch: 'decimal',
  index: 'count',
  payer: 'address',
  payee: 'address',
  planck: 'decimal',
  memo: 'hash',
  by: 'address',
} as const

/** The fields of each kind besides `kind`. */
export const CHAIN_EVENT_FIELDS: Readonly<Record<ChainEvent['kind'], Readonly<Record<string, FieldForm>>>> = {
  GroupCreated: { ...inGroup, by: 'address', members: 'addresses', quorum: 'count' },
  Attested: { ...inGroup, by: 'address', proposal: 'hash' },
  Finalized: {
    ...inGroup,
    epoch: 'decimal',
    stateHash: 'hash',
    planRoot: 'hash',
    legs: 'count',
    checkpoint: 'hash',
    voters: 'count',
  },
  RosterChanged: { ...inGroup, members: 'addresses', quorum: 'count', voters: 'count' },
  Paid: { ...inGroup, ...leg },
  Acknowledged: { ...inGroup, ...leg },
  Closed: { ...inGroup, epoch: 'decimal' },
}
