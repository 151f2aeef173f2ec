// The library's own compiler reads a larger language than this catalogue speaks and weighs more than a screen: ours has `{name}` placeholders and forms
// for one and many, parted by `|`.

import type { MessageContext, MessageFunction } from 'petite-vue-i18n'

type Part = (context: MessageContext) => string

const compiled = new Map<string, MessageFunction>()

/** A message as a function of its placeholders' values. */
export function compileMessage(message: unknown): MessageFunction {
  if (typeof message !== 'string') throw new TypeError('a message of the catalogue is text')
  const known = compiled.get(message) ?? compile(message)
  compiled.set(message, known)
  return known
}

function compile(message: string): MessageFunction {
  const forms = message.split('|').map((form) => readForm(form.trim()))
  const [only] = forms
  const single = forms.length === 1 ? only : undefined
  const run = (context: MessageContext): string =>
    single ? write(context, single) : context.plural(forms.map((form) => write(context, form)))
  return run
}

function write(context: MessageContext, form: readonly Part[]): string {
  return form.map((part) => part(context)).join('')
}

function readForm(form: string): readonly Part[] {
  return form.split(/(\{\w+\})/).map((part): Part => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    return name === undefined ? () => part : (context) => toText(context.named(name))
  })
}

function toText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : ''
}
