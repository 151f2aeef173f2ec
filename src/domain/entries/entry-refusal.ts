// Why a version of an entry or a series does not count. Nothing here depends on versions that its author had not seen, so what counts stays so,
// whatever arrives later.

import type { Causality } from '../epochs/causality.ts'
import { compareCurrencies } from '../money/effect.ts'
import { membersOfEntry } from './entry-effect.ts'
import { entryIdOf, replacedBy, type EntryVersion } from './entry-version.ts'
import type { Entry } from './entry.ts'
import type { Facts, NotCounting } from '../facts.ts'
import type { EntryId, EventId } from '../ids.ts'
import { occurrenceEntry, seriesRootOf, type SeriesVersion } from './occurrence.ts'
import { isOccurrence } from './series-dates.ts'

type Known = Pick<Facts, 'genesis' | 'devices' | 'members' | 'series' | 'versions'>

/** EX2, EX4, ME2, MO5: why a version does not count: who wrote it, what it names, or whom. */
export function refusalOfVersion(
  known: Known,
  event: EntryVersion | SeriesVersion,
  causality: Causality,
): NotCounting | undefined {
  if (!known.devices.has(event.device)) return { type: 'DeviceUnknown' }
  const unknown = namedBy(event).find((id) => !causality.sees(event.id, id) || !canName(known, event, id))
  if (unknown !== undefined) return { type: 'UnknownEvent', event: unknown }
  switch (event.kind) {
    case 'entry.voided':
    case 'entry.restored':
      return undefined
    case 'series.created':
    case 'series.revised':
      return refusalOfEntry(known, event.body.series.entry)
    case 'entry.revised':
      return refusalOfEntry(known, event.body.entry)
    case 'entry.created':
      return refusalOfEntry(known, event.body.entry) ?? refusalOfRetired(known, event.id, event.body.entry, causality)
    case 'occurrence.created': {
      const { series } = (known.series.get(event.body.series) as SeriesVersion).body
      if (!isOccurrence(series, event.body.date)) return { type: 'NotAnOccurrence' }
      return refusalOfRetired(known, event.id, occurrenceEntry(series, event.body.date), causality)
    }
  }
}

/** The versions that must be there for this one to count. */
function namedBy(event: EntryVersion | SeriesVersion): readonly EventId[] {
  if (event.kind === 'series.created') return []
  if (event.kind === 'series.revised') return event.body.replaces
  return event.kind === 'occurrence.created' ? [event.body.series] : replacedBy(event)
}

/** Whether a version that counts may be named so: of the same root, and by a restore only a void. */
function canName({ series, versions }: Known, event: EntryVersion | SeriesVersion, id: EventId): boolean {
  const terms = series.get(id)
  if (event.kind === 'occurrence.created') return terms !== undefined
  if (event.kind === 'series.created' || event.kind === 'series.revised')
    return terms !== undefined && seriesRootOf(terms) === seriesRootOf(event)
  const named = versions.get(entryIdOf(event, series) as EntryId)?.find((version) => version.id === id)
  return named !== undefined && (event.kind !== 'entry.restored' || named.kind === 'entry.voided')
}

function refusalOfEntry({ genesis, members }: Known, entry: Entry): NotCounting | undefined {
  const { equivalent } = entry
  if (equivalent && compareCurrencies(equivalent.currency, genesis.currency) !== 0) return { type: 'NotPotCurrency' }
  const stranger = membersOfEntry(entry).find((member) => !members.has(member))
  return stranger === undefined ? undefined : { type: 'UnknownMember', member: stranger }
}

/** ME2: who retired, as the author had seen, takes no part in new expenses and income; money handed over settles what is left. */
function refusalOfRetired(
  { members }: Known,
  event: EventId,
  entry: Entry,
  causality: Causality,
): NotCounting | undefined {
  if (entry.type === 'transfer') return undefined
  const member = membersOfEntry(entry).find((each) => {
    const retired = members.get(each)?.retired
    return retired && causality.sees(event, retired)
  })
  return member === undefined ? undefined : { type: 'MemberRetired', member }
}
