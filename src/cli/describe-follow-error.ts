import type { FollowError, NodeDifference } from '../chain/index.ts'
import type { PlacedEvent } from '../domain/index.ts'
import { describeHistoryError } from './describe-history-error.ts'
import { paymentText } from './describe-payment-fault.ts'

/** What a node says that cannot be true or is not what the pot names, as a sentence. */
export function describeFollowError(error: FollowError): string {
  switch (error.type) {
    case 'WrongGenesis':
      return `The pot is settled on the chain with genesis 0x${error.expected}; this node is on ${error.chain} with genesis 0x${error.found}.`
    case 'UnknownCode':
      return error.found === null
        ? `There is no contract at 0x${error.contract} on this chain.`
        : `The contract at 0x${error.contract} runs the code 0x${error.found}, which is not the settlement contract that this version of Quits knows.`
    case 'CodeChanged':
      return `The contract at 0x${error.contract} ran the code 0x${error.expected} and now runs ${error.found === null ? 'none' : `0x${error.found}`}.`
    case 'CreationNotFound':
      return `The block 0x${error.createdAt}, in which the pot says that its group 0x${error.group} was created, does not hold it on this chain.`
    case 'CursorNotOnChain':
      return `Block ${error.cursor.number} is not the one that was read before.`
    case 'ParentMismatch':
      return `Block ${error.block.number} names the parent 0x${error.found} where 0x${error.expected} is the block before it.`
    case 'HeadMovedBack':
      return `The finalized block went back from ${error.from.number} to ${error.to.number}.`
    case 'HistoryBroken':
      return `The contract's events up to block ${error.upTo.number} cannot be the group's history: ${describeHistoryError(error.error)}.`
    case 'HeadMismatch':
      return (
        `The contract's events up to block ${error.at.number} lead to sequence number ${error.replayed.seq} and head 0x${error.replayed.head}, ` +
        `but the contract itself says ${error.contract === null ? 'that it has no such group' : `${error.contract.seq} and 0x${error.contract.head}`}: ` +
        'events are withheld or made up.'
      )
    case 'NodesDiffer':
      return `${describeDifference(error.difference, error.one, error.other)} One of the two is wrong; a third node or an explorer tells which.`
    case 'StoredDiffers':
      return `What was read before is not what ${error.other} says. ${describeDifference(error.difference, 'what was read before', error.other)}`
    case 'Cancelled':
      return 'Reading the chain was cancelled.'
    case 'HeaderAltered':
      return `The header that the node gives for block 0x${error.block} is not the one with this hash.`
    case 'UnreadableEvent':
      return `In block 0x${error.block} the contract 0x${error.contract} has an event that its interface does not describe: ${error.detail}.`
    case 'Disconnected':
      return `the node ${error.endpoint} cannot be reached${isReadable(error.detail) ? `: ${error.detail.replace(/\.$/u, '')}` : ''}.`
    case 'UnknownBlock':
      return `the node does not have the block ${error.block}.`
    case 'StatePruned':
      return `the node no longer has the state of block ${error.block}; it takes an archive node.`
    case 'ReviveMissing':
      return `the chain ${error.chain} has no contracts as Quits needs them: ${error.missing.join(', ')} missing.`
    case 'UnknownToken':
      return `the chain has no token at 0x${error.token}.`
    case 'BadAnswer':
      return `the node's answer to ${error.asked} makes no sense: ${error.detail}.`
  }
}

function describeDifference(difference: NodeDifference, one: string, other: string): string {
  switch (difference.type) {
    case 'other block':
      return `Block ${difference.number} is 0x${difference.one} according to ${one} and 0x${difference.other} according to ${other}.`
    case 'other events': {
      const { block, onlyOne, onlyOther } = difference
      const lacks = [
        ...(onlyOne.length > 0 ? [`${one} has ${kindsOf(onlyOne)} there, which ${other} lacks`] : []),
        ...(onlyOther.length > 0 ? [`${other} has ${kindsOf(onlyOther)} there, which ${one} lacks`] : []),
      ]
      return `The group's events in block ${block.number} differ: ${lacks.join('; ') || `${one} and ${other} have them in another order`}.`
    }
    case 'other head':
      return (
        `At block ${difference.at.number} the contract's head of the group has sequence number ${difference.one.seq} according to ${one} and ` +
        `${difference.other === null ? 'none' : difference.other.seq} according to ${other}.`
      )
    case 'other contract':
      return `Of the contract at block ${difference.at.number} ${one} says that ${paymentText(difference.one)}; ${other} says that ${paymentText(difference.other)}.`
    case 'other votes':
      return `At block ${difference.at.number} the open votes of ${difference.by.map((each) => `0x${each}`).join(', ')} are not the same according to ${one} and according to ${other}.`
  }
}

/** The kinds of events, each once, as they are called on the chain. */
function kindsOf(events: readonly PlacedEvent[]): string {
  return [...new Set(events.map(({ event }) => event.kind))].join(', ')
}

// What a socket throws is not always a text.
function isReadable(detail: string): boolean {
  return detail !== '' && !detail.includes('[object')
}
