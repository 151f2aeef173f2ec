import { expect, test } from 'vitest'
import { genesisBase, isBaseOf, type EpochBase } from '../../../src/domain/epochs/epoch-base.ts'
import type { Tie } from '../../../src/domain/facts.ts'
import type { Finalized } from '../../../src/domain/group/chain-event.ts'
import { createWriter, EUR, hashOf } from '../story.ts'

test('[EP1] a pot begins with the founder’s device and nothing else', () => {
  const body = { title: 'Trip', salt: hashOf('salt'), currency: EUR, chain: null }
  const genesis = createWriter('Alice').write({ kind: 'pot.created', body })
  const { facts, ...base } = genesisBase(genesis)
  expect(base).toEqual({ event: genesis.id, before: null, cut: [], inside: new Set(), finalizedSeq: -1n })
  const { pot, genesis: terms, founder, devices, epoch, seq, paying, ...rest } = facts
  expect([pot, terms, founder, epoch, seq, paying]).toEqual([
    genesis.id,
    body,
    genesis.device,
    0n,
    -1n,
    { type: 'none' },
  ])
  expect([...devices.values()]).toEqual([
    {
      id: genesis.device,
      member: null,
      account: null,
      sealing: null,
      claim: null,
      confirmations: [],
      vouchers: [],
    },
  ])
  for (const [name, fact] of Object.entries(rest)) expect([null, [], new Map()], name).toContainEqual(fact)
})

test('[EP9] a base is made by the settlement at its position in the group of its tie, and by no other', () => {
  const base = (tie: string | null): EpochBase =>
    ({ finalizedSeq: 3n, facts: { tie: tie === null ? null : { event: tie } } }) as unknown as EpochBase
  const isOf = (from: EpochBase, seq: bigint): boolean =>
    isBaseOf(from, { seq } as Finalized, { event: 'tie' } as unknown as Tie)
  expect([isOf(base('tie'), 3n), isOf(base('tie'), 4n), isOf(base('other'), 3n), isOf(base(null), 3n)]).toEqual([
    true,
    false,
    false,
    false,
  ])
})
