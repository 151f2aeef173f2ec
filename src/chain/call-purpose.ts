import { proposalHash, type AccountId } from '../domain/index.ts'
import type { ChainCall } from './contract-call.ts'
import type { PendingTransaction } from './transaction.ts'

/**
 * What a call is for, as text: two calls with the same purpose must not be under way at once. A leg has one purpose whoever pays or
 * acknowledges it; a vote is one account's for one proposal at one head of the group.
 */
function callPurpose(call: ChainCall, account: AccountId): string {
  if (call.to === 'mapping') return `mapping/${account}`
  const { contract, call: inner } = call
  switch (inner.kind) {
    case 'createGroup':
      return `group/${contract}/${account}/${inner.salt}`
    case 'attest':
      return `vote/${contract}/${inner.group}/${inner.seq}/${inner.head}/${proposalHash(inner.group, inner.proposal)}/${account}`
    case 'pay':
    case 'acknowledge':
      return `leg/${contract}/${inner.group}/${inner.epoch}/${inner.leg.index}`
  }
}

/** Whether two transactions would do the same thing, so that the second waits until the end of the first is known. */
export function isRival(
  one: Pick<PendingTransaction, 'genesis' | 'account' | 'call'>,
  other: Pick<PendingTransaction, 'genesis' | 'account' | 'call'>,
): boolean {
  return one.genesis === other.genesis && callPurpose(one.call, one.account) === callPurpose(other.call, other.account)
}
