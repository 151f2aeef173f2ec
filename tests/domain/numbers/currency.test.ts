import { expect, test } from 'vitest'
import { currencyByCode, isCurrencyCode, knownCurrencies, parseCurrency } from '../../../src/domain/money/currency.ts'

test('[MO2] the table knows ISO 4217 currencies and chain tokens with their digits', () => {
  expect(digits('JPY EUR KWD MKD THB CLF ISK IQD')).toEqual([0, 2, 3, 2, 2, 4, 0, 3])
  expect(digits('DOT KSM PAS WND UNIT USDC')).toEqual([10, 12, 10, 12, 12, 6])
  expect(currencyByCode('EUR')).toEqual({ code: 'EUR', digits: 2 })
})

test('[MO2] a code outside the table is unknown, whatever it is called', () => {
  for (const code of ['', 'eur', 'XAU', 'XXX', '__proto__', 'constructor']) expect(currencyByCode(code)).toBeUndefined()
})

test('[MO2] the table has every code once, in order, and each is a valid currency', () => {
  const known = knownCurrencies()
  const codes = known.map(({ code }) => code)
  // 165 codes of ISO 4217 with minor units, 6 withdrawn ones, 6 tokens.
  expect(codes).toHaveLength(177)
  expect(codes).toEqual([...new Set(codes)].sort((a, b) => (a < b ? -1 : 1)))
  for (const currency of known) {
    expect(parseCurrency(currency)).toEqual({ ok: true, value: currency })
    expect(Object.isFrozen(currency)).toBe(true)
  }
})

test('[MO2] a pot may have currencies of its own, and other digits than the table', () => {
  expect(parseCurrency({ code: 'BEER', digits: 0 })).toEqual({ ok: true, value: { code: 'BEER', digits: 0 } })
  expect(parseCurrency({ digits: 18n, code: 'A1B2C3D4E5F6' })).toEqual({
    ok: true,
    value: { code: 'A1B2C3D4E5F6', digits: 18 },
  })
  expect(parseCurrency({ code: 'JPY', digits: 2 })).toEqual({ ok: true, value: { code: 'JPY', digits: 2 } })
})

test('[MO2] what is no currency is refused by what is wrong with it', () => {
  for (const input of [null, undefined, 'EUR', 5, [], {}, { code: 'EUR' }, { code: 'EUR', digits: 2, name: 'Euro' }]) {
    expect(parseCurrency(input)).toEqual({ ok: false, error: { type: 'NotACurrency' } })
  }
  for (const code of ['', 'eur', 'ABCDEFGHIJKLM', 'EU R', 'ÉUR', 'EUR\n', 5, null]) {
    expect(parseCurrency({ code, digits: 2 })).toEqual({ ok: false, error: { type: 'BadCurrencyCode' } })
    expect(isCurrencyCode(code)).toBe(false)
  }
  for (const digits of [-1, 19, 1.5, Number.NaN, '2', null, -1n, 19n, 2n ** 64n]) {
    expect(parseCurrency({ code: 'EUR', digits })).toEqual({ ok: false, error: { type: 'BadCurrencyDigits' } })
  }
})

const digits = (codes: string): readonly (number | undefined)[] =>
  codes.split(' ').map((code) => currencyByCode(code)?.digits)
