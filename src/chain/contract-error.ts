import type { Hash32 } from '../domain/index.ts'

/** Errors of the contract that carry no facts, in the contract's order. */
export const PLAIN_CONTRACT_ERRORS = [
  'NotMember',
  'UnknownGroup',
  'GroupExists',
  'BadMembers',
  'BadQuorum',
  'BadLegs',
  'SameRoster',
  'WrongEpoch',
  'BadProof',
  'AlreadyDone',
  'WrongValue',
  'NothingToPay',
  'NotPayee',
  'TransferFailed',
] as const

/** What the contract answered instead of doing it. Nothing changed and no money moved. */
export type ContractError =
  | { readonly type: (typeof PLAIN_CONTRACT_ERRORS)[number] }
  /** Another action came first: the group is at (`seq`, `head`) now. */
  | { readonly type: 'StaleHead'; readonly seq: bigint; readonly head: Hash32 }
