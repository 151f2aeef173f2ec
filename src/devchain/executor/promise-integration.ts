// WebAssembly's JavaScript Promise Integration: the runtime's code is synchronous, Chopsticks' storage is not. A `suspending` import that
// returns a promise halts the WebAssembly stack until it settles. On by default from V8 13.7; Node 24 has 13.6, where a flag turns it on.
import { setFlagsFromString } from 'node:v8'

/** Something the runtime imports. Numbers are i32, bigints i64 (pointer in the low half, length in the high half). */
export type HostFunction = (...parameters: never[]) => number | bigint | void | Promise<number | bigint | void>

type PromiseIntegration = {
  readonly Suspending: new (hostFunction: HostFunction) => HostFunction
  readonly promising: (exported: WebAssembly.ExportValue) => (pointer: number, length: number) => Promise<bigint>
}

setFlagsFromString('--experimental-wasm-jspi')
const integration = WebAssembly as unknown as PromiseIntegration

/** Marks a host function whose promise halts the runtime until it settles. */
export function suspending(hostFunction: HostFunction): HostFunction {
  return new integration.Suspending(hostFunction)
}

/** The runtime's entry point as a function that answers later. */
export function promising(exported: WebAssembly.ExportValue): (pointer: number, length: number) => Promise<bigint> {
  return integration.promising(exported)
}

/** Applies `next` now when the value is at hand, so that only real waiting suspends the runtime. */
export function after<T, U>(value: T | Promise<T>, next: (value: T) => U): U | Promise<U> {
  // oxlint-disable-next-line promise/no-callback-in-promise -- an async function would make every read wait
  return value instanceof Promise ? value.then(next) : next(value)
}
