// What runs inside the browser: our modules, with the suites that Node runs too. Tests reach it through its handle.

import { deleteDB, openDB } from 'idb'
import {
  createSigner,
  createVerifier,
  eventMessage,
  systemRandom,
  verifySignature,
  verifyStrictly,
  type VerifySignature,
} from '../../../src/crypto/index.ts'
import { createWorkerVerifier } from '../../../src/crypto/worker/index.ts'
import { bytesToHex, hexToBytes } from '../../../src/domain/index.ts'
import { admitEvents, createReplica, markOf, type SignedEvent } from '../../../src/log/index.ts'
import { createQuits } from '../../../src/app/quits.ts'
import { addMember } from '../../../src/app/member-actions.ts'
import { createTabWriter } from '../../../src/app/write-alone.ts'
import type { PendingTransaction } from '../../../src/chain/index.ts'
import { createIndexedDbStorage } from '../../../src/storage/indexeddb/index.ts'
import { acceptanceRule } from '../../crypto/acceptance-rule.ts'
import { honestSignature, hostileSignatures } from '../../crypto/hostile-signatures.ts'
import { pageExpect } from '../../expect/page-expect.ts'
import { alice, altered, lisbon } from '../../log/people.ts'
import { assertStorageCase, type Place, type Sent } from '../../storage/contract/storage-case.ts'
import { storageContract } from '../../storage/storage-contract.ts'
import { breakingByTitle } from './broken-storages.ts'
import { openStateHash } from './open-state-hash.ts'

const caseOf = <T extends { readonly title: string }>(cases: readonly T[], title: string): T => {
  const found = cases.find((each) => each.title === title)
  if (found === undefined) throw new Error(`there is no case "${title}"`)
  return found
}

let places = 0
const createPlace = async (): Promise<Place> => {
  const name = `contract-${places++}`
  return { open: () => createIndexedDbStorage<Sent>(name), remove: () => deleteDB(name) }
}

let workers: ReturnType<typeof createWorkerVerifier> | undefined

/** Every way in which a signature may be verified in a browser. */
const verifiers = {
  'this platform': verifySignature,
  WebCrypto: createVerifier(globalThis.crypto.subtle),
  'no engine': createVerifier(undefined),
  workers: (...asked) => (workers ??= createWorkerVerifier(2)).verify(...asked),
  'plain arithmetic': async (key, message, signature) =>
    /^([0-9a-f]{2})*$/.test(key) && verifyStrictly(hexToBytes(key), message, signature),
} satisfies Readonly<Record<string, VerifySignature>>

/** Its names. */
export type VerifierName = keyof typeof verifiers

const platform = {
  /** Runs a case of the storage contract on IndexedDB, spoiled by a storage that breaks it if wished. */
  assertStorage: (title: string, broken: boolean): Promise<void> =>
    assertStorageCase(
      caseOf(storageContract, title),
      async () => {
        const place = await createPlace()
        const breaking = broken ? breakingByTitle[title] : undefined
        const open = (): ReturnType<Place['open']> => {
          const storage = place.open()
          return { ...storage, ...breaking?.(storage) }
        }
        return { ...place, open }
      },
      { shared: true },
      pageExpect,
    ),
  /** Holds a verifier to a case of the acceptance rule. */
  assertAcceptance: (verifier: VerifierName, title: string): Promise<void> =>
    caseOf(acceptanceRule, title).assert(verifiers[verifier], pageExpect),
  /** A storage in the database of this name. */
  open: (name: string) => createIndexedDbStorage<Sent>(name),
  /** The app over the database of this name, without a chain. */
  openQuits: async (name: string) => {
    const quits = await createQuits({
      storage: createIndexedDbStorage<PendingTransaction>(name),
      clock: { now: () => 1_780_000_000 },
      random: systemRandom,
      connect: () => Promise.reject(new Error('no chain here')),
      wallets: async () => [],
      knownCode: [],
      writeAlone: createTabWriter(),
    })
    if (!quits.ok) throw new Error(quits.error.type)
    return quits.value
  },
  addMember,
  /** The same pot on every call and in every tab. */
  lisbon,
  /** Alice's events of it, and others that she could have written in the place of one. */
  alices: async (): Promise<readonly SignedEvent[]> =>
    (await lisbon()).events.filter(({ event }) => event.device === alice.signer.device),
  rivalsOf: (signed: SignedEvent, nonces: readonly string[]): Promise<readonly SignedEvent[]> =>
    Promise.all(
      nonces.map(async (nonce) => {
        const stored = await altered(signed, { nonce: nonce as never }, alice)
        return { event: { ...signed.event, id: stored.id }, stored }
      }),
    ),
  /** Resolves when some tab says `start`, so that tabs do something at the same time. */
  started: (): Promise<unknown> =>
    new Promise((resolve) => {
      new BroadcastChannel('start').addEventListener('message', resolve)
    }),
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
  start: (): void => new BroadcastChannel('start').postMessage('now'),
  admitEvents,
  bytesToHex,
  createReplica,
  createSigner,
  createVerifier,
  createWorkerVerifier,
  eventMessage,
  hexToBytes,
  honestSignature,
  hostileSignatures,
  markOf,
  openDB,
  openStateHash,
  verifySignature,
}

/** What tests find in the page. */
export type Platform = typeof platform

Object.assign(globalThis, { quitsPlatform: platform })
