import type { Hash32 } from '../../../src/domain/index.ts'

let count = 0

/** 32 bytes that no one else on the stage uses. */
export function freshHash(): Hash32 {
  return (++count).toString(16).padStart(64, '0') as Hash32
}
