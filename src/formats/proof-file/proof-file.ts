// A proof file: one settlement of a pot with everything that shows it to somebody who trusts neither us nor a node. JSON, two spaces a level, one line a value,
// keys in this order, hex lowercase without 0x, base64 with padding; one proof has one text, to the byte.
//
//   format      "quits-proof"
//   version     1
//   chain       {genesis, contract, group, createdAt}: hex; createdAt is the block in which the group was created
//   settlement  {epoch: decimal text, the group's, checkpoint: hex}
//   runtimes    [base64]: metadata of the runtimes that wrote the blocks (what state_getMetadata answers), which say how events are laid out
//   blocks      [{number, hash, runtime: index or null, header: hex, nodes: [hex]}], the newest first. header: SCALE, its BLAKE2b-256 is the hash. nodes: of the
//               state tries, for exactly these keys: of the newest block the contract's account, the root of its storage, and there the group's record; of a
//               block with a runtime System.Events and System.LastRuntimeUpgrade; of a block whose next one in the list is not its parent
//               System.BlockHash of that one's number. On a chain whose headers name no state (root zero) there are no nodes, and nothing is proven.
//   history     [{kind, fields of the event as in a replay file, at: {blockNumber, blockHash, extrinsicIndex, eventIndex}}]: every event of the group from its
//               creation to the newest block
//   legs        [{index, payer, payee, planck: decimal text, memo, proof: [hex]}]: the settlement's legs on the chain, each with its way to the plan root
//   events      [{id, bytes: base64, signature: base64}]: the pot's log, in canonical order

import type { ChainLeg, EventId, GroupHistory, Hash32, PlacedEvent } from '../../domain/index.ts'
import type { StoredEvent } from '../../log/index.ts'

/** The format's name. */
export const PROOF_FILE_FORMAT = 'quits-proof'
/** The only version there is. */
export const PROOF_FILE_VERSION = 1
/** The largest proof that is read, in bytes. */
export const MAX_PROOF_FILE_BYTES = 64 * 1024 * 1024

/** A block of a proof. */
export interface ProofFileBlock {
  readonly number: number
  readonly hash: Hash32
  readonly runtime: number | null
  readonly header: Uint8Array
  readonly nodes: readonly Uint8Array[]
}

/** A leg and the siblings from it to the plan root. */
export interface ProofFileLeg {
  readonly leg: ChainLeg
  readonly proof: readonly Hash32[]
}

/** What a proof file says. Nothing of it is checked but its form. */
export interface ProofFile {
  readonly chain: Pick<GroupHistory, 'genesis' | 'contract' | 'group' | 'createdAt'>
  readonly settlement: { readonly epoch: bigint; readonly checkpoint: EventId }
  readonly runtimes: readonly Uint8Array[]
  readonly blocks: readonly ProofFileBlock[]
  readonly history: readonly PlacedEvent[]
  readonly legs: readonly ProofFileLeg[]
  readonly events: readonly StoredEvent[]
}
