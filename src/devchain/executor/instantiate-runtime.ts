import type { HexString } from '@polkadot/util/types'
import { bytesToHex, concatBytes, hexToBytes } from './bytes.ts'
import { hostChildStorage } from './host-child-storage.ts'
import type { CallContext, HostContext, HostFunctions } from './host-context.ts'
import { hostCrypto } from './host-crypto.ts'
import { hostHashing } from './host-hashing.ts'
import { hostHeapAndLog } from './host-heap-and-log.ts'
import { hostOffchainIndex } from './host-offchain-index.ts'
import { hostStorage } from './host-storage.ts'
import { type HostFunction, promising } from './promise-integration.ts'
import { createRuntimeMemory } from './runtime-memory.ts'

/** A runtime that is ready for calls, one after the other. A call that traps leaves it unusable. */
export type RuntimeInstance = {
  /** Calls an entry point by its name with SCALE encoded arguments, and answers its SCALE encoded result. */
  readonly call: (method: string, parameters: readonly HexString[], context: CallContext) => Promise<HexString>
  readonly memoryBytes: () => number
}

const initialPages = 256

/** Gives `compiled` a memory of its own and the host functions it imports. */
export function instantiateRuntime(compiled: WebAssembly.Module): RuntimeInstance {
  const heap = new WebAssembly.Memory({ initial: initialPages })
  let served: CallContext | null = null
  const serving = (): CallContext => {
    if (served === null) throw new Error('the runtime runs although nobody called it')
    return served
  }
  // The heap's base is an export; the host functions, which need it, are imports.
  const heapBase = (): number => (exported('__heap_base') as WebAssembly.Global<'i32'>).value
  const memory = createRuntimeMemory(heap, heapBase)
  const imports = importsOf(compiled, heap, hostFunctions({ memory, call: serving }))
  const { exports } = new WebAssembly.Instance(compiled, { env: imports })
  const exported = (name: string): WebAssembly.ExportValue => {
    const found = exports[name]
    if (found === undefined) throw new Error(`the runtime has no ${name}`)
    return found
  }
  const call: RuntimeInstance['call'] = async (method, parameters, context) => {
    const entry = exported(method)
    const input = concatBytes(...parameters.map(hexToBytes))
    served = context
    const output = await promising(entry)(memory.write(input), input.length)
    served = null
    return bytesToHex(memory.read(BigInt.asUintN(64, output)))
  }
  // Statics and the stack lie below the heap. A call must find them as they were.
  const pristine = memory.readFixed(0, heapBase())
  return {
    call: async (...parameters) => {
      memory.restore(pristine)
      return call(...parameters)
    },
    memoryBytes: () => heap.buffer.byteLength,
  }
}

const hostFunctions = (context: HostContext): HostFunctions => ({
  ...hostHeapAndLog(context),
  ...hostStorage(context),
  ...hostChildStorage(context),
  ...hostHashing(context),
  ...hostCrypto(context),
  ...hostOffchainIndex(context),
})

const importsOf = (
  compiled: WebAssembly.Module,
  heap: WebAssembly.Memory,
  host: HostFunctions,
): WebAssembly.ModuleImports =>
  Object.fromEntries(
    WebAssembly.Module.imports(compiled).map(({ name, kind }) => [
      name,
      kind === 'memory' ? heap : (host[name] ?? missingHostFunction(name)),
    ]),
  )

/** A runtime may import what it never calls, so only the call fails. */
const missingHostFunction = (name: string): HostFunction => {
  return () => {
    throw new Error(
      `the runtime called the host function ${name}, which the native executor lacks; the interpreted executor may have it`,
    )
  }
}
