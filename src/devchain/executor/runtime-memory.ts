// How host functions read what the runtime passes them and give back what they answer. A packed span is a u64: pointer in the low half,
// length in the high half.
import type { HexString } from '@polkadot/util/types'
import { type Allocator, createAllocator } from './allocator.ts'
import { bytesToHex, concatBytes, hexToBytes, u32ToBytes } from './bytes.ts'
import { lengthToCompact } from './compact.ts'

/** The runtime's memory with the encodings that host functions use. */
export type RuntimeMemory = Allocator & {
  readonly read: (span: bigint) => Uint8Array
  readonly readHex: (span: bigint) => HexString
  readonly readText: (span: bigint) => string
  /** Reads `Option<u32>`. */
  readonly readOptionU32: (span: bigint) => number | null
  readonly readFixed: (pointer: number, length: number) => Uint8Array
  /** Frees the heap and puts `start` back where memory begins. What an earlier call left in the heap stays there, as in any program's. */
  readonly restore: (start: Uint8Array) => void
  /** Copies `bytes` into a new block and points to it. */
  readonly write: (bytes: Uint8Array) => number
  /** Copies `bytes` into a new block and answers its span. */
  readonly give: (bytes: Uint8Array) => bigint
  /** Gives `Option<Vec<u8>>`. */
  readonly giveOption: (value: HexString | null) => bigint
  /** Copies a value from `offset` on into the runtime's own `out`, and gives `Option<u32>`: how many bytes there were. */
  readonly giveRead: (value: HexString | null, out: bigint, offset: number) => bigint
}

const absent = Uint8Array.of(0)

/** Wraps `memory`, whose heap starts at `heapBase`, known once the runtime is instantiated. */
export function createRuntimeMemory(memory: WebAssembly.Memory, heapBase: () => number): RuntimeMemory {
  const allocator = createAllocator(memory, heapBase)
  let bytes = new Uint8Array(memory.buffer)
  const view = (): Uint8Array => {
    if (bytes.buffer !== memory.buffer) bytes = new Uint8Array(memory.buffer) // it grew
    return bytes
  }
  const readFixed = (pointer: number, length: number): Uint8Array =>
    view().slice(pointer >>> 0, (pointer >>> 0) + length)
  const read = (span: bigint): Uint8Array => readFixed(spanPointer(span), spanLength(span))
  const write = (data: Uint8Array): number => {
    const pointer = allocator.allocate(data.length)
    view().set(data, pointer)
    return pointer
  }
  const give = (data: Uint8Array): bigint => BigInt(write(data)) | (BigInt(data.length) << 32n)
  return {
    ...allocator,
    read,
    readHex: (span) => bytesToHex(read(span)),
    readText: (span) => Buffer.from(read(span)).toString(),
    readOptionU32: (span) => {
      const [isSome = 0, ...rest] = read(span)
      return isSome === 0 ? null : new DataView(Uint8Array.from(rest).buffer).getUint32(0, true)
    },
    readFixed,
    restore: (start) => {
      allocator.reset()
      view().set(start)
    },
    write,
    give,
    giveOption: (value) => {
      if (value === null) return give(absent)
      const data = hexToBytes(value)
      return give(concatBytes(Uint8Array.of(1), lengthToCompact(data.length), data))
    },
    giveRead: (value, out, offset) => {
      if (value === null) return give(absent)
      const rest = hexToBytes(value).subarray(offset >>> 0)
      view().set(rest.subarray(0, spanLength(out)), spanPointer(out))
      return give(concatBytes(Uint8Array.of(1), u32ToBytes(rest.length)))
    },
  }
}

const spanPointer = (span: bigint): number => Number(span & 0xffff_ffffn)
const spanLength = (span: bigint): number => Number((span >> 32n) & 0xffff_ffffn)
