import { Abi } from '@polkadot/api-contract'
import metadata from '../../../metadata/settlement.json' with { type: 'json' }

let loaded: Abi | undefined

/** The contract's interface, parsed once. Used for encoding and decoding only; `Contract` of api-contract does not fit today's pallet-revive. */
export function contractAbi(): Abi {
  loaded ??= new Abi(metadata)
  return loaded
}
