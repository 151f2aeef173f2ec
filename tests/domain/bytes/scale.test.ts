import { TypeRegistry } from '@polkadot/types'
import { expect, test } from 'vitest'
import { bytesToHex } from '../../../src/domain/encoding/hex.ts'
import type { H160 } from '../../../src/domain/ids.ts'
import { scaleAddresses, scaleCompact, scaleU32, scaleU8 } from '../../../src/domain/encoding/scale.ts'

const registry = new TypeRegistry()

test('[AN1] fixed integers are little-endian and never cut', () => {
  expect(bytesToHex(scaleU8(255))).toBe('ff')
  expect(bytesToHex(scaleU32(0x8000_0001))).toBe('01000080')
  expect(() => scaleU8(256)).toThrow(RangeError)
  expect(() => scaleU32(-1)).toThrow(RangeError)
})

test('[AN1] compact lengths at the edges of their widths', () => {
  for (const length of [0, 1, 63, 64, 16_383, 16_384, 2 ** 30 - 1]) {
    expect(bytesToHex(scaleCompact(length))).toBe(bytesToHex(registry.createType('Compact<u32>', length).toU8a()))
  }
  expect(() => scaleCompact(2 ** 30)).toThrow(RangeError)
})

test('[AN1] a list of addresses is what polkadot-js encodes', () => {
  const addresses = Array.from({ length: 65 }, (_, i) => i.toString(16).padStart(40, '0') as H160)
  for (const count of [0, 1, 63, 64, 65]) {
    const list = addresses.slice(0, count)
    expect(bytesToHex(scaleAddresses(list))).toBe(
      bytesToHex(
        registry
          .createType(
            'Vec<H160>',
            list.map((each) => `0x${each}`),
          )
          .toU8a(),
      ),
    )
  }
})
