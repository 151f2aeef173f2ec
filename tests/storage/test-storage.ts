import { expect, test } from 'vitest'
import { assertStorageCase, type Place, type Traits } from './contract/storage-case.ts'
import { storageContract } from './storage-contract.ts'

/** Runs the contract over an adapter. Its test file is a dozen lines that say how it is opened. */
export const testStorage = (name: string, createPlace: () => Promise<Place>, traits: Traits): void => {
  for (const each of storageContract.filter(({ sharedOnly }) => traits.shared || !sharedOnly))
    test(`${name}: ${each.title}`, () => assertStorageCase(each, createPlace, traits, expect))
}
