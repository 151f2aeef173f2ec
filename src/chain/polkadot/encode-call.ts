// Calls to bytes. The length prefix that `toU8a` puts in front belongs to the extrinsic's encoding: the bytes go on as they are, as
// a Uint8Array. Addresses are of type H160 in the metadata; a type named Address would be encoded as MultiAddress, one byte too long.

import type { ChainLeg, H160, Hash32, Proposal } from '../../domain/index.ts'
import type { ContractCall } from '../contract-call.ts'
import { contractAbi } from './contract-abi.ts'
import { to0x } from './prefixed-hex.ts'

/** A view of the contract, with its arguments. */
export type ContractView =
  | { readonly kind: 'version' | 'ratio' | 'token' }
  | { readonly kind: 'group' | 'members' | 'headOf'; readonly group: Hash32 }
  | { readonly kind: 'member'; readonly group: Hash32; readonly account: H160 }
  | { readonly kind: 'isDone'; readonly group: Hash32; readonly index: number }
  | { readonly kind: 'leaf'; readonly group: Hash32; readonly epoch: bigint; readonly leg: ChainLeg }

/** A call or view as polkadot-js takes call data: compact length, selector, SCALE of the arguments. */
export function encodeCall(call: ContractCall | ContractView): Uint8Array {
  return contractAbi()
    .findMessage(call.kind)
    .toU8a([...argumentsOf(call)])
}

function argumentsOf(call: ContractCall | ContractView): readonly unknown[] {
  switch (call.kind) {
    case 'createGroup':
      return [to0x(call.salt), call.members.map(to0x), call.quorum]
    case 'attest':
      return [to0x(call.group), call.seq, to0x(call.head), proposalArgument(call.proposal)]
    case 'pay':
    case 'acknowledge':
      return [to0x(call.group), call.epoch, legArgument(call.leg), call.proof.map(to0x)]
    case 'version':
    case 'ratio':
    case 'token':
      return []
    case 'group':
    case 'members':
    case 'headOf':
      return [to0x(call.group)]
    case 'member':
      return [to0x(call.group), to0x(call.account)]
    case 'isDone':
      return [to0x(call.group), call.index]
    case 'leaf':
      return [to0x(call.group), call.epoch, legArgument(call.leg)]
  }
}

function proposalArgument(proposal: Proposal): unknown {
  if (proposal.kind === 'Roster') return { Roster: { members: proposal.members.map(to0x), quorum: proposal.quorum } }
  const { epoch, stateHash, planRoot, legs, checkpoint } = proposal
  return {
    Settlement: { epoch, state_hash: to0x(stateHash), plan_root: to0x(planRoot), legs, checkpoint: to0x(checkpoint) },
  }
}

function legArgument({ index, payer, payee, planck, memo }: ChainLeg): unknown {
  return { index, payer: to0x(payer), payee: to0x(payee), planck, memo: to0x(memo) }
}
