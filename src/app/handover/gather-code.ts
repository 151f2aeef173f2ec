import { err, type Result } from '../../domain/index.ts'
import { addQrFrame, type QrCollection, type QrError, type QrProgress } from '../../sync/index.ts'
import { base45ToBytes } from './base45.ts'

/** Adds what a camera read, of any origin, to the parts that were seen before; null at the beginning. */
export function gatherCode(before: QrCollection | null, code: string): Result<QrProgress, QrError> {
  const frame = base45ToBytes(code)
  return frame === null ? err({ type: 'NotAQrFrame' }) : addQrFrame(before, frame)
}
