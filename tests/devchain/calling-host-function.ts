/** A minimal runtime: its entry point `run(pointer, length) -> u64` calls one imported function and nothing else. */
export const callingHostFunction = (name: string): Uint8Array => {
  const text = (value: string): readonly number[] => [value.length, ...Buffer.from(value)]
  const section = (id: number, content: readonly number[]): readonly number[] => [id, content.length, ...content]
  const i32 = 0x7f
  const i64 = 0x7e
  const types = [2, 0x60, 0, 1, i64, 0x60, 2, i32, i32, 1, i64]
  const memory = [...text('env'), ...text('memory'), 2, 0, 1]
  const imports = [2, ...text('env'), ...text(name), 0, 0, ...memory]
  const heapBase = [1, i32, 0, 0x41, 0, 0x0b]
  const exports = [2, ...text('__heap_base'), 3, 0, ...text('run'), 0, 1]
  const code = [1, 4, 0, 0x10, 0, 0x0b]
  const magicAndVersion = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
  return Uint8Array.from([
    ...magicAndVersion,
    ...section(1, types),
    ...section(2, imports),
    ...section(3, [1, 1]),
    ...section(6, heapBase),
    ...section(7, exports),
    ...section(10, code),
  ])
}
