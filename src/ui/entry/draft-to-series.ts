import type { Entry, Series } from '../../domain/index.ts'
import type { EntryDraft } from './entry-draft.ts'

/** EX4: the recurring entry that a form asks for, from its first occurrence. */
export function draftToSeries({ repeat, repeatUntil }: EntryDraft, entry: Entry): Series {
  const unit = repeat === 'never' ? 'day' : repeat
  return { entry, interval: { unit, every: 1 }, end: repeatUntil === '' ? null : { type: 'until', date: repeatUntil } }
}
