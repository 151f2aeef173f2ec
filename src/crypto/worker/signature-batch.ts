// What the page and its workers say to each other. Up: u32 number of the batch, then for each signature key (32), signature (64), u32 length of the
// message, message; little-endian. Down: u32 number of the batch, then a byte for each: 1 where it holds.

import { bytesToHex, hexToBytes } from '../../domain/index.ts'

/** One signature to look at: the key as hex of 32 bytes, a signature of 64 bytes. */
export interface SignatureTask {
  readonly key: string
  readonly message: Uint8Array
  readonly signature: Uint8Array
}

const KEY_BYTES = 32
const SIGNATURE_BYTES = 64
const HEAD_BYTES = KEY_BYTES + SIGNATURE_BYTES + 4

/** A batch as bytes of its own, which may be handed over. */
export function batchToBytes(batch: number, tasks: readonly SignatureTask[]): Uint8Array<ArrayBuffer> {
  let size = 4
  for (const { message } of tasks) size += HEAD_BYTES + message.length
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, batch, true)
  let at = 4
  for (const { key, message, signature } of tasks) {
    bytes.set(hexToBytes(key), at)
    bytes.set(signature, at + KEY_BYTES)
    view.setUint32(at + KEY_BYTES + SIGNATURE_BYTES, message.length, true)
    bytes.set(message, at + HEAD_BYTES)
    at += HEAD_BYTES + message.length
  }
  return bytes
}

/** The batch of bytes that `batchToBytes` made. */
export function bytesToBatch(bytes: Uint8Array): { readonly batch: number; readonly tasks: readonly SignatureTask[] } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tasks: SignatureTask[] = []
  for (let at = 4; at < bytes.length;) {
    const message = at + HEAD_BYTES
    const end = message + view.getUint32(message - 4, true)
    tasks.push({
      key: bytesToHex(bytes.subarray(at, at + KEY_BYTES)),
      signature: bytes.subarray(at + KEY_BYTES, message - 4),
      message: bytes.subarray(message, end),
    })
    at = end
  }
  return { batch: view.getUint32(0, true), tasks }
}

/** Verdicts of a batch as bytes, in the order of its tasks. */
export function verdictsToBytes(batch: number, verdicts: readonly boolean[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + verdicts.length)
  new DataView(bytes.buffer).setUint32(0, batch, true)
  for (const [index, holds] of verdicts.entries()) bytes[4 + index] = holds ? 1 : 0
  return bytes
}

/** The number of the batch, and the place of its first verdict. */
export function batchOfVerdicts(bytes: Uint8Array): {
  readonly batch: number
  readonly holds: (index: number) => boolean
} {
  const batch = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true)
  return { batch, holds: (index) => bytes[4 + index] === 1 }
}
