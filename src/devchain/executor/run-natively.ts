// Chopsticks interprets the runtime inside WebAssembly and parses it anew for every call; that is where its time goes. It offers no other
// executor, but everything a block asks of its runtime goes through `Block.call`. Here that method is replaced, in this process only, for
// the chains that chose so: V8 compiles their runtime once and runs it.
import type { Block, Blockchain, RuntimeVersion } from '@acala-network/chopsticks-core'
import type { HexString } from '@polkadot/util/types'
import { chopsticks, remembered } from '../chopsticks.ts'
import { blockStorageOf } from './block-storage.ts'
import { impersonatedOn } from './impersonated.ts'
import { runRuntimeCall, trustsNobody } from './run-runtime-call.ts'
import { runtimeVersionOf } from './runtime-version.ts'

const nativeChains = new WeakSet<Blockchain>()
let isInstalled = false

/** Lets `chain` run its runtime, whose present code is `code`, natively. Call it before the first block is built. */
export function runNatively(chain: Blockchain, code: HexString): void {
  if (!isInstalled) replaceBlockCall()
  isInstalled = true
  nativeChains.add(chain)
  // Chopsticks asks its worker for the version by code, and remembers the answer: with it at hand the worker never starts.
  if (!remembered.version.has(code)) remembered.version.set(code, versionOf(code))
}

/** Whether `chain` runs its runtime natively. */
export function runsNatively(chain: Blockchain): boolean {
  return nativeChains.has(chain)
}

const replaceBlockCall = (): void => {
  const { Block } = chopsticks
  // oxlint-disable-next-line typescript/unbound-method -- it is called with the block it is read for
  const interpreted = Block.prototype.call
  Block.prototype.call = async function call(this: Block, method, parameters, acceptsAnySignature = false) {
    const { chain } = this
    if (!nativeChains.has(chain)) return interpreted.call(this, method, parameters, acceptsAnySignature)
    return runRuntimeCall(
      {
        code: await this.wasm,
        method,
        parameters,
        trusted: acceptsAnySignature ? 'everybody' : chain.mockSignatureHost ? 'marked' : impersonatedOn(chain),
        logLevel: chain.runtimeLogLevel,
      },
      blockStorageOf(this),
    )
  }
}

const versionOf = async (code: HexString): Promise<RuntimeVersion> => {
  const none = { getStorage: async () => undefined, getNextKey: async () => undefined }
  const call = { code, method: 'Core_version', parameters: [], trusted: trustsNobody, logLevel: 0 }
  return runtimeVersionOf((await runRuntimeCall(call, none)).result)
}
