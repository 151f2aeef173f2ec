import { inject, provide, type ComputedRef, type InjectionKey } from 'vue'
import { currencyByCode } from '../../app/index.ts'
import type { Currency, Entry } from '../../domain/index.ts'
import type { DraftContext, EntryDraft } from './entry-draft.ts'

interface OpenDraft {
  readonly draft: EntryDraft
  readonly context: ComputedRef<DraftContext>
}

const key: InjectionKey<OpenDraft> = Symbol('open draft')

/** Makes a draft the one that all fields inside write to. */
export function provideDraft(draft: EntryDraft, context: ComputedRef<DraftContext>): void {
  provide(key, { draft, context })
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
