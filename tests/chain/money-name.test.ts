// What a name of money is worth: one answer for whoever reads what a contract pays in and for whoever compares it with a pot's.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readInstance } from '../../src/app/nodes/index.ts'
import { createFakeChain } from '../../src/chain/fake/index.ts'
import { EMBEDDED_GENESIS, misnomerOf, preflight, readMoney } from '../../src/chain/index.ts'
import { listedMoney, NETWORKS } from '../../src/chain/networks/index.ts'
import type { H160, Hash32 } from '../../src/domain/index.ts'
import { fakePerson } from './fake-fixture.ts'
import { must } from './chain-fixture.ts'

const CONTRACT = 'c0'.repeat(20) as H160
const CODE = 'cd'.repeat(32) as Hash32
const STRANGER = '1'.repeat(40) as H160
const { token: own, tokens } = NETWORKS.find(({ genesis }) => genesis === EMBEDDED_GENESIS)!
const [known] = tokens
const ADDRESS = known?.address as H160
const listed = listedMoney({ genesis: EMBEDDED_GENESIS, offersDev: true })

test('[MO2] a name means the money that it is listed with, and money has the name that it is listed with', () => {
  const judge = (token: H160 | null, code: string, digits: number) =>
    misnomerOf({ symbol: own.symbol }, listed, token, { code, digits })
  expect(judge(null, own.symbol, own.decimals)).toBeNull()
  expect(judge(ADDRESS, known!.code, known!.digits)).toBeNull()
  expect(judge(STRANGER, 'OTHER', 3)).toBeNull()
  expect(judge(STRANGER, own.symbol, own.decimals)).toEqual({ type: 'OtherMoney', expected: null })
  expect(judge(STRANGER, known!.code, known!.digits)).toEqual({ type: 'OtherMoney', expected: ADDRESS })
  expect(judge(ADDRESS, 'OTHER', known!.digits)).toEqual({
    type: 'OtherDescription',
    expected: { code: known!.code, digits: known!.digits },
  })
  expect(judge(null, own.symbol, own.decimals - 2)).toEqual({
    type: 'OtherDescription',
    expected: { code: own.symbol, digits: own.decimals },
  })
})

test('whatever a node says of names, no money is offered for a pot that would not be signed for, and none is signed for that would not be offered', async () => {
  const name = fc.constantFrom(own.symbol, known!.code, 'OTHER')
  const digits = fc.constantFrom(own.decimals, known!.digits, 3)
  const token = fc.constantFrom(null, ADDRESS, STRANGER)
  await fc.assert(
    fc.asyncProperty(name, digits, token, name, digits, async (symbol, decimals, paid, tokenSymbol, tokenDecimals) => {
      const alice = fakePerson('a1')
      const { port } = createFakeChain({
        accounts: [{ account: alice.account, planck: 10n ** 18n }],
        mapped: new Map([[alice.address, alice.account]]),
        contract: { address: CONTRACT, codeHash: CODE, ratio: 1_000_000n, ...(paid !== null && { token: paid }) },
        tokens: [ADDRESS, STRANGER].map((address) => ({
          address,
          symbol: tokenSymbol,
          decimals: tokenDecimals,
          holdings: [],
        })),
        facts: { genesis: EMBEDDED_GENESIS, offersDev: true, symbol, decimals },
      })
      const instance = await readInstance(port, CONTRACT)
      const currency = must(await readMoney(port, must(await port.facts()), paid))
      const checked = await preflight(port, {
        call: {
          to: 'contract',
          contract: CONTRACT,
          call: { kind: 'createGroup', salt: CODE, members: [alice.address], quorum: 1 },
        },
        caller: alice.account,
        custody: 'development key',
        genesis: EMBEDDED_GENESIS,
        knownCode: [CODE],
        payees: [],
        currency,
        listed: listedMoney,
      })
      expect(checked.ok).toBe(instance.ok)
    }),
    { numRuns: 100 },
  )
})
