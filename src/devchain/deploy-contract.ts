import type { Blockchain } from '@acala-network/chopsticks-core'
import type { KeyringPair } from '@polkadot/keyring/types'
import type { BlockWeights } from '@polkadot/types/interfaces'
import { u8aToHex } from '@polkadot/util'
import { keccak256AsU8a } from '@polkadot/util-crypto'
import { signAndInclude } from './sign-and-include.ts'

/** What becomes a contract: a PolkaVM blob, and the selector and arguments of its constructor without a length in front. */
export type ContractBlueprint = { readonly code: Uint8Array; readonly constructorData: Uint8Array }

/** A contract on the chain. Hex text is lowercase, without `0x`: the address has 20 bytes, the hashes 32. */
export type DeployedContract = {
  readonly address: string
  /** Keccak-256 of the code, as pallet-revive names code. */
  readonly codeHash: string
  readonly deployedAt: { readonly blockNumber: number; readonly blockHash: string }
}

/** More than any contract of ours holds in deposits: 1,000 tokens. */
const depositLimit = 1_000n * 10n ** 12n

/** Uploads the code and instantiates it, in a block of its own. Throws when the chain or the constructor refuses. */
export async function deployContract(
  chain: Blockchain,
  { code, constructorData }: ContractBlueprint,
  deployer: KeyringPair,
): Promise<DeployedContract> {
  const { block, events } = await signAndInclude(
    chain,
    ({ tx, consts }) => {
      const instantiate = tx['revive']?.['instantiateWithCode']
      const weights = consts['system']?.['blockWeights'] as BlockWeights | undefined
      if (instantiate === undefined || weights === undefined)
        throw new Error('the chain has no contracts: revive.instantiateWithCode is missing')
      const { refTime, proofSize } = weights.perClass.normal.maxExtrinsic.unwrap()
      // Half of what one extrinsic may take: its own overhead counts too.
      const weight = { refTime: refTime.toBigInt() / 2n, proofSize: proofSize.toBigInt() / 2n }
      return instantiate(0, weight, depositLimit, u8aToHex(code), u8aToHex(constructorData), null)
    },
    deployer,
  )
  const instantiated = events.find(({ event }) => event.section === 'revive' && event.method === 'Instantiated')
  const contract = instantiated?.event.data[1]
  if (contract === undefined) throw new Error('the chain did not say where the contract is')
  return {
    address: contract.toHex().slice(2),
    codeHash: u8aToHex(keccak256AsU8a(code)).slice(2),
    deployedAt: { blockNumber: block.number, blockHash: block.hash.slice(2) },
  }
}
