// Extrinsics of the embedded chain itself: signed here and put straight into a block of their own.
import type { Block, Blockchain } from '@acala-network/chopsticks-core'
import type { KeyringPair } from '@polkadot/keyring/types'
import type { Vec } from '@polkadot/types'
import type { DecoratedMeta } from '@polkadot/types/metadata/decorate/types'
import type { AccountInfo, DispatchError, EventRecord, RuntimeVersion } from '@polkadot/types/interfaces'
import type { StorageEntry } from '@polkadot/types/primitive/types'
import type { IMethod } from '@polkadot/types/types'
import { buildBlock } from './build-block.ts'

/** The block that holds the extrinsic, and the events of that block. */
export type Inclusion = { readonly block: Block; readonly events: readonly EventRecord[] }

/** Builds a block with `call`, signed by `signer`. A failed dispatch throws with the chain's name for the failure. */
export async function signAndInclude(
  chain: Blockchain,
  toCall: (meta: DecoratedMeta) => IMethod,
  signer: KeyringPair,
): Promise<Inclusion> {
  const { head } = chain
  const [meta, registry, { specVersion, transactionVersion }] = await Promise.all([
    head.meta,
    head.registry,
    head.runtimeVersion,
  ])
  const account = await head.read('AccountInfo', storageOf(meta, 'system', 'account'), signer.publicKey)
  const genesisHash = (await chain.getBlockAt(0))?.hash ?? head.hash
  const extrinsic = registry.createType('Extrinsic', toCall(meta), { version: 4 }).sign(signer, {
    blockHash: genesisHash, // of an immortal transaction
    genesisHash,
    nonce: (account as AccountInfo | undefined)?.nonce ?? 0,
    runtimeVersion: registry.createType<RuntimeVersion>('RuntimeVersion', { specVersion, transactionVersion }),
    signedExtensions: registry.signedExtensions,
  })
  const name = `${extrinsic.method.section}.${extrinsic.method.method}`
  const validity = await chain.validateExtrinsic(extrinsic.toHex())
  if (validity.isErr) throw new Error(`the chain does not accept ${name}: ${validity.asErr.toString()}`)
  const block = await buildBlock(chain, [extrinsic.toHex()])
  if (!(await block.extrinsics).includes(extrinsic.toHex())) throw new Error(`the block left ${name} out`)
  const events = [...((await block.read('Vec<EventRecord>', storageOf(meta, 'system', 'events'))) as Vec<EventRecord>)]
  const failed = events.find(({ event }) => meta.events['system']?.['ExtrinsicFailed']?.is(event))
  if (failed !== undefined) throw new Error(`the chain refused ${name}: ${reasonOf(failed)}`)
  return { block, events }
}

/** A storage entry by its pallet and name. */
const storageOf = (meta: DecoratedMeta, pallet: string, entry: string): StorageEntry => {
  const found = meta.query[pallet]?.[entry]
  if (found === undefined) throw new Error(`the chain has no storage ${pallet}.${entry}`)
  return found
}

const reasonOf = ({ event }: EventRecord): string => {
  const error = event.data[0] as DispatchError
  if (!error.isModule) return error.toString()
  const { section, name } = event.registry.findMetaError(error.asModule)
  return `${section}.${name}`
}
