import { parsePotFile, type PotFileError, type Quits, type WriteError } from '../../app/index.ts'
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
): Promise<Result<ImportedPot, PotFileError | WriteError>> {
  const parsed = await parsePotFile(bytes)
  if (!parsed.ok) return parsed
  const { pot, log, fold } = parsed.value
  const received = await quits.receive(
    pot,
    [...log.events.values()].map(({ stored }) => stored),
  )
  if (!received.ok) return received
  return { ok: true, value: { pot, title: fold.open.genesis.title, added: received.value.accepted.length } }
}
