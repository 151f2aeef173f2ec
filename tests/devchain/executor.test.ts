import type { Block } from '@acala-network/chopsticks-core'
import { TypeRegistry } from '@polkadot/types'
import type { Header } from '@polkadot/types/interfaces'
import { hexToU8a, u8aToHex } from '@polkadot/util'
import type { HexString } from '@polkadot/util/types'
import { afterEach, expect, test, vi } from 'vitest'
import { chopsticks } from '../../src/devchain/chopsticks.ts'
import { childStoragePrefix } from '../../src/devchain/executor/host-child-storage.ts'
import { runRuntimeCall, trustsNobody } from '../../src/devchain/executor/run-runtime-call.ts'
import { startDevChain } from '../../src/devchain/index.ts'
import { callingHostFunction } from './calling-host-function.ts'
import { playStory } from './play-story.ts'

type Outcome = { readonly result: HexString; readonly changes: Readonly<Record<string, string | null>> }
type Comparison = { readonly method: string; readonly native: Outcome; readonly interpreted: Outcome }

afterEach(() => {
  vi.restoreAllMocks()
})

test('over a whole story every runtime call gives the same result and the same changes in both executors', async () => {
  const first = await startDevChain({ contract: 'none' }) // from here on blocks can run natively
  await first.close()
  const comparisons = await comparing(async () => {
    const chain = await startDevChain()
    await playStory(chain)
    await chain.close()
  })
  await chopsticks.destroyWorker()

  expect(new Set(comparisons.map(({ method }) => method))).toContain('BlockBuilder_apply_extrinsic')
  expect(comparisons.length).toBeGreaterThan(30)
  for (const { method, native, interpreted } of comparisons) expect(native, method).toEqual(interpreted)
})

test('both executors know the same version of the runtime', async () => {
  const chain = await startDevChain({ contract: 'none' })
  const code = await chain.chain.head.wasm
  const native = await chain.chain.head.runtimeVersion
  await chain.close()
  const { remote } = await chopsticks.getWorker()
  const { specName, implName, ...rest } = await remote.getRuntimeVersion(code)
  await chopsticks.destroyWorker()
  const text = (hex: string): string => Buffer.from(hexToU8a(hex)).toString()
  // The worker reads a section of the code that the linker filled, in its own order; the other asks the runtime.
  const sorted = (apis: readonly (readonly [string, number])[]) => apis.toSorted(([a], [b]) => (a < b ? -1 : 1))
  expect({ ...native, apis: sorted(native.apis) }).toEqual({
    ...rest,
    apis: sorted(rest.apis),
    specName: text(specName),
    implName: text(implName),
  })
})

test('a host function that is missing is named when the runtime calls it', async () => {
  const code = u8aToHex(callingHostFunction({ name: 'ext_offchain_timestamp_version_1' }))
  const none = { getStorage: async () => undefined, getNextKey: async () => undefined }
  const call = { code, method: 'run', parameters: [], trusted: trustsNobody, logLevel: 0 }
  await expect(runRuntimeCall(call, none)).rejects.toThrow(
    'run: the runtime called the host function ext_offchain_timestamp_version_1, which the native executor lacks',
  )
})

/** Runs `story` natively, and each of its runtime calls interpreted as well, over the very same storage. */
const comparing = async (story: () => Promise<void>): Promise<readonly Comparison[]> => {
  const comparisons: Comparison[] = []
  // oxlint-disable-next-line typescript/unbound-method -- it is called with the block it is read for
  const natively = chopsticks.Block.prototype.call
  vi.spyOn(chopsticks.Block.prototype, 'call').mockImplementation(async function both(
    this: Block,
    method,
    parameters,
    any,
  ) {
    const native = await natively.call(this, method, parameters, any)
    const task = { mockSignatureHost: false, allowUnresolvedImports: false, runtimeLogLevel: 0 }
    const calls: [string, HexString[]][] = [[method, parameters]]
    const other = await chopsticks.runTask({ ...task, wasm: await this.wasm, calls }, chopsticks.taskHandler(this), any)
    if (!('Call' in other)) throw new Error(other.Error)
    comparisons.push({ method, native: outcomeOf(method, native), interpreted: outcomeOf(method, other.Call) })
    return native
  })
  await story()
  return comparisons
}

/** What must be equal. Only trie roots may differ, the header's and those of contracts' child tries: the native executor computes none. */
const outcomeOf = (
  method: string,
  { result, storageDiff }: Pick<Awaited<ReturnType<Block['call']>>, 'result' | 'storageDiff'>,
): Outcome => ({
  result: method === 'BlockBuilder_finalize_block' ? withoutRoots(result) : result,
  changes: Object.fromEntries(
    storageDiff.filter(([key]) => !isChildRoot(key)).map(([key, value]) => [key, value ?? null]),
  ),
})

/** Contracts' tries have names of 32 bytes, and values in them longer keys. */
const isChildRoot = (key: HexString): boolean =>
  key.startsWith(childStoragePrefix) && key.length === childStoragePrefix.length + 64

const withoutRoots = (header: HexString): HexString => {
  const registry = new TypeRegistry()
  const { parentHash, number, digest } = registry.createType<Header>('Header', header)
  return registry.createType('Header', { parentHash, number, digest }).toHex()
}
