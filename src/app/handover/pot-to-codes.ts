import { err, ok, type Result } from '../../domain/index.ts'
import type { StoredEvent } from '../../log/index.ts'
import { bytesToQrFrames, framesToSyncFile, plainPayloads, SYNC_LIMITS } from '../../sync/index.ts'
import { bytesToBase45 } from './base45.ts'
import { deflate } from './deflate.ts'

/** Why a pot has no codes. */
export interface PotTooLargeForCodes {
  readonly type: 'PotTooLargeForCodes'
  /** Packed, in bytes. */
  readonly bytes: number
  readonly limit: number
}

/**
 * The bytes in one code: 750 signs, a code of version 15 at the lowest level of correction. A larger one would be fewer codes, each of which a camera at
 * arm's length reads less often.
 */
const CODE_BYTES = 500

/**
 * A whole pot as the texts of QR codes, to be shown in turn. Together they are a sync file, deflated, with one event a frame: its signature and bytes, the
 * genesis event first. It is half of the pot file; the readable part is computed from the events there as here.
 */
export async function potToCodes(
  events: readonly StoredEvent[],
): Promise<Result<readonly string[], PotTooLargeForCodes>> {
  const whole = await deflate(framesToSyncFile(events.map(plainPayloads.seal)))
  const limit = SYNC_LIMITS.frameBytes
  if (whole.length > limit) return err({ type: 'PotTooLargeForCodes', bytes: whole.length, limit })
  return ok(bytesToQrFrames(whole, CODE_BYTES).map(bytesToBase45))
}
