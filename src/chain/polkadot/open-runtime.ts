import { Metadata, TypeRegistry } from '@polkadot/types'
import type { EventRecord } from '@polkadot/types/interfaces'
import { u8aToHex } from '@polkadot/util'
import { err, ok, type H160, type PlacedEvent, type Result } from '../../domain/index.ts'
import type { BlockRef } from '../block-ref.ts'
import { placedEvents } from './placed-events.ts'

/** A runtime opened by its metadata, without any node. */
export type OpenRuntime = {
  readonly name: string
  readonly version: number
  readonly blockHashCount: number
  /** The contract's events in the bytes of `System.Events` of a block. */
  readonly eventsOf: (
    bytes: Uint8Array,
    contract: H160,
    block: BlockRef,
  ) => Result<readonly PlacedEvent[], EventsUnreadable>
}

/** The bytes are no metadata of a runtime. */
export type MetadataUnreadable = { readonly type: 'MetadataUnreadable'; readonly detail: string }

/** The bytes are not the events of a block as this runtime lays them out. */
export type EventsUnreadable = { readonly type: 'EventsUnreadable'; readonly block: BlockRef; readonly detail: string }

/** Reads metadata as `state_getMetadata` gives it. Whatever polkadot-js throws over bytes of strangers becomes an error. */
export function openRuntime(metadata: Uint8Array): Result<OpenRuntime, MetadataUnreadable> {
  try {
    const registry = new TypeRegistry()
    const read = new Metadata(registry, u8aToHex(metadata))
    registry.setMetadata(read, undefined, unknownExtensions(read))
    const { specName, specVersion } = constantOf(registry, read, 'Version') as unknown as Version
    const blockHashCount = Number(constantOf(registry, read, 'BlockHashCount').toString())
    if (!Number.isSafeInteger(blockHashCount)) throw new TypeError('no BlockHashCount')
    return ok({
      name: specName.toString(),
      version: specVersion.toNumber(),
      blockHashCount,
      eventsOf: (bytes, contract, block) => readEvents(registry, bytes, contract, block),
    })
  } catch (thrown) {
    return err({ type: 'MetadataUnreadable', detail: detailOf(thrown) })
  }
}

type Version = { readonly specName: { toString(): string }; readonly specVersion: { toNumber(): number } }

/** Extensions of transactions, which nothing here reads: polkadot-js warns on the console of those that it does not know unless it is told of them. */
function unknownExtensions(
  metadata: Metadata,
): Record<string, { extrinsic: Record<string, never>; payload: Record<string, never> }> {
  const { transactionExtensions } = metadata.asLatest.extrinsic
  return Object.fromEntries(
    transactionExtensions.map(({ identifier }) => [identifier.toString(), { extrinsic: {}, payload: {} }]),
  )
}

function constantOf(registry: TypeRegistry, metadata: Metadata, name: string): { toString(): string } {
  const system = metadata.asLatest.pallets.find((pallet) => pallet.name.toString() === 'System')
  const found = system?.constants.find((constant) => constant.name.toString() === name)
  if (!found) throw new TypeError(`no System.${name}`)
  return registry.createType(registry.createLookupType(found.type), found.value.toU8a(true))
}

function readEvents(
  registry: TypeRegistry,
  bytes: Uint8Array,
  contract: H160,
  block: BlockRef,
): Result<readonly PlacedEvent[], EventsUnreadable> {
  try {
    const records = registry.createType('Vec<EventRecord>', bytes)
    if (records.encodedLength !== bytes.length)
      throw new TypeError(`${bytes.length - records.encodedLength} bytes left`)
    return ok(placedEvents([...records] as unknown as readonly EventRecord[], contract, block))
  } catch (thrown) {
    return err({ type: 'EventsUnreadable', block, detail: detailOf(thrown) })
  }
}

function detailOf(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.message : String(thrown)).slice(0, 200)
}
