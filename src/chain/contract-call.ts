// Calls to the settlement contract as plain data. They are turned into bytes in one place (polkadot/encode-call.ts), whose output
// is compared with hand-written golden bytes: an address encoded wrongly would send money to a stranger without any error.

import type { EventId, H160, Hash32, StateHash } from '../domain/ids.ts'

/** A leg as the contract knows it; `memo` ties it to the pot-currency amount. */
export type ContractLeg = {
  readonly index: number
  readonly payer: H160
  readonly payee: H160
  readonly planck: bigint
  readonly memo: Hash32
}

/** What members vote on. */
export type ContractProposal =
  | {
      readonly kind: 'Settlement'
      readonly epoch: bigint
      readonly stateHash: StateHash | Hash32
      readonly planRoot: Hash32
      readonly legs: number
      readonly checkpoint: EventId | Hash32
    }
  | { readonly kind: 'Roster'; readonly members: readonly H160[]; readonly quorum: number }

/** A message of the contract that changes its state. `pay` carries `leg.planck` as its value. */
export type ContractCall =
  | { readonly kind: 'createGroup'; readonly salt: Hash32; readonly members: readonly H160[]; readonly quorum: number }
  | { readonly kind: 'attest'; readonly group: Hash32; readonly seq: bigint; readonly head: Hash32; readonly proposal: ContractProposal }
  | { readonly kind: 'pay'; readonly group: Hash32; readonly epoch: bigint; readonly leg: ContractLeg; readonly proof: readonly Hash32[] }
  | { readonly kind: 'acknowledge'; readonly group: Hash32; readonly epoch: bigint; readonly leg: ContractLeg; readonly proof: readonly Hash32[] }

/** Everything that can be signed here: a call of the contract at an address, or the one-time mapping of the own account. */
export type ChainCall =
  | { readonly to: 'contract'; readonly contract: H160; readonly call: ContractCall }
  | { readonly to: 'mapping' }

/** Planck that a call moves out of the caller's account, fees and deposits aside. */
export function valueOfCall(call: ChainCall): bigint {
  return call.to === 'contract' && call.call.kind === 'pay' ? call.call.leg.planck : 0n
}

/** What a call answers when it succeeds. */
export type CallOutcome =
  | { readonly kind: 'GroupCreated'; readonly group: Hash32 }
  | { readonly kind: 'Counted'; readonly votes: number }
  | { readonly kind: 'Finalized'; readonly epoch: bigint }
  | { readonly kind: 'RosterChanged' }
  | { readonly kind: 'Done' }
