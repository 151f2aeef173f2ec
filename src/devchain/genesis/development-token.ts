import { stringToU8a } from '@polkadot/util'

/** A token of pallet-assets that every development account holds: it stands for a stable coin, with the number that USDt has on Asset Hub. */
export const developmentToken = {
  id: 1984,
  name: 'Development dollar',
  symbol: 'DEVUSD',
  decimals: 6,
  /** What each development account starts with: 10,000, in the token's smallest unit. */
  each: 10_000_000_000,
  /** Where it answers as an ERC-20 contract: its number in front, the precompile's behind. */
  h160: '000007c000000000000000000000000001200000',
} as const

/** An account lives with a hundredth of the token alone, as on Asset Hub. */
const leastBalance = 10_000

/** The part of the genesis that pallet-assets makes: the token, in everybody's hands. The first account may mint it. */
export const assetsAtGenesis = (addresses: readonly string[]): Record<string, unknown> => {
  const { id, name, symbol, decimals, each } = developmentToken
  return {
    assets: [[id, addresses[0], true, leastBalance]],
    metadata: [[id, [...stringToU8a(name)], [...stringToU8a(symbol)], decimals]],
    accounts: addresses.map((address) => [id, address, each]),
  }
}
