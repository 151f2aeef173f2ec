import { useI18n } from 'petite-vue-i18n'
import type { Currency } from '../../domain/index.ts'
import { amountText, costText, tokenText } from './amount-text.ts'
import { dayText, momentText } from './date-text.ts'

/** Numbers and days as the reader's place writes them. */
export interface Format {
  readonly locale: string
  readonly amount: (amount: bigint, currency: Currency) => string
  readonly token: (amount: bigint, currency: Currency) => string
  readonly cost: (amount: bigint, currency: Currency) => string
  readonly day: (day: string) => string
  readonly moment: (seconds: number) => string
  readonly number: (number: number | bigint) => string
  readonly list: (words: readonly string[]) => string
}

/** The browser's own place decides numbers, where it speaks the app's language. */
export function useFormat(): Format {
  const { locale: language } = useI18n({ useScope: 'global' })
  const locale = navigator.languages.find((own) => own.startsWith(language.value)) ?? language.value
  return {
    locale,
    amount: (amount, currency) => amountText(amount, currency, locale),
    token: (amount, currency) => tokenText(amount, currency, locale),
    cost: (amount, currency) => costText(amount, currency, locale),
    day: (day) => dayText(day, locale),
    moment: (seconds) => momentText(seconds, locale),
    number: (number) => new Intl.NumberFormat(locale).format(number),
    list: (words) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(words),
  }
}
