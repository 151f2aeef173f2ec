import type { ChainEvent } from './chain-event.ts'
import type { Hash32 } from '../ids.ts'

/** Where the chain put an event. The three of hash, extrinsic and event index are its key: they never name another event. */
export type ChainPlace = {
  readonly blockNumber: number
  readonly blockHash: Hash32
  readonly extrinsicIndex: number
  readonly eventIndex: number
}

/** A contract event and its place. Only events of finalized blocks order anything (EP6). */
export type PlacedEvent = { readonly event: ChainEvent; readonly at: ChainPlace }
