/** What a host function takes and gives, and with what it is called. A span points into `data`, which lies at the start of memory. */
export type HostCall = {
  readonly name: string
  readonly parameters?: readonly (
    | { readonly i32: number }
    | { readonly i64: bigint }
    | { readonly span: readonly [offset: number, length: number] }
  )[]
  readonly result?: 'span' | 'i32' | 'nothing' | { readonly pointerTo: number }
  readonly data?: Uint8Array
}

/**
 * A minimal runtime: its entry point `run(pointer, length) -> u64` calls one host function with constants, and answers what that gave: the
 * bytes of a span, those that a pointer leads to, or the four bytes of a number.
 */
export const callingHostFunction = ({ name, parameters = [], result = 'span', data }: HostCall): Uint8Array => {
  const heapStart = 4096 + (data?.length ?? 0)
  const imported = [
    0x60,
    ...vector(parameters.map((value) => ('i32' in value ? [i32] : [i64]))),
    ...(result === 'nothing' ? [0] : [1, result === 'span' ? i64 : i32]),
  ]
  const types = [2, ...imported, 0x60, 2, i32, i32, 1, i64]
  const memory = [...text('env'), ...text('memory'), 2, 0, 1]
  const heapBase = [1, i32, 0, 0x41, ...signed(BigInt(heapStart)), 0x0b]
  const body = [0, ...answer(result, parameters.flatMap(constant), heapStart - 4), 0x0b]
  const magicAndVersion = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
  return Uint8Array.from([
    ...magicAndVersion,
    ...section(1, types),
    ...section(2, [2, ...text('env'), ...text(name), 0, 0, ...memory]),
    ...section(3, [1, 1]),
    ...section(6, heapBase),
    ...section(7, [2, ...text('__heap_base'), 3, 0, ...text('run'), 0, 1]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
    ...(data === undefined ? [] : section(11, [1, 0, 0x41, 0, 0x0b, ...unsigned(data.length), ...data])),
  ])
}

const i32 = 0x7f
const i64 = 0x7e
const call = [0x10, 0]
const spanOf = (pointer: number, length: number): bigint => (BigInt(length) << 32n) | BigInt(pointer)

/** Calls, and leaves a span on the stack. `scratch` is where a number can be put. */
const answer = (
  result: NonNullable<HostCall['result']>,
  values: readonly number[],
  scratch: number,
): readonly number[] => {
  if (result === 'span') return [...values, ...call]
  if (result === 'nothing') return [...values, ...call, 0x42, ...signed(0n)]
  if (result === 'i32') {
    const stored = [0x41, ...signed(BigInt(scratch)), ...values, ...call, 0x36, 2, 0]
    return [...stored, 0x42, ...signed(spanOf(scratch, 4))]
  }
  return [...values, ...call, 0xad, 0x42, ...signed(spanOf(0, result.pointerTo)), 0x84]
}

const constant = (value: NonNullable<HostCall['parameters']>[number]): readonly number[] => {
  if ('i32' in value) return [0x41, ...signed(BigInt(value.i32))]
  return [0x42, ...signed('i64' in value ? value.i64 : spanOf(...value.span))]
}

const unsigned = (value: number): readonly number[] =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)]
const signed = (value: bigint): readonly number[] => {
  const low = Number(value & 0x7fn)
  const rest = value >> 7n
  const isLast = (rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40)
  return isLast ? [low] : [low | 0x80, ...signed(rest)]
}
const vector = (items: readonly (readonly number[])[]): readonly number[] => [
  ...unsigned(items.length),
  ...items.flat(),
]
const text = (value: string): readonly number[] => [...unsigned(value.length), ...Buffer.from(value)]
const section = (id: number, content: readonly number[]): readonly number[] => [
  id,
  ...unsigned(content.length),
  ...content,
]
