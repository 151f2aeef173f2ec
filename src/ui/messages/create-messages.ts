import { createI18n, registerMessageResolver, useI18n, type I18n } from 'petite-vue-i18n'
import { compileMessage } from './compile-message.ts'
import { enFirst } from './en-first.ts'
import type { MessageKey } from './message-key.ts'

/** The catalogue as a plugin of the app, with the texts of the first screen. Other languages are objects of the same shape. */
export function createMessages(): I18n<{}, {}, {}, string, false> {
  registerMessageResolver(messageAt)
  return createI18n({
    legacy: false,
    locale: 'en',
    fallbackLocale: 'en',
    messages: { en: enFirst },
    messageCompiler: compileMessage,
    missingWarn: false,
  })
}

/** The text at `pot.title`: the small build of the library knows flat catalogues only. */
function messageAt(catalogue: unknown, key: string): string | null {
  let found = catalogue
  for (const name of key.split('.'))
    found = typeof found === 'object' && found !== null ? (found as Readonly<Record<string, unknown>>)[name] : undefined
  return typeof found === 'string' ? found : null
}

/** Brings the rest of the catalogue; screens other than the first wait for it. */
export async function loadMessages({ global }: ReturnType<typeof createMessages>): Promise<void> {
  const { en } = await import('./en.ts')
  global.setLocaleMessage('en', en)
}

/** What may stand in a message's placeholders. */
export type MessageValues = Readonly<Record<string, string | number>>

/** A text of the catalogue by its key; with `count`, in the form for that number. */
export type Text = (key: MessageKey, values?: MessageValues, count?: number) => string

/** Texts of the catalogue in the language in use. */
export function useText(): Text {
  const { t } = useI18n({ useScope: 'global' })
  return (key, values = {}, count) => (count === undefined ? t(key, values) : t(key, values, count))
}
