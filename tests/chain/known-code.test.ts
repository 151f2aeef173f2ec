import { keccak256AsU8a } from '@polkadot/util-crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { KNOWN_CODE } from '../../src/chain/index.ts'
import { contractAbi } from '../../src/chain/polkadot/contract-abi.ts'
import { bytesToHex } from '../../src/domain/index.ts'

test('the known code is the committed contract: its hash is that of the blob, of the metadata, and what pallet-revive calls it', () => {
  const blob = readFileSync(new URL('../../metadata/settlement.polkavm', import.meta.url))
  expect(KNOWN_CODE).toEqual([bytesToHex(keccak256AsU8a(blob))])
  expect(contractAbi().json['source']).toMatchObject({ hash: `0x${KNOWN_CODE[0]}` })
})
