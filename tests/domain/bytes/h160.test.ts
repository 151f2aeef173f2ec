import { expect, test } from 'vitest'
import { accountIdToH160 } from '../../../src/domain/encoding/h160.ts'
import type { AccountId } from '../../../src/domain/ids.ts'

// Development accounts and their addresses as `revive.originalAccount` of a pallet-revive chain maps them.
test.each([
  [
    '//Alice',
    'd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d',
    '9621dde636de098b43efb0fa9b61facfe328f99d',
  ],
  [
    '//Bob',
    '8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48',
    '41dccbd49b26c50d34355ed86ff0fa9e489d1e01',
  ],
])('[AN1] the address of %s', (_, account, address) => {
  expect(accountIdToH160(account as AccountId)).toBe(address)
})

test('[AN1] an account that stands for an Ethereum address is that address', () => {
  const address = '9621dde636de098b43efb0fa9b61facfe328f99d'
  expect(accountIdToH160(`${address}${'ee'.repeat(12)}` as AccountId)).toBe(address)
  expect(accountIdToH160(`${address}${'ee'.repeat(11)}ef` as AccountId)).not.toBe(address)
})
