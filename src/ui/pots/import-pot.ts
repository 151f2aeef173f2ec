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
import { parseHandover, type HandoverError } from '../../app/handover/index.ts'
import type { PotId, Result } from '../../domain/index.ts'

/** A pot from outside: how it came, and its bytes. */
export interface BroughtPot {
  readonly by: 'file' | 'codes'
  readonly bytes: Uint8Array
}

/** What it brought. */
export interface ImportedPot {
  readonly pot: PotId
  readonly title: string
  /** Events that were new here. */
  readonly added: number
}

/** Why it was not taken. */
export type ImportError = PotFileError | HandoverError | WriteError

/** Takes a pot from outside: every event is checked, what is new is stored, nothing is replaced. */
export async function importPot(
  quits: Quits,
  brought: BroughtPot,
  watch: CheckWatch,
): Promise<Result<ImportedPot, ImportError>> {
  const parsed = await parseInWatch(quits, brought, watch)
  if (!parsed.ok) return parsed
  const { pot, log, fold } = parsed.value
  const stored = [...log.events.values()].map((signed) => signed.stored)
  // The signatures have just been verified.
  const received = await quits.receive(pot, stored, { mark: markOf(log), watch })
  if (!received.ok) return received
  return { ok: true, value: { pot, title: fold.open.genesis.title, added: received.value.accepted.length } }
}

async function parseInWatch(
  { ports: { verifierFor } }: Quits,
  { by, bytes }: BroughtPot,
  watch: CheckWatch,
): Promise<Result<PotFile, ImportError>> {
  try {
    return await (by === 'file' ? parsePotFile : parseHandover)(bytes, { watch, ...(verifierFor && { verifierFor }) })
  } catch (cause) {
    if (cause instanceof CheckCancelled) return { ok: false, error: { type: 'CheckEnded' } }
    throw cause
  }
}
