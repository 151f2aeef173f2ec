import { systemRandom, type EventSigner } from '../crypto/index.ts'
import { bytesToHex, isNameText, ok, potOf, type Currency, type Hash32, type Result } from '../domain/index.ts'
import type { EntryDraft } from '../formats/index.ts'
import { admitEvents, createPot, createReplica, type Replica } from '../log/index.ts'
import { unusable, type CommandError } from './command.ts'
import { systemClock } from './write-events.ts'

/** A new pot, with its genesis event alone, founded by a device in the currency of most entries. */
export async function foundPot(
  title: string,
  entries: readonly EntryDraft[],
  signer: EventSigner,
): Promise<Result<Replica, CommandError>> {
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
  return ok(log)
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
