// One promise of the storage contract, and how it is held against an adapter.

import type { AccountId, Hash32 } from '../../../src/domain/index.ts'
import type { Storage } from '../../../src/storage/index.ts'
import type { Expect } from '../../expect/expect.ts'

/** A sent transaction as far as storage cares, with everything that plain data may hold. */
export interface Sent {
  readonly hash: Hash32
  readonly account: AccountId
  readonly nonce: number
  readonly purpose: string | null
  readonly call: { readonly planck: bigint; readonly proof: readonly string[]; readonly urgent: boolean }
}

/** A place where an adapter keeps things: opened any number of times, by several at once, until it is removed. */
export interface Place {
  readonly open: () => Storage<Sent>
  readonly remove: () => Promise<void>
}

/** What an adapter can do. */
export interface Traits {
  /** Whether what one has written another, or a later one, reads. */
  readonly shared: boolean
}

/** What a case is given: an opened storage on a fresh place. */
export interface StorageCaseContext extends Traits {
  readonly storage: Storage<Sent>
  readonly place: Place
  readonly createPlace: () => Promise<Place>
  readonly expect: Expect
}

/** One promise that every adapter keeps. */
export interface StorageCase {
  readonly title: string
  /** Whether it is about what one has written and another reads. */
  readonly sharedOnly?: true
  readonly run: (context: StorageCaseContext) => Promise<void>
}

/** Runs a case on a fresh place and cleans up. Rejects when the promise is not kept. */
export const assertStorageCase = async (
  { run }: StorageCase,
  createPlace: () => Promise<Place>,
  { shared }: Traits,
  expect: Expect,
): Promise<void> => {
  const place = await createPlace()
  const storage = place.open()
  try {
    await run({ storage, place, createPlace, shared, expect })
  } finally {
    await storage.close()
    await place.remove()
  }
}
