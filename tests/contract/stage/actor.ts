import type { KeyringPair } from '@polkadot/keyring/types'
import { keccak256AsU8a } from '@polkadot/util-crypto'
import { developmentPair } from '../../../src/devchain/index.ts'
import { bytesToHex, type H160 } from '../../../src/domain/index.ts'

/** Somebody who signs: keys, the address that contracts see, and the next nonce. */
export type Actor = { readonly name: string; readonly pair: KeyringPair; readonly h160: H160; nonce: number }

/** The person behind `//name`, who has sent nothing yet. */
export function actorOf(name: string): Actor {
  const pair = developmentPair(`//${name}`)
  return { name, pair, h160: bytesToHex(keccak256AsU8a(pair.publicKey).subarray(12)) as H160, nonce: 0 }
}
