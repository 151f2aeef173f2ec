import { access } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { systemRandom, type EventSigner } from '../crypto/index.ts'
import { bytesToHex, isNameText, ok, potOf, type Currency, type Hash32, type Result } from '../domain/index.ts'
import type { EntryDraft } from '../formats/index.ts'
import { admitEvents, createPot, createReplica, type Replica } from '../log/index.ts'
import { unusable, type CommandError, type Surroundings } from './command.ts'
import { readPot } from './read-pot.ts'
import { systemClock } from './write-events.ts'

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
  if (!isThere) return foundPot(draft.title, draft.entries, signer)
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

async function foundPot(
  title: string,
  entries: readonly EntryDraft[],
  signer: EventSigner,
): Promise<Result<ImportTarget, CommandError>> {
  if (!isNameText(title))
    return unusable(`"${title}" cannot be a title: 1 to 80 characters, without control characters.`)
  const currency = commonCurrency(entries)
  if (!currency) return unusable('the file has no entry that can be imported, so there is no pot to make.')
  const salt = bytesToHex(systemRandom.bytes(32)) as Hash32
  const genesis = await createPot(
    signer,
    { title, salt, currency, chain: null },
    { clock: systemClock, random: systemRandom },
  )
  if (!genesis.ok) return unusable(`the pot could not be made: ${genesis.error.type}.`)
  const log = createReplica(potOf(genesis.value.event))
  await admitEvents(log, [genesis.value.stored])
  return ok({ log, isNew: true })
}

/** The currency of most entries; of several the first in the file. */
function commonCurrency(entries: readonly EntryDraft[]): Currency | undefined {
  const counts = new Map<string, { readonly currency: Currency; readonly count: number }>()
  for (const { currency } of entries) {
    counts.set(currency.code, { currency, count: (counts.get(currency.code)?.count ?? 0) + 1 })
  }
  return [...counts.values()].reduce<{ readonly currency: Currency; readonly count: number } | undefined>(
    (most, each) => (most === undefined || each.count > most.count ? each : most),
    undefined,
  )?.currency
}
