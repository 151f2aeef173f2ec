import { encodeAddress } from '@polkadot/util-crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accountToSs58 } from '../../src/crypto/index.ts'
import { bytesToHex, type AccountId } from '../../src/domain/index.ts'

const ALICE = 'd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d' as AccountId

test('Alice has the addresses that everybody knows', () => {
  expect(accountToSs58(ALICE, 42)).toBe('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY')
  expect(accountToSs58(ALICE, 0)).toBe('15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5')
  expect(accountToSs58(ALICE, 2)).toBe('HNZata7iMYWmk5RvZRTiAsSDhV8366zq2YGb3tLH5Upf74F')
})

test('every account and prefix is written as polkadot-js writes it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.nat(16_383), (bytes, prefix) => {
      // polkadot-js refuses two reserved prefixes.
      fc.pre(prefix !== 46 && prefix !== 47)
      expect(accountToSs58(bytesToHex(bytes) as AccountId, prefix)).toBe(encodeAddress(bytes, prefix))
    }),
    { numRuns: 200 },
  )
  expect(() => accountToSs58(ALICE, 16_384)).toThrow(RangeError)
})
