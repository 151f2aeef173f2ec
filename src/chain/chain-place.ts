import type { ChainPlace } from '../domain/index.ts'

/** The key of a place: block hash / extrinsic index / event index. Storing an event twice under it changes nothing. */
export function placeKey(at: ChainPlace): string {
  return `${at.blockHash}/${at.extrinsicIndex}/${at.eventIndex}`
}

/** Order of places on one chain, as `sort` wants it. */
export function comparePlaces(a: ChainPlace, b: ChainPlace): number {
  return a.blockNumber - b.blockNumber || a.extrinsicIndex - b.extrinsicIndex || a.eventIndex - b.eventIndex
}
