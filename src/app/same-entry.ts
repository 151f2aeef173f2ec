import { compareBytes, eventToBytes, type Entry, type PotFold } from '../domain/index.ts'

/** Whether two entries of a pot say the same, to the last field: whether they would be the same bytes of an event. */
export function isSameEntry({ known }: Pick<PotFold, 'known'>, a: Entry, b: Entry): boolean {
  const bytesOf = (entry: Entry): Uint8Array =>
    eventToBytes({ ...known.genesis, kind: 'entry.created', body: { entry } })
  return compareBytes(bytesOf(a), bytesOf(b)) === 0
}
