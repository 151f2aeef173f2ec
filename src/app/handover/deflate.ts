// DEFLATE (RFC 1951) as browsers and Node bring it along.

import { concatBytes } from '../../domain/index.ts'

/** The bytes, packed. */
export async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  return (await through(bytes, new CompressionStream('deflate-raw'), Infinity)) as Uint8Array
}

/** The bytes unpacked; null where they are damaged or would become more than `limit`, of which no more is ever held. */
export async function inflate(bytes: Uint8Array, limit: number): Promise<Uint8Array | null> {
  try {
    return await through(bytes, new DecompressionStream('deflate-raw'), limit)
  } catch (cause) {
    // What the platform throws for bytes that are none of its own making.
    if (cause instanceof TypeError || (cause instanceof Error && 'code' in cause)) return null
    throw cause
  }
}

async function through(
  bytes: Uint8Array,
  change: CompressionStream | DecompressionStream,
  limit: number,
): Promise<Uint8Array | null> {
  const reader = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(change).getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value)
    length += next.value.length
    if (length <= limit) continue
    await reader.cancel()
    return null
  }
  return concatBytes(...chunks)
}
