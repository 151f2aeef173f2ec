import type { Blockchain } from '@acala-network/chopsticks-core'
import type { ApiPromise } from '@polkadot/api'
import type { u128, Vec } from '@polkadot/types'
import type { DispatchError, DispatchInfo, EventRecord } from '@polkadot/types/interfaces'
import type { HexString } from '@polkadot/util/types'
import { decodeEvent } from '../../../src/chain/polkadot/decode-event.ts'
import { dispatchReason } from '../../../src/chain/polkadot/dispatch-reason.ts'
import { buildBlock } from '../../../src/devchain/build-block.ts'
import type { H160 } from '../../../src/domain/index.ts'
import type { Receipt } from './stage.ts'
import { isTokenAddress } from './token-calls.ts'

/** Builds a block with these extrinsics and reads what became of each. An extrinsic left out throws. */
export function createBlockReader(
  api: ApiPromise,
  chain: Blockchain,
): (extrinsics: readonly HexString[]) => Promise<readonly Receipt[]> {
  return async (extrinsics) => {
    const block = await buildBlock(chain, [...extrinsics])
    const included = await block.extrinsics
    const meta = await block.meta
    const records = (await block.read('Vec<EventRecord>', meta.query['system']!['events']!)) as Vec<EventRecord>
    const recordsByIndex = included.map((): EventRecord[] => [])
    for (const record of records)
      if (record.phase.isApplyExtrinsic) recordsByIndex[record.phase.asApplyExtrinsic.toNumber()]!.push(record)
    return extrinsics.map((extrinsic, i) => {
      const of = recordsByIndex[included.indexOf(extrinsic)]
      if (of === undefined) throw new Error(`the chain left extrinsic ${i} of ${extrinsics.length} out`)
      return receiptOf(api, of, extrinsic.length / 2 - 1)
    })
  }
}

const receiptOf = (api: ApiPromise, records: readonly EventRecord[], bytes: number): Receipt => {
  // What the chain says of an extrinsic as a whole is the last of its events.
  const named = (section: string, method: string): EventRecord['event'] | undefined =>
    records.findLast(({ event }) => event.section === section && event.method === method)?.event
  const failed = named('system', 'ExtrinsicFailed')
  const info = (failed?.data[1] ?? named('system', 'ExtrinsicSuccess')?.data[0]) as DispatchInfo
  return {
    failure: failed === undefined ? null : dispatchReason(api.registry, failed.data[0] as DispatchError),
    fee: (named('transactionPayment', 'TransactionFeePaid')!.data[1] as u128).toBigInt(),
    weight: { refTime: info.weight.refTime.toBigInt(), proofSize: info.weight.proofSize.toBigInt() },
    bytes,
    events: records
      .filter(({ event }) => event.section === 'revive' && event.method === 'ContractEmitted')
      // The events of tokens come the same way.
      .filter(({ event }) => !isTokenAddress(event.data[0]!.toHex().slice(2)))
      .map((record) => ({
        contract: record.event.data[0]!.toHex().slice(2) as H160,
        event: decodeEvent(record),
      })),
  }
}
