import { inject, provide, type ComputedRef, type InjectionKey } from 'vue'
import { currencyByCode } from '../../app/index.ts'
import type { Currency, Entry, Member } from '../../domain/index.ts'
import type { DraftContext, EntryDraft } from './entry-draft.ts'

interface OpenDraft {
  readonly draft: EntryDraft
  readonly context: ComputedRef<DraftContext>
  /** Whom the form offers: those who take part, and those whom the entry names already. */
  readonly people: ComputedRef<readonly Member[]>
}

const key: InjectionKey<OpenDraft> = Symbol('open draft')

/** Makes a draft the one that all fields inside write to. */
export function provideDraft(open: OpenDraft): void {
  provide(key, open)
}

/** The draft of the form around this field. */
export function useOpenDraft(): OpenDraft {
  const open = inject(key)
  if (!open) throw new Error('a field stands outside of its form')
  return open
}

/** MO2: the digits of an entry's currency are those it was written with; only a new choice asks the table. */
export function draftCurrency(draft: EntryDraft, entry: Entry | null, fallback: Currency): Currency {
  if (entry?.currency.code === draft.currency) return entry.currency
  if (fallback.code === draft.currency) return fallback
  return currencyByCode(draft.currency) ?? fallback
}
