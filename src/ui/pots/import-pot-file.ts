import {
  CheckCancelled,
  markOf,
  parsePotFile,
  type CheckWatch,
  type PotFile,
  type PotFileError,
  type Quits,
  type WriteError,
} from '../../app/index.ts'
import type { PotId, Result } from '../../domain/index.ts'

/** What a file brought. */
export interface ImportedPot {
  readonly pot: PotId
  readonly title: string
  /** Events that were new here. */
  readonly added: number
}

/** Takes a pot file: every event is checked, what is new is stored, nothing is replaced. */
export async function importPotFile(
  quits: Quits,
  bytes: Uint8Array,
  watch: CheckWatch,
): Promise<Result<ImportedPot, PotFileError | WriteError>> {
  const parsed = await parseInWatch(quits, bytes, watch)
  if (!parsed.ok) return parsed
  const { pot, log, fold } = parsed.value
  const stored = [...log.events.values()].map((signed) => signed.stored)
  // The signatures of the file have just been verified.
  const received = await quits.receive(pot, stored, { mark: markOf(log), watch })
  if (!received.ok) return received
  return { ok: true, value: { pot, title: fold.open.genesis.title, added: received.value.accepted.length } }
}

async function parseInWatch(
  { ports: { verifierFor } }: Quits,
  bytes: Uint8Array,
  watch: CheckWatch,
): Promise<Result<PotFile, PotFileError | WriteError>> {
  try {
    return await parsePotFile(bytes, { watch, ...(verifierFor && { verifierFor }) })
  } catch (cause) {
    if (cause instanceof CheckCancelled) return { ok: false, error: { type: 'CheckEnded' } }
    throw cause
  }
}
