import type { EventId, H160, Hash32, StateHash } from '../domain/index.ts'

/** The contract's own word on where a group's head chain stands (`head_of`). */
export type HeadView = { readonly seq: bigint; readonly head: Hash32 }

/** A group as the contract's views show it at one block. Before the first settlement its epoch is 0 and its hashes are zero. */
export type GroupView = HeadView & {
  readonly epoch: bigint
  readonly quorum: number
  /** Addresses in slot order. */
  readonly members: readonly H160[]
  readonly stateHash: StateHash
  readonly planRoot: Hash32
  readonly legs: number
  readonly checkpoint: EventId
  /** Bit i: leg i of the current epoch is done. */
  readonly done: bigint
}

/** What stands at a contract's address. `codeHash` is null when there is no contract. */
export type ContractFacts = {
  readonly codeHash: Hash32 | null
  /** Zero in a contract with a token. */
  readonly ratio: bigint | null
  readonly version: number | null
  /** The token that legs are paid in, as the address of its ERC-20 contract; null: the chain's own money. */
  readonly token: H160 | null
}
