import type { HexString } from '@polkadot/util/types'
import { bytesToHex, concatBytes, hexToBytes } from './bytes.ts'
import { hostChildStorage } from './host-child-storage.ts'
import type { HostContext, HostFunctions } from './host-context.ts'
import { hostCrypto } from './host-crypto.ts'
import { hostHashing } from './host-hashing.ts'
import { hostHeapAndLog } from './host-heap-and-log.ts'
import { hostStorage } from './host-storage.ts'
import { type HostFunction, promising } from './promise-integration.ts'
import { createRuntimeMemory } from './runtime-memory.ts'

/** One call into a runtime: the entry point's name and its SCALE encoded arguments, to its SCALE encoded result. */
export type CallRuntime = (method: string, parameters: readonly HexString[]) => Promise<HexString>

const initialPages = 256

/** Gives `compiled` a fresh memory and the host functions it imports. An instance serves one call: its heap is never cleaned. */
export function instantiateRuntime(compiled: WebAssembly.Module, context: Omit<HostContext, 'memory'>): CallRuntime {
  const heap = new WebAssembly.Memory({ initial: initialPages })
  // The heap's base is an export; the host functions, which need it, are imports.
  const memory = createRuntimeMemory(heap, () => (exported('__heap_base') as WebAssembly.Global<'i32'>).value)
  const imports = importsOf(compiled, heap, hostFunctions({ ...context, memory }))
  const { exports } = new WebAssembly.Instance(compiled, { env: imports })
  const exported = (name: string): WebAssembly.ExportValue => {
    const found = exports[name]
    if (found === undefined) throw new Error(`the runtime has no ${name}`)
    return found
  }
  return async (method, parameters) => {
    const entry = exported(method)
    const input = concatBytes(...parameters.map(hexToBytes))
    const output = await promising(entry)(memory.write(input), input.length)
    return bytesToHex(memory.read(BigInt.asUintN(64, output)))
  }
}

const hostFunctions = (context: HostContext): HostFunctions => ({
  ...hostHeapAndLog(context),
  ...hostStorage(context),
  ...hostChildStorage(context),
  ...hostHashing(context),
  ...hostCrypto(context),
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
