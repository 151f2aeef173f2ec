import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAllocator } from '../../src/devchain/executor/allocator.ts'
import { compactToLength, lengthToCompact } from '../../src/devchain/executor/compact.ts'
import { createRuntimeMemory } from '../../src/devchain/executor/runtime-memory.ts'

test('blocks never overlap, keep 8 spare bytes between them, and lie above the heap base within the memory', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(200_000), fc.boolean()), { maxLength: 60 }), (steps) => {
      const memory = new WebAssembly.Memory({ initial: 1 })
      const { allocate, free } = createAllocator(memory, () => 1001)
      const held = new Map<number, number>()
      for (const [size, isKept] of steps) {
        const pointer = allocate(size)
        expect(pointer).toBeGreaterThanOrEqual(1001)
        expect(pointer + size).toBeLessThanOrEqual(memory.buffer.byteLength)
        for (const [other, otherSize] of held)
          expect(pointer + size + 8 <= other || other + otherSize + 8 <= pointer).toBe(true)
        if (isKept) held.set(pointer, size)
        else free(pointer)
      }
    }),
    { numRuns: 50 },
  )
})

test('a freed block is used again; freeing what was never given out does nothing', () => {
  const { allocate, free } = createAllocator(new WebAssembly.Memory({ initial: 1 }), () => 0)
  const pointer = allocate(100)
  free(pointer)
  free(pointer)
  free(12_345)
  expect(allocate(101)).toBe(pointer)
  expect(allocate(101)).not.toBe(pointer)
})

test('before every block lie 8 zeros, whatever an earlier call left there: the runtime reads them when it frees', () => {
  const heap = new WebAssembly.Memory({ initial: 1 })
  const memory = createRuntimeMemory(heap, () => 1001)
  const start = memory.readFixed(0, 1001)
  const zeros = new Uint8Array(8)
  for (const sizes of [[3, 200_000, 40], [100, 3, 3, 3, 90_000], [17]]) {
    const pointers = sizes.map((size) => memory.write(new Uint8Array(size).fill(7)))
    for (const pointer of pointers) expect(memory.readFixed(pointer - 8, 8)).toEqual(zeros)
    new Uint8Array(heap.buffer).fill(0xab)
    memory.restore(start)
    expect(memory.readFixed(0, 1001)).toEqual(start)
  }
})

test('compact lengths of every width decode to themselves', () => {
  expect(
    [0, 63, 64, 16_383, 16_384, 2 ** 30 - 1].map((length) => Buffer.from(lengthToCompact(length)).toString('hex')),
  ).toEqual(['00', 'fc', '0101', 'fdff', '02000100', 'feffffff'])
  fc.assert(
    fc.property(fc.nat(2 ** 30 - 1), (length) => {
      const bytes = lengthToCompact(length)
      expect(compactToLength(bytes)).toEqual({ length, width: bytes.length })
    }),
  )
})
