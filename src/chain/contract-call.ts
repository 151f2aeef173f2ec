// Calls to the settlement contract as plain data. They are turned into bytes in one place (polkadot/encode-call.ts), whose output
// is compared with hand-written golden bytes: an address encoded wrongly would send money to a stranger without any error.

import type { ChainLeg, H160, Hash32, Proposal } from '../domain/index.ts'

/** A message of the contract that changes its state. `pay` carries `leg.planck` as its value. */
export type ContractCall =
  | { readonly kind: 'createGroup'; readonly salt: Hash32; readonly members: readonly H160[]; readonly quorum: number }
  | {
      readonly kind: 'attest'
      readonly group: Hash32
      readonly seq: bigint
      readonly head: Hash32
      readonly proposal: Proposal
    }
  | {
      readonly kind: 'pay'
      readonly group: Hash32
      readonly epoch: bigint
      readonly leg: ChainLeg
      readonly proof: readonly Hash32[]
    }
  | {
      readonly kind: 'acknowledge'
      readonly group: Hash32
      readonly epoch: bigint
      readonly leg: ChainLeg
      readonly proof: readonly Hash32[]
    }

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
