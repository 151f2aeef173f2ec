import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '../encoding/bytes.ts'
import type { Entry } from './entry.ts'
import type { EventOf, PotEvent } from '../events/event.ts'
import { bytesToHex, hexToBytes } from '../encoding/hex.ts'
import type { EntryId, EventId } from '../ids.ts'
import type { Series } from './series.ts'
import { utf8Encode } from '../encoding/utf8.ts'

/** One version of a series: its creation or a revision. */
export type SeriesVersion = EventOf<'series.created'> | EventOf<'series.revised'>

/** Whether an event is a version of a series. */
export function isSeriesVersion(event: PotEvent): event is SeriesVersion {
  return event.kind === 'series.created' || event.kind === 'series.revised'
}

/** EX4: the id of a series, which all its versions keep: that of its first event. */
export function seriesRootOf(version: SeriesVersion): EventId {
  return version.kind === 'series.created' ? version.id : version.body.root
}

/** EX4: the root id of an occurrence: SHA-256 of `quits/occurrence/v1`, the series' id and the day in ASCII. Whoever writes it writes the same one. */
export function occurrenceId(series: EventId, date: string): EntryId {
  const preimage = concatBytes(utf8Encode('quits/occurrence/v1'), hexToBytes(series), utf8Encode(date))
  return bytesToHex(sha256(preimage)) as EntryId
}

/** EX4: what an occurrence says: the series' entry on its day. */
export function occurrenceEntry({ entry }: Series, date: string): Entry {
  return { ...entry, date }
}
