import { expect, test } from 'vitest'
import { createMessages } from '../../src/ui/messages/create-messages.ts'
import { en } from '../../src/ui/messages/en.ts'

const { global } = createMessages()
global.setLocaleMessage('en', { ...en, test: { forms: 'none | one | {n} of {what}', braces: 'a{b}c { d }' } })

test('placeholders take values, whatever signs these hold', () => {
  expect(global.t('headline.youOwe', { to: '{amount} | @:x', amount: '€1' })).toBe('You owe {amount} | @:x €1')
})

test('forms are chosen by the number', () => {
  const say = (n: number) => global.t('test.forms', { what: 'them' }, n)
  expect([say(0), say(1), say(2), say(7)]).toEqual(['none', 'one', '2 of them', '7 of them'])
})

test('a placeholder without a value is empty, and braces around anything else are text', () => {
  expect(global.t('test.braces', {})).toBe('ac { d }')
})

test('no message holds a stray brace or an empty form', () => {
  const texts = (value: unknown): readonly string[] =>
    typeof value === 'string' ? [value] : Object.values(value as object).flatMap(texts)
  const odd = texts(en).filter(
    (text) => /[{}]/u.test(text.replaceAll(/\{\w+\}/gu, '')) || text.split('|').some((form) => form.trim() === ''),
  )
  expect(odd).toEqual([])
})
