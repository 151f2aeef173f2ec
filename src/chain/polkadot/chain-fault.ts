// Foreign throws become errors of ours in one function. polkadot-js and nodes say what went wrong in prose only.

import type { Hash32 } from '../../domain/index.ts'
import type { ChainError } from '../chain-error.ts'

/** What was asked when it was thrown. */
export type Asked = { readonly what: string; readonly endpoint: string; readonly block?: number | Hash32 }

/** The error of ours for something thrown by polkadot-js. */
export function toChainError(thrown: unknown, asked: Asked): ChainError {
  const detail = thrown instanceof Error ? thrown.message : String(thrown)
  if (/not connected|disconnected|abnormal closure|no response received|websocket|normal closure|1006/i.test(detail)) {
    return { type: 'Disconnected', endpoint: asked.endpoint, detail }
  }
  if (asked.block !== undefined) {
    if (/state already discarded|pruned|missing state/i.test(detail)) return { type: 'StatePruned', block: asked.block }
    if (/unable to retrieve header|block .*not found|header .*not found|unknown ?block|block not found/i.test(detail)) {
      return { type: 'UnknownBlock', block: asked.block }
    }
  }
  return { type: 'BadAnswer', asked: asked.what, detail }
}
