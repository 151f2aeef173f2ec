// A token as contracts see it: ERC-20 in the ABI of Solidity, written out here without any library of ours or theirs.

import { hexToU8a } from '@polkadot/util'
import { developmentToken } from '../../../src/devchain/index.ts'
import type { H160 } from '../../../src/domain/index.ts'
import type { Actor } from './actor.ts'
import type { Stage, StageCall } from './stage.ts'

/** Where the token of the development chain lives. */
export const devToken = developmentToken.h160 as string as H160

/** Where a token of pallet-assets lives: its number in front, the precompile's behind. */
export const tokenAt = (id: number): H160 => `${id.toString(16).padStart(8, '0')}${devToken.slice(8)}` as H160

/** Whether a token of pallet-assets would live here. */
export const isTokenAddress = (address: string): boolean => address.slice(8) === devToken.slice(8)

const word = (value: bigint | H160): string =>
  (typeof value === 'bigint' ? value.toString(16) : value).padStart(64, '0')
const solidity = (selector: string, ...words: readonly (bigint | H160)[]): Uint8Array =>
  hexToU8a(`0x${selector}${words.map(word).join('')}`)

/** Lets `spender` spend this much, whatever was allowed before. */
export const approve = (by: Actor, spender: H160, amount: bigint, token = devToken): StageCall => ({
  by,
  to: token,
  data: solidity('095ea7b3', spender, amount),
})

/** Gives this much to somebody. */
export const transfer = (by: Actor, to: H160, amount: bigint, token = devToken): StageCall => ({
  by,
  to: token,
  data: solidity('a9059cbb', to, amount),
})

/** How much of the token an address has. */
export const tokensOf = (stage: Stage, address: H160, token = devToken): Promise<bigint> =>
  ask(stage, token, solidity('70a08231', address))

/** How much of the owner's the spender may still spend. */
export const allowanceOf = (stage: Stage, owner: H160, spender: H160, token = devToken): Promise<bigint> =>
  ask(stage, token, solidity('dd62ed3e', owner, spender))

const ask = async (stage: Stage, to: H160, data: Uint8Array): Promise<bigint> => {
  const { result } = await stage.rehearse({ by: stage.crowd[0] as Actor, to, data })
  if (result.kind === 'refused' || result.isReverted)
    throw new Error(`the token does not answer: ${JSON.stringify(result)}`)
  return BigInt(`0x${Buffer.from(result.data).toString('hex')}`)
}
