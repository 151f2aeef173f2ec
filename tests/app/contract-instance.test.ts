import { expect, test } from 'vitest'
import { listInstances, readInstance } from '../../src/app/nodes/index.ts'
import { createFakeChain, type FakeChain } from '../../src/chain/fake/index.ts'
import { EMBEDDED_GENESIS } from '../../src/chain/index.ts'
import { NETWORKS } from '../../src/chain/networks/index.ts'
import type { H160, Hash32 } from '../../src/domain/index.ts'

const CONTRACT = 'c'.repeat(40) as H160
const TOKEN = '1'.repeat(40) as H160
const CODE = 'd'.repeat(64) as Hash32

/** A chain whose contract pays in a token of this name, or in the chain's own money. */
function chainWith(
  symbol: string | null,
  facts: { readonly genesis?: Hash32; readonly offersDev?: boolean } = {},
): FakeChain {
  return createFakeChain({
    accounts: [],
    mapped: new Map(),
    contract: { address: CONTRACT, codeHash: CODE, ratio: 1n, ...(symbol !== null && { token: TOKEN }) },
    tokens: [{ address: TOKEN, symbol: symbol ?? 'NONE', decimals: 6, holdings: [] }],
    facts,
  })
}

test('an instance without a token pays in the chain’s own money', async () => {
  const { port } = chainWith(null)
  const facts = await port.facts()
  const read = await readInstance(port, CONTRACT)
  expect(read).toMatchObject({ ok: true, value: { contract: CONTRACT, token: null } })
  expect(read.ok && facts.ok && read.value.money).toEqual({
    code: facts.ok && facts.value.symbol.toUpperCase(),
    digits: facts.ok && facts.value.decimals,
  })
})

test('[MO2] an instance with a token pays in what the chain says of it, its code in capitals', async () => {
  expect(await readInstance(chainWith('USDt').port, CONTRACT)).toEqual({
    ok: true,
    value: { contract: CONTRACT, token: TOKEN, money: { code: 'USDT', digits: 6 } },
  })
})

test('a token that no pot can name, or that is named as the chain’s own money, is not used', async () => {
  const own = await chainWith(null).port.facts()
  for (const symbol of ['US$', '', own.ok ? own.value.symbol : ''])
    expect((await readInstance(chainWith(symbol).port, CONTRACT)).ok).toBe(false)
  expect(await readInstance(chainWith('US$').port, CONTRACT)).toMatchObject({ error: { type: 'TokenUnusable' } })
})

test('a token that borrows the name of a listed one is an impostor', async () => {
  const listed = NETWORKS.find(({ genesis }) => genesis === EMBEDDED_GENESIS)?.tokens[0]
  const { port } = chainWith(listed?.code ?? '', { genesis: EMBEDDED_GENESIS, offersDev: true })
  expect(await readInstance(port, CONTRACT)).toEqual({
    ok: false,
    error: { type: 'WrongToken', contract: CONTRACT, expected: listed?.address, found: TOKEN },
  })
})

test('a listed token that a node gives another name or other digits is not used', async () => {
  const { code, digits, address } = NETWORKS.find(({ genesis }) => genesis === EMBEDDED_GENESIS)!.tokens[0]!
  const described = (symbol: string, decimals: number) =>
    createFakeChain({
      accounts: [],
      mapped: new Map(),
      contract: { address: CONTRACT, codeHash: CODE, ratio: 1n, token: address },
      tokens: [{ address, symbol, decimals, holdings: [] }],
      facts: { genesis: EMBEDDED_GENESIS, offersDev: true },
    })
  for (const [symbol, decimals] of [
    ['OTHER', digits],
    [code, digits - 4],
  ] as const)
    expect(await readInstance(described(symbol, decimals).port, CONTRACT)).toEqual({
      ok: false,
      error: { type: 'TokenUnusable', token: address, symbol },
    })
  expect((await readInstance(described(code, digits).port, CONTRACT)).ok).toBe(true)
})

test('a node that gives the chain’s own money other digits than are listed is not believed', async () => {
  const { symbol, decimals } = NETWORKS.find(({ genesis }) => genesis === EMBEDDED_GENESIS)!.token
  const described = (digits: number) =>
    createFakeChain({
      accounts: [],
      mapped: new Map(),
      contract: { address: CONTRACT, codeHash: CODE, ratio: 1n },
      facts: { genesis: EMBEDDED_GENESIS, offersDev: true, symbol, decimals: digits },
    })
  expect(await readInstance(described(decimals - 2).port, CONTRACT)).toEqual({
    ok: false,
    error: { type: 'TokenUnusable', token: null, symbol },
  })
  expect((await readInstance(described(decimals).port, CONTRACT)).ok).toBe(true)
})

test('one instance of each kind of money is offered, and code that is not known is refused', async () => {
  const { port } = chainWith('USDt')
  const { instances, errors } = await listInstances(port, [CONTRACT, CONTRACT], [CODE])
  expect([instances.length, errors]).toEqual([1, []])
  const refused = await listInstances(port, [CONTRACT], [])
  expect(refused).toMatchObject({ instances: [], errors: [{ type: 'UnknownCode', found: CODE }] })
})
