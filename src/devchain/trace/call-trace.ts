// The answers of pallet-revive's call tracer (`ReviveApi_trace_block`), version 1: the type of runtimes of 2025 and of newer ones.
import { TypeRegistry } from '@polkadot/types'
import type { Bytes, Enum, Option, Struct, Text, U256, Vec, u32, u64 } from '@polkadot/types'
import type { H160, H256 } from '@polkadot/types/interfaces'
import type { ITuple } from '@polkadot/types/types'
import type { HexString } from '@polkadot/util/types'

/** One call, with the calls that it made. Addresses and bytes are hex text with `0x`. */
export type CallTrace = {
  readonly kind: string
  readonly from: HexString
  readonly to: HexString
  /** In the contract's unit of 18 decimals. */
  readonly value: bigint
  readonly gas: bigint
  readonly gasUsed: bigint
  readonly input: HexString
  readonly output: HexString
  /** Why it failed, in the chain's words; null when it did not. */
  readonly error: string | null
  readonly logs: readonly {
    readonly address: HexString
    readonly topics: readonly HexString[]
    readonly data: HexString
  }[]
  readonly calls: readonly CallTrace[]
}

/** A contract call of a block, and which of the block's extrinsics made it; of one that makes several in a batch it is the last. */
export type ExtrinsicTrace = CallTrace & { readonly extrinsicIndex: number }

type CallTraceCodec = Struct & {
  readonly from: H160
  readonly gas: u64
  readonly gasUsed: u64
  readonly to: H160
  readonly input: Bytes
  readonly output: Bytes
  readonly error: Option<Text>
  readonly calls: Vec<CallTraceCodec>
  readonly logs: Vec<Struct & { readonly address: H160; readonly topics: Vec<H256>; readonly data: Bytes }>
  readonly value: Option<U256>
  readonly callType: Enum
}

const types = {
  CallTypeV1: { _enum: ['Call', 'StaticCall', 'DelegateCall', 'Create', 'Create2', 'Selfdestruct'] },
  CallLogV1: { address: 'H160', topics: 'Vec<H256>', data: 'Bytes', position: 'u32' },
  CallTraceV1: {
    from: 'H160',
    gas: 'u64',
    gasUsed: 'u64',
    to: 'H160',
    input: 'Bytes',
    output: 'Bytes',
    error: 'Option<Text>',
    revertReason: 'Option<Text>',
    calls: 'Vec<CallTraceV1>',
    logs: 'Vec<CallLogV1>',
    value: 'Option<U256>',
    callType: 'CallTypeV1',
    childCallCount: 'u32',
  },
  // Only calls were asked for.
  TraceV1: { _enum: { Call: 'CallTraceV1' } },
}

/** Decodes the answer to a block's trace. */
export function decodeTraces(encoded: HexString): readonly ExtrinsicTrace[] {
  const registry = new TypeRegistry()
  registry.register(types)
  const traces = registry.createType<Vec<ITuple<[u32, Enum]>>>('Vec<(u32, TraceV1)>', encoded)
  return traces.map(([index, trace]) => ({
    ...toCallTrace(trace.inner as CallTraceCodec),
    extrinsicIndex: index.toNumber(),
  }))
}

const toCallTrace = (trace: CallTraceCodec): CallTrace => ({
  kind: trace.callType.type,
  from: trace.from.toHex(),
  to: trace.to.toHex(),
  value: trace.value.isSome ? trace.value.unwrap().toBigInt() : 0n,
  gas: trace.gas.toBigInt(),
  gasUsed: trace.gasUsed.toBigInt(),
  input: trace.input.toHex(),
  output: trace.output.toHex(),
  error: trace.error.isSome ? trace.error.unwrap().toString() : null,
  logs: trace.logs.map(({ address, topics, data }) => ({
    address: address.toHex(),
    topics: topics.map((topic) => topic.toHex()),
    data: data.toHex(),
  })),
  calls: trace.calls.map(toCallTrace),
})
