import { access } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { EventSigner } from '../crypto/index.ts'
import { isNameText, ok, type Result } from '../domain/index.ts'
import type { EntryDraft } from '../formats/index.ts'
import type { Replica } from '../log/index.ts'
import { unusable, type CommandError, type Surroundings } from './command.ts'
import { foundPot } from './found-pot.ts'
import { readPot } from './read-pot.ts'

/** The pot that an import goes into. */
export interface ImportTarget {
  readonly log: Replica
  readonly isNew: boolean
}

/** The pot in the file, which must know this device; or a new pot that this device founds, when there is no such file. */
export async function openImportTarget(
  path: string,
  draft: { readonly title: string; readonly entries: readonly EntryDraft[] },
  signer: EventSigner,
  around: Surroundings,
): Promise<Result<ImportTarget, CommandError>> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  )
  if (!isThere) {
    const founded = await foundPot(draft.title, draft.entries, signer)
    return founded.ok ? ok({ log: founded.value, isNew: true }) : founded
  }
  const read = await readPot(path, around)
  if (!read.ok) return unusable(read.error.sentence)
  const { log, fold } = read.value
  if (fold.open.devices.has(signer.device)) return ok({ log, isNew: false })
  const device = signer.device.slice(0, 8)
  return unusable(
    `this device (${device}…) does not speak in the pot "${fold.open.genesis.title}", so nothing was imported; use the device that founded it (--device <file>), or have a member confirm this one.`,
  )
}

/** A title from the name of a file. */
export function titleOf(path: string): string {
  const name = basename(path, extname(path))
    .replaceAll(/[\s_]+/gu, ' ')
    .normalize('NFC')
    .trim()
    .slice(0, 80)
    .trim()
  return isNameText(name) ? name : 'Imported from Splitwise'
}
