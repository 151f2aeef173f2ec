// Calls to the settlement contract as plain data. They are turned into bytes in one place (polkadot/encode-call.ts), whose output
// is compared with hand-written golden bytes: an address encoded wrongly would send money to a stranger without any error.

import type { ChainLeg, H160, Hash32, Proposal } from '../domain/index.ts'

/**
 * A message of the contract that changes its state. `pay` carries `leg.planck` as its value, or, in a contract with a token, has the contract
 * fetch that many of the token's smallest units from the caller.
 */
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
      /**
       * The token that the contract takes; null: the chain's own money, which absence means too in records from before there were tokens. Absent
       * before the checks: whatever the contract takes, which they find out.
       */
      readonly token?: H160 | null
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

/** Planck of the chain's own money that a call moves out of the caller's account, fees and deposits aside: none where a token is paid. */
export function valueOfCall(call: ChainCall): bigint {
  return tokenPaid(call) === null && call.to === 'contract' && call.call.kind === 'pay' ? call.call.leg.planck : 0n
}

/** How much of which token a call moves out of the caller's account; null when it moves none. */
export function tokenPaid(call: ChainCall): { readonly token: H160; readonly amount: bigint } | null {
  if (call.to !== 'contract' || call.call.kind !== 'pay') return null
  const { token, leg } = call.call
  return token ? { token, amount: leg.planck } : null
}

/** The same call, with the money that a payment is made in. */
export function paidIn(call: ChainCall, token: H160 | null): ChainCall {
  return call.to === 'contract' && call.call.kind === 'pay' ? { ...call, call: { ...call.call, token } } : call
}

/** What a call answers when it succeeds. */
export type CallOutcome =
  | { readonly kind: 'GroupCreated'; readonly group: Hash32 }
  | { readonly kind: 'Counted'; readonly votes: number }
  | { readonly kind: 'Finalized'; readonly epoch: bigint }
  | { readonly kind: 'RosterChanged' }
  | { readonly kind: 'Done' }
