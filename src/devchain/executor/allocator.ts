// Blocks in size classes of powers of two; freed ones are reused. Substrate's own allocator keeps a header of 8 bytes before each block and
// leaves its last bytes zero. The runtime's side of it (sp-io) keeps there, 2 bytes before a pointer, how far it moved that pointer to align
// it: written when it allocates, read when it frees, also of blocks that a host function gave it. Whatever else lies there makes it free
// another block. So these 8 bytes belong to nobody, and are zeros when a block is handed out.
const header = 8
const smallest = 16
const pageBytes = 65_536

/** Hands out the runtime's heap. Pointers are byte offsets into its memory. */
export type Allocator = {
  readonly allocate: (size: number) => number
  readonly free: (pointer: number) => void
  /** Frees everything at once. What lies there stays as it is. */
  readonly reset: () => void
}

/** An allocator of everything in `memory` from `heapBase` on, which is asked at the first allocation; the memory grows as needed. */
export function createAllocator(memory: WebAssembly.Memory, heapBase: () => number): Allocator {
  const freeBySize = new Map<number, number[]>()
  const sizeByPointer = new Map<number, number>()
  let heapTop: number | null = null

  const extend = (blockSize: number): number => {
    const pointer = heapTop ?? (heapBase() + header + 15) & ~15
    heapTop = pointer + blockSize
    const missing = heapTop - memory.buffer.byteLength
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes))
    return pointer
  }
  const allocate = (size: number): number => {
    let blockSize = smallest
    while (blockSize < size + header) blockSize *= 2
    const pointer = freeBySize.get(blockSize)?.pop() ?? extend(blockSize)
    sizeByPointer.set(pointer, blockSize)
    new Uint8Array(memory.buffer, pointer - header, header).fill(0)
    return pointer
  }
  const free = (pointer: number): void => {
    const size = sizeByPointer.get(pointer)
    if (size === undefined) return
    sizeByPointer.delete(pointer)
    const freed = freeBySize.get(size)
    if (freed === undefined) freeBySize.set(size, [pointer])
    else freed.push(pointer)
  }
  const reset = (): void => {
    freeBySize.clear()
    sizeByPointer.clear()
    heapTop = null
  }
  return { allocate, free, reset }
}
