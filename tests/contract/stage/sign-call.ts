import type { Blockchain } from '@acala-network/chopsticks-core'
import type { ApiPromise } from '@polkadot/api'
import type { AccountInfo, RuntimeVersion } from '@polkadot/types/interfaces'
import type { IMethod } from '@polkadot/types/types'
import { u8aToHex } from '@polkadot/util'
import type { HexString } from '@polkadot/util/types'
import type { Actor } from './actor.ts'
import type { StageCall, Weight } from './stage.ts'

/** Signs with the actors' own count of nonces, so that one of them can be in a block many times. */
export type Signer = {
  readonly nonceOf: (actor: Actor) => Promise<number>
  readonly signCall: (call: StageCall) => HexString
  /** All of these calls by their common caller in one extrinsic: all go through, or none. */
  readonly signBatch: (calls: readonly StageCall[]) => HexString
  readonly signTransfer: (by: Actor, to: string, planck: bigint) => HexString
}

/** More than any message takes at any size. Fifty of these fit in a block. */
const generousWeight: Weight = { refTime: 20_000_000_000n, proofSize: 150_000n }

/** More than any message is charged: 10 tokens. */
const generousDeposit: bigint = 10n ** 13n

/** A signer for the chain behind `api`. */
export async function createSigner(api: ApiPromise, chain: Blockchain): Promise<Signer> {
  const { registry, tx, query, genesisHash } = api
  const { specVersion, transactionVersion } = await chain.head.runtimeVersion
  const runtimeVersion = registry.createType<RuntimeVersion>('RuntimeVersion', { specVersion, transactionVersion })
  const sign = ({ method }: { readonly method: IMethod }, by: Actor): HexString =>
    registry
      .createType('Extrinsic', method, { version: 4 })
      .sign(by.pair, {
        blockHash: genesisHash, // of an immortal transaction
        genesisHash,
        nonce: by.nonce++,
        runtimeVersion,
        signedExtensions: registry.signedExtensions,
      })
      .toHex()
  const toTx = ({ to, data, value = 0n, weight = generousWeight, depositLimit = generousDeposit }: StageCall) =>
    tx['revive']!['call']!(`0x${to}`, value, weight, depositLimit, u8aToHex(data))
  return {
    nonceOf: async ({ pair }) => ((await query['system']!['account']!(pair.address)) as AccountInfo).nonce.toNumber(),
    signCall: (call) => sign(toTx(call), call.by),
    signBatch: (calls) => sign(tx['utility']!['batchAll']!(calls.map(toTx)), calls[0]!.by),
    signTransfer: (by, to, planck) => sign(tx['balances']!['transferKeepAlive']!(to, planck), by),
  }
}
