import type { SubmittableExtrinsic } from '@polkadot/api/types'
import type { EventRecord } from '@polkadot/types/interfaces'
import { developmentPair } from '../../src/devchain/index.ts'

/** The finalized block of an extrinsic, with the extrinsic's own events. */
export type Finalized = { readonly blockHash: string; readonly events: readonly EventRecord[] }

/** Signs, sends and waits for finality. A refused or failed extrinsic rejects. */
export const finalize = (extrinsic: SubmittableExtrinsic<'promise'>, uri: string): Promise<Finalized> =>
  new Promise((resolve, reject) => {
    extrinsic
      .signAndSend(developmentPair(uri), ({ status, events, dispatchError, isError }) => {
        if (dispatchError !== undefined || isError) reject(new Error(dispatchError?.toString() ?? status.type))
        else if (status.isFinalized) resolve({ blockHash: status.asFinalized.toHex(), events })
      })
      .catch(reject)
  })
