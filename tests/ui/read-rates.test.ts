import { expect, test } from 'vitest'
import type { Facts } from '../../src/domain/index.ts'
import { readRates } from '../../src/ui/settle/read-rates.ts'

const EUR = { code: 'EUR', digits: 2 }
const USDC = { code: 'USDC', digits: 6 }
const tied = { tie: { token: USDC } } as Facts

test('[MO4] rates are read as typed; a currency without one is left out', () => {
  const read = readRates({ EUR: '1,1' }, 'bank', tied, [EUR, { code: 'JPY', digits: 0 }])
  expect(read).toEqual({ ok: true, value: [{ from: EUR, rate: '1.1', source: 'bank' }] })
  expect(readRates({ EUR: 'much' }, '', tied, [EUR])).toEqual({
    ok: false,
    error: { type: 'RateUnreadable', field: 'EUR' },
  })
})

test('what is counted in the money that is paid is worth itself; with other digits it is another currency', () => {
  expect(readRates({}, '', tied, [USDC])).toEqual({ ok: true, value: [{ from: USDC, rate: '1', source: '' }] })
  expect(readRates({}, '', tied, [{ code: 'USDC', digits: 2 }])).toEqual({ ok: true, value: [] })
})
