import { u8aToHex } from '@polkadot/util'
import type { HexString } from '@polkadot/util/types'
import { expect, test } from 'vitest'
import { codeKey } from '../../src/devchain/genesis/build-genesis.ts'
import { readGenesis } from '../../src/devchain/genesis/development-genesis.ts'
import type { RuntimeCall } from '../../src/devchain/executor/run-runtime-call.ts'
import { runRuntimeCall, trustsNobody } from '../../src/devchain/executor/run-runtime-call.ts'
import type { BlockStorage } from '../../src/devchain/executor/overlay-storage.ts'

const { top } = readGenesis().genesis.genesis.raw
const code = top[codeKey]!
const none: BlockStorage = { getStorage: async () => undefined, getNextKey: async () => undefined }
const genesis: BlockStorage = { ...none, getStorage: async (key) => top[key] }
const call = (method: string, parameters: readonly HexString[] = []): RuntimeCall => ({
  code,
  method,
  parameters,
  trusted: trustsNobody,
  logLevel: 0,
})

test('a runtime that served a call serves the next one as if it were new', async () => {
  const first = await runRuntimeCall(call('Metadata_metadata'), genesis)
  await runRuntimeCall(call('GenesisBuilder_get_preset', ['0x00']), none)
  expect(await runRuntimeCall(call('Metadata_metadata'), genesis)).toEqual(first)
})

test('a call that fails leaves nothing behind for the next one', async () => {
  const version = await runRuntimeCall(call('Core_version'), none)
  await expect(runRuntimeCall(call('Core_initialize_block', ['0x00']), none)).rejects.toThrow('Core_initialize_block')
  expect(await runRuntimeCall(call('Core_version'), none)).toEqual(version)
})

test('calls that wait for storage at the same time do not share a memory', async () => {
  const slow: BlockStorage = { ...genesis, getStorage: (key) => new Promise((done) => setImmediate(done, top[key])) }
  const account = u8aToHex(new Uint8Array(32).fill(1))
  const nonces = await Promise.all(
    Array.from({ length: 9 }, () => runRuntimeCall(call('AccountNonceApi_account_nonce', [account]), slow)),
  )
  expect(new Set(nonces.map(({ result }) => result))).toEqual(new Set(['0x00000000']))
})
