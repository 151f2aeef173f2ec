import type { H160 } from '../domain/index.ts'

/** Asset Hub's ERC-20 precompile for the assets of pallet-assets: the asset's number in front of the address, the precompile's at its end. */
const ERC20_ADDRESS = /^([0-9a-f]{8})0{24}01200000$/

/** The number of the asset that answers at a token's address; null for an address of another kind, such as that of a contract. */
export function assetOfToken(token: H160): number | null {
  const [, number] = ERC20_ADDRESS.exec(token) ?? []
  return number === undefined ? null : Number.parseInt(number, 16)
}
