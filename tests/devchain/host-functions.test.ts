import { compactAddLength, hexToU8a, u8aToHex } from '@polkadot/util'
import { blake2AsU8a, keccak512AsU8a, secp256k1PairFromSeed, secp256k1Sign, xxhashAsU8a } from '@polkadot/util-crypto'
import type { HexString } from '@polkadot/util/types'
import { expect, test } from 'vitest'
import { childStoragePrefix } from '../../src/devchain/executor/host-child-storage.ts'
import type { BlockStorage } from '../../src/devchain/executor/overlay-storage.ts'
import { runRuntimeCall, type RuntimeCallOutcome, trustsNobody } from '../../src/devchain/executor/run-runtime-call.ts'
import { codeKey } from '../../src/devchain/genesis/build-genesis.ts'
import { readGenesis } from '../../src/devchain/genesis/development-genesis.ts'
import { callingHostFunction, type HostCall } from './calling-host-function.ts'

const none: BlockStorage = { getStorage: async () => undefined, getNextKey: async () => undefined }

/** A block with these keys, in order. */
const holding = (keys: readonly HexString[]): BlockStorage => ({
  getStorage: async (key) => (keys.includes(key) ? '0x01' : undefined),
  getNextKey: async (prefix, after) => keys.find((key) => key > after && key.startsWith(prefix)),
})

const run = (call: HostCall, block: BlockStorage = none, trusted = trustsNobody): Promise<RuntimeCallOutcome> =>
  runRuntimeCall(
    { code: u8aToHex(callingHostFunction(call)), method: 'run', parameters: [], trusted, logLevel: 0 },
    block,
  )

const bytes = (...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]))
const yes = '0x01000000'
const no = '0x00000000'

test('a runtime asks another one for its version, and gets none from what is no runtime', async () => {
  const code = readGenesis().genesis.genesis.raw.top[codeKey]!
  const { result: version } = await runRuntimeCall(
    { code, method: 'Core_version', parameters: [], trusted: trustsNobody, logLevel: 0 },
    none,
  )
  const asking = (data: Uint8Array): HostCall => ({
    name: 'ext_misc_runtime_version_version_1',
    parameters: [{ span: [0, data.length] }],
    data,
  })
  expect((await run(asking(hexToU8a(code)))).result).toBe(
    u8aToHex(compactAddLength(hexToU8a(version))).replace('0x', '0x01'),
  )
  expect((await run(asking(bytes([1, 2, 3])))).result).toBe('0x00')
})

test('ECDSA signatures are checked against the message and against its hash', async () => {
  const { publicKey, secretKey } = secp256k1PairFromSeed(new Uint8Array(32).fill(5))
  const message = bytes([1, 2, 3])
  const signature = secp256k1Sign(message, { publicKey, secretKey }, 'blake2')
  const plain = (signed: Uint8Array): HostCall => ({
    name: 'ext_crypto_ecdsa_verify_version_2',
    parameters: [{ i32: 0 }, { span: [98, 3] }, { i32: 65 }],
    result: 'i32',
    data: bytes(signature, publicKey, signed),
  })
  expect((await run(plain(message))).result).toBe(yes)
  expect((await run(plain(bytes([1, 2, 4])))).result).toBe(no)
  const prehashed: HostCall = {
    name: 'ext_crypto_ecdsa_verify_prehashed_version_1',
    parameters: [{ i32: 0 }, { i32: 98 }, { i32: 65 }],
    result: 'i32',
    data: bytes(signature, publicKey, blake2AsU8a(message)),
  }
  expect((await run(prehashed)).result).toBe(yes)
})

test('longer hashes are those of the libraries', async () => {
  const data = bytes([1, 2, 3])
  for (const [name, hash] of [
    ['ext_hashing_keccak_512_version_1', keccak512AsU8a(data)],
    ['ext_hashing_twox_256_version_1', xxhashAsU8a(data, 256)],
  ] as const) {
    const { result } = await run({ name, parameters: [{ span: [0, 3] }], result: { pointerTo: hash.length }, data })
    expect(result, name).toBe(u8aToHex(hash))
  }
})

test('a prefix is cleared up to a limit, which says whether something remains', async () => {
  const limit = bytes([0xab], [1], [2, 0, 0, 0])
  const call: HostCall = {
    name: 'ext_storage_clear_prefix_version_2',
    parameters: [{ span: [0, 1] }, { span: [1, 5] }],
    data: limit,
  }
  const some = await run(call, holding(['0xab01', '0xab02', '0xab03', '0xac01']))
  expect([some.result, some.storageDiff]).toEqual([
    '0x0102000000',
    [
      ['0xab01', null],
      ['0xab02', null],
    ],
  ])
  const all = await run(call, holding(['0xab01', '0xab02', '0xac01']))
  expect([all.result, all.storageDiff.length]).toEqual(['0x0002000000', 2])
})

test('keys of a child trie are walked and found without the name of the trie', async () => {
  const keys: readonly HexString[] = [
    `${childStoragePrefix}0a01`,
    `${childStoragePrefix}0a02`,
    `${childStoragePrefix}0b01`,
  ]
  const data = bytes([0x0a], [0x01], [0x02])
  const next = (offset: number): HostCall => ({
    name: 'ext_default_child_storage_next_key_version_1',
    parameters: [{ span: [0, 1] }, { span: [offset, 1] }],
    data,
  })
  expect((await run(next(1), holding(keys))).result).toBe('0x010402') // Some of one byte
  expect((await run(next(2), holding(keys))).result).toBe('0x00')
  const exists: HostCall = {
    name: 'ext_default_child_storage_exists_version_1',
    parameters: [{ span: [0, 1] }, { span: [1, 1] }],
    result: 'i32',
    data,
  }
  expect((await run(exists, holding(keys))).result).toBe(yes)
})

test('what a block leaves off chain is told beside its changes', async () => {
  const set: HostCall = {
    name: 'ext_offchain_index_set_version_1',
    parameters: [{ span: [0, 1] }, { span: [1, 1] }],
    result: 'nothing',
    data: bytes([7], [8]),
  }
  expect((await run(set)).offchainStorageDiff).toEqual([['0x07', '0x08']])
})

test('a runtime that panics says why', async () => {
  const data = Buffer.from('the world ended')
  const panic: HostCall = {
    name: 'ext_panic_handler_abort_on_panic_version_1',
    parameters: [{ span: [0, data.length] }],
    result: 'nothing',
    data,
  }
  await expect(run(panic)).rejects.toThrow('run: the world ended')
})

test('a mocked signature counts only where it was asked for', async () => {
  const signature = bytes([0xde, 0xad, 0xbe, 0xef], new Uint8Array(60).fill(0xcd))
  const key = new Uint8Array(32).fill(3)
  const verify: HostCall = {
    name: 'ext_crypto_sr25519_verify_version_2',
    parameters: [{ i32: 0 }, { span: [96, 1] }, { i32: 64 }],
    result: 'i32',
    data: bytes(signature, key, [1]),
  }
  expect((await run(verify)).result).toBe(no)
  expect((await run(verify, none, 'marked')).result).toBe(yes)
  expect((await run(verify, none, new Set([u8aToHex(key)]))).result).toBe(yes)
  expect((await run(verify, none, 'everybody')).result).toBe(yes)
})
