import type { Block } from '@acala-network/chopsticks-core'
import { bytesToHex, concatBytes, hexToBytes } from '../executor/bytes.ts'
import { lengthToCompact } from '../executor/compact.ts'
import { decodeTraces, type ExtrinsicTrace } from './call-trace.ts'

/** The call tracer as SCALE, with its default settings: logs, and calls within calls. */
const callTracer = Uint8Array.of(0, 0)

/** Runs a block again on top of its parent, and tells the contract call of each extrinsic, failed ones too: of a batch the last, since the runtime's tracer keeps no other. */
export async function traceBlock(block: Block): Promise<readonly ExtrinsicTrace[]> {
  const parent = await block.parentBlock
  if (parent === undefined) return [] // block 0 has no calls
  const [header, extrinsics] = await Promise.all([block.header, block.extrinsics])
  const encoded = concatBytes(
    header.toU8a(),
    lengthToCompact(extrinsics.length),
    ...extrinsics.map(hexToBytes),
    callTracer,
  )
  const { result } = await parent.call('ReviveApi_trace_block', [bytesToHex(encoded)])
  return decodeTraces(result)
}
