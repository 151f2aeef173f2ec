// The two calls of an ERC-20 token that paying takes, in Solidity's layout: four bytes of selector, then words of 32 bytes, numbers big-endian.

import { compactAddLength } from '@polkadot/util'
import { hexToBytes, type H160 } from '../../domain/index.ts'

/** A call of a token. `approve` sets how much `to` may fetch from the caller; `transfer` moves the caller's own. */
export type Erc20Call = { readonly kind: 'approve' | 'transfer'; readonly to: H160; readonly amount: bigint }

const SELECTORS = { approve: '095ea7b3', transfer: 'a9059cbb' } as const

/** A token's call as polkadot-js takes call data, with its length in front, like the contract's own (encode-call.ts). */
export function encodeErc20({ kind, to, amount }: Erc20Call): Uint8Array {
  return compactAddLength(hexToBytes(`${SELECTORS[kind]}${word(to)}${word(amount.toString(16))}`))
}

/** Whether an answer is a token's yes: the word `true`, and not a byte more. An address where nothing stands answers with no bytes at all. */
export function isYes(answer: Uint8Array): boolean {
  return answer.length === 32 && answer.every((byte, i) => byte === (i === 31 ? 1 : 0))
}

function word(hex: string): string {
  return hex.padStart(64, '0')
}
