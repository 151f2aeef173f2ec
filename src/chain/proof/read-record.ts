// What the contract itself keeps of a group, out of a proven state: which code runs at its address, and where the group's head stands. The head covers every
// event that moved it (AN1), so this one value proves a whole history, and no metadata is needed for it.

import { bytesToHex, err, ok, type H160, type Hash32, type Result } from '../../domain/index.ts'
import type { HeadView } from '../group-view.ts'
import { createScaleReader, ScaleFault } from './scale-reader.ts'
import type { StateProof, StateProofError } from './state-proof.ts'
import { accountInfoKey, childTrieKey, groupRecordKey } from './storage-keys.ts'

/** The contract's code and the group's place in its head chain. */
export type ProvenRecord = { readonly codeHash: Hash32; readonly head: HeadView }

/** Why there is no record. */
export type RecordError =
  | StateProofError
  /** The state has no contract at this address, or none that it keeps as pallet-revive does. */
  | { readonly type: 'ContractNotInState'; readonly contract: H160 }
  /** The contract keeps nothing of this group, or not as the settlement contract does. */
  | { readonly type: 'GroupNotInState'; readonly group: Hash32 }

/** Reads the record of a group in the state with this root. */
export function readRecord(
  proof: StateProof,
  stateRoot: Hash32,
  contract: H160,
  group: Hash32,
): Result<ProvenRecord, RecordError> {
  const info = proof.read(stateRoot, accountInfoKey(contract))
  if (!info.ok) return info
  const account = info.value && readScale(info.value, readAccountInfo)
  if (!account) return err({ type: 'ContractNotInState', contract })
  const childRoot = proof.read(stateRoot, childTrieKey(account.trieId))
  if (!childRoot.ok) return childRoot
  if (childRoot.value?.length !== 32) return err({ type: 'GroupNotInState', group })
  const record = proof.read(bytesToHex(childRoot.value) as Hash32, groupRecordKey(group))
  if (!record.ok) return record
  const head = record.value && readScale(record.value, readHead)
  return head ? ok({ codeHash: account.codeHash, head }) : err({ type: 'GroupNotInState', group })
}

/** The id of a contract's own storage, from its account: what a prover has to know to ask for the rest. */
export function trieIdOf(accountInfo: Uint8Array): Uint8Array | null {
  return readScale(accountInfo, readAccountInfo)?.trieId ?? null
}

type Reader = ReturnType<typeof createScaleReader>

/** `AccountInfo`: variant 0 is a contract, which begins with the id of its storage (bytes) and its code's hash. */
function readAccountInfo(reader: Reader): { readonly trieId: Uint8Array; readonly codeHash: Hash32 } | null {
  if (reader.byte() !== 0) return null
  const trieId = reader.take(reader.compact())
  return { trieId, codeHash: bytesToHex(reader.take(32)) as Hash32 }
}

/** The contract's `GroupView` begins with epoch u64, seq u64 and head. */
function readHead(reader: Reader): HeadView {
  reader.take(8)
  const seq = reader.take(8).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  return { seq, head: bytesToHex(reader.take(32)) as Hash32 }
}

function readScale<T>(bytes: Uint8Array, read: (reader: Reader) => T): T | null {
  try {
    return read(createScaleReader(bytes))
  } catch (thrown) {
    if (thrown instanceof ScaleFault) return null
    throw thrown
  }
}
