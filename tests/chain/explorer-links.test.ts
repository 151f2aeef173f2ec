import { expect, test } from 'vitest'
import {
  accountLinks,
  blockLinks,
  contractLinks,
  extrinsicLinks,
  NO_EXPLORERS,
  polkadotJsBlockLink,
} from '../../src/chain/index.ts'
import { explorersOf } from '../../src/chain/networks/index.ts'
import type { H160, Hash32 } from '../../src/domain/index.ts'

const PASEO = 'd6eec26135305a8ad257a20d003357284c8aa03d0bdb2b357ab0a22371e11ef2' as Hash32
const paseo = explorersOf({ genesis: PASEO, offersDev: false })
const hash = 'ab'.repeat(32) as Hash32

test('polkadot.js apps shows a block of any node, a local one included', () => {
  expect(polkadotJsBlockLink('ws://127.0.0.1:8000', hash).url).toBe(
    `https://polkadot.js.org/apps/?rpc=ws%3A%2F%2F127.0.0.1%3A8000#/explorer/query/0x${hash}`,
  )
  expect(blockLinks('ws://127.0.0.1:8000', NO_EXPLORERS, { number: 7, hash }).map(({ explorer }) => explorer)).toEqual([
    'polkadot.js',
  ])
})

test('without a node there is nothing for polkadot.js apps to ask: it would show another chain', () => {
  expect(blockLinks('', NO_EXPLORERS, { number: 7, hash })).toEqual([])
  const place = { blockNumber: 7, blockHash: hash, extrinsicIndex: 2 }
  expect(extrinsicLinks('', paseo, place).map(({ explorer }) => explorer)).toEqual(['Subscan'])
})

test('Subscan and Blockscout are linked where the network has them', () => {
  expect(blockLinks('wss://x', paseo, { number: 7, hash })[1]?.url).toBe('https://assethub-paseo.subscan.io/block/7')
  expect(extrinsicLinks('wss://x', paseo, { blockNumber: 7, blockHash: hash, extrinsicIndex: 2 })[1]?.url).toBe(
    'https://assethub-paseo.subscan.io/extrinsic/7-2',
  )
  expect(accountLinks(paseo, '5Grw')[0]?.url).toBe('https://assethub-paseo.subscan.io/account/5Grw')
  expect(contractLinks(paseo, 'c0'.repeat(20) as H160).at(-1)).toEqual({
    explorer: 'Blockscout',
    url: `https://blockscout-testnet.polkadot.io/address/0x${'c0'.repeat(20)}`,
  })
  expect(contractLinks(NO_EXPLORERS, 'c0'.repeat(20) as H160)).toEqual([])
})

test('a fork has the genesis of the live chain, and no explorer', () => {
  expect(explorersOf({ genesis: PASEO, offersDev: true })).toEqual(NO_EXPLORERS)
  expect(explorersOf({ genesis: hash, offersDev: false })).toEqual(NO_EXPLORERS)
})
