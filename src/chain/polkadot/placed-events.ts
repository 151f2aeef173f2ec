import type { EventRecord } from '@polkadot/types/interfaces'
import type { H160, PlacedEvent } from '../../domain/index.ts'
import type { BlockRef } from '../block-ref.ts'
import { decodeEvent } from './decode-event.ts'
import { to0x } from './prefixed-hex.ts'

/** The contract's events among all of a block, each with its place. Throws at one that the contract's interface does not describe. */
export function placedEvents(records: readonly EventRecord[], contract: H160, block: BlockRef): readonly PlacedEvent[] {
  return records.flatMap((record, eventIndex) => {
    if (!isFrom(record, contract)) return []
    const extrinsicIndex = record.phase.isApplyExtrinsic ? record.phase.asApplyExtrinsic.toNumber() : -1
    const at = { blockNumber: block.number, blockHash: block.hash, extrinsicIndex, eventIndex }
    return [{ event: decodeEvent(record), at }]
  })
}

/** Contracts with the same events differ by address alone. */
function isFrom({ event }: EventRecord, contract: H160): boolean {
  return event.section === 'revive' && event.method === 'ContractEmitted' && event.data[0]?.toHex() === to0x(contract)
}
