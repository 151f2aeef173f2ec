import type { HexString } from '@polkadot/util/types'
import { compileRuntime } from './compile-runtime.ts'
import { instantiateRuntime, type RuntimeInstance } from './instantiate-runtime.ts'

/** Calls run at once only while one of them waits for storage, so few instances are ever needed. */
const maxIdle = 4
/** A call that needed more memory than this does not make others carry it on. */
const maxIdleBytes = 128 * 1024 * 1024

const idleByModule = new WeakMap<WebAssembly.Module, RuntimeInstance[]>()

/**
 * Lends an instance of the runtime `code` to `use`. Making one costs ten times what a small call does, most of it for its memory, so one that
 * did its work is kept for the next call; one whose call failed is not.
 */
export async function withRuntime<T>(code: HexString, use: (runtime: RuntimeInstance) => Promise<T>): Promise<T> {
  const compiled = compileRuntime(code)
  const idle = idleByModule.get(compiled) ?? []
  idleByModule.set(compiled, idle)
  const runtime = idle.pop() ?? instantiateRuntime(compiled)
  const result = await use(runtime)
  if (idle.length < maxIdle && runtime.memoryBytes() <= maxIdleBytes) idle.push(runtime)
  return result
}
