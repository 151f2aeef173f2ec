import { expect, test } from 'vitest'
import { EMBEDDED_GENESIS, KNOWN_CODE } from '../../src/chain/index.ts'
import {
  deployedContract,
  networkNamed,
  NETWORKS,
  parseDeployments,
  type Deployments,
} from '../../src/chain/networks/index.ts'
import { assetOfToken } from '../../src/chain/token-address.ts'
import { developmentToken } from '../../src/devchain/index.ts'
import type { H160, Hash32 } from '../../src/domain/index.ts'
import { failure, must } from './chain-fixture.ts'

const [CODE = '' as Hash32] = KNOWN_CODE
const genesis = '1a'.repeat(32) as Hash32
const usdt = '000007c000000000000000000000000001200000' as H160
const at = (byte: string): H160 => byte.repeat(20) as H160

const entry = (contract: H160, token: H160 | null, codeHash: Hash32 = CODE) => ({
  contract,
  codeHash,
  token,
  block: { number: 5, hash: '2b'.repeat(32) },
})

test('each network lists tokens by code, digits and the asset behind the address, none twice and none named like its own money', () => {
  for (const { tokens, token } of NETWORKS) {
    expect(tokens.every(({ address }) => assetOfToken(address) !== null)).toBe(true)
    expect(new Set([token.symbol, ...tokens.map(({ code }) => code)]).size).toBe(tokens.length + 1)
  }
  const assets = networkNamed('polkadot')?.tokens.map(({ code, digits, address }) => [
    code,
    digits,
    assetOfToken(address),
  ])
  expect(assets).toEqual([
    ['USDT', 6, 1984],
    ['USDC', 6, 1337],
  ])
  const { symbol, decimals, h160 } = developmentToken
  expect(networkNamed('local')?.tokens).toEqual([{ code: symbol, digits: decimals, address: h160 }])
})

test('only the precompile of numbered assets is a token: a contract, a foreign asset or a shorter address is none', () => {
  expect(assetOfToken(usdt)).toBe(1984)
  expect(assetOfToken('ffffffff00000000000000000000000001200000' as H160)).toBe(4_294_967_295)
  const others = [
    at('c0'),
    '000007c000000000000000000000000002200000',
    '000007c000000000000000010000000001200000',
    '07c0',
  ]
  expect(others.map((address) => assetOfToken(address as H160))).toEqual([null, null, null, null])
})

test('groups are created in the newest contract of this code that pays in what is wanted', () => {
  const other = '3c'.repeat(32) as Hash32
  const listed = [entry(at('01'), null), entry(at('02'), usdt), entry(at('03'), null), entry(at('04'), null, other)]
  const deployments: Deployments = must(parseDeployments({ [genesis]: listed }))
  const live = { genesis, offersDev: false }
  expect(deployedContract(live, null, deployments)).toBe(at('03'))
  expect(deployedContract(live, usdt, deployments)).toBe(at('02'))
  expect(deployedContract(live, at('99'), deployments)).toBeNull()
  expect(deployedContract({ genesis, offersDev: true }, null, deployments)).toBeNull()
  expect(deployedContract({ genesis: EMBEDDED_GENESIS, offersDev: false }, null, deployments)).toBeNull()
})

test('an entry that does not say what is paid in, or says it wrongly, is named', () => {
  const { token: _, ...silent } = entry(at('01'), null)
  for (const bad of [silent, entry(at('01'), '07c0' as H160), { ...entry(at('01'), null), token: 1984 }]) {
    expect(failure(parseDeployments({ [genesis]: [entry(at('02'), null), bad] }))).toEqual({
      type: 'BadDeployments',
      at: `${genesis}, entry 2`,
    })
  }
})
