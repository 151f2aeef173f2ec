import { compareCurrencies, type Currency, type Facts } from '../domain/index.ts'

/** A currency of a pot under the name by which people tell it from others of the pot. */
export interface NamedCurrency {
  readonly label: string
  readonly currency: Currency
}

/** The pot's own currency and every one in which somebody has a balance, sorted. Two of one code are told apart by their digits. */
export function currenciesOf({ genesis, nets }: Pick<Facts, 'genesis' | 'nets'>): readonly NamedCurrency[] {
  const all = [genesis.currency, ...nets.map(({ currency }) => currency)]
    .sort(compareCurrencies)
    .filter((currency, i, sorted) => i === 0 || compareCurrencies(currency, sorted[i - 1] as Currency) !== 0)
  return all.map((currency) => {
    const isAlone = all.filter(({ code }) => code === currency.code).length === 1
    return { label: isAlone ? currency.code : `${currency.code} (${currency.digits} digits)`, currency }
  })
}
