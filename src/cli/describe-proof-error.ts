import type { ProofDifference } from '../app/proof/index.ts'
import type { BlockProofError } from '../chain/polkadot/index.ts'
import type { ProofFileError } from '../formats/index.ts'
import type { NodeDiffers } from './confirm-by-node.ts'
import { describeHistoryError } from './describe-history-error.ts'
import { describePaymentFault } from './describe-payment-fault.ts'

/** What is wrong with a proof, as a sentence. */
export function describeProofError(error: ProofFileError | BlockProofError | ProofDifference | NodeDiffers): string {
  switch (error.type) {
    case 'ProofTooLarge':
      return `The file has ${error.bytes} bytes; a proof has at most ${error.limit}.`
    case 'NotAProofFile':
      return 'The file is no proof of a settlement.'
    case 'OtherProofVersion':
      return `The proof is of version ${error.version}, which this version of Quits does not know.`
    case 'ProofTruncated':
      return `The file ends after ${error.bytes} bytes, before the proof does: it is cut off.`
    case 'BadProofValue':
      return error.path === ''
        ? 'The file is no JSON.'
        : `The proof is damaged: ${error.path} should be ${error.expected}.`
    case 'ProofNotCanonical':
      return `The proof is damaged on line ${error.line}: "${error.expected.trim()}" belongs there.`
    case 'OtherBlock':
      return error.found === null
        ? 'The proof has no blocks.'
        : `The proof leads to the block 0x${error.found}, and you named 0x${error.expected}.`
    case 'BadHeader':
      return `The header of block ${error.block} is none: ${error.detail}.`
    case 'HeaderAltered':
      return `The header of block ${error.block} makes the hash 0x${error.found}, not the one that the proof says: it is altered.`
    case 'BlockNotLinked':
      return `Block ${error.block} is no ancestor of block ${error.newer}: it is of another chain, or made up.`
    case 'StateRootMissing':
      return `The header of block ${error.block} names no state, so nothing can be proven of it, and the proof claims to.`
    case 'NodeMissing':
      return `In block ${error.block} a part of the state's proof is missing: the node 0x${error.node}.`
    case 'NodeAltered':
      return `In block ${error.block} the node 0x${error.node} of the state's proof is not there, and 0x${error.found} is, to which nothing leads: it is altered, or of another block.`
    case 'NodeUnused':
      return `In block ${error.block} the proof holds the node 0x${error.node}, which proves nothing or is there twice.`
    case 'BadTrieNode':
      return `In block ${error.block} the node 0x${error.node} is none: ${error.detail}.`
    case 'ContractNotInState':
      return `The state of block ${error.block} has no contract at 0x${error.contract}.`
    case 'GroupNotInState':
      return `The state of block ${error.block} has nothing of the group 0x${error.group}.`
    case 'OtherRuntime':
      return `Block ${error.block} was written by ${error.found ?? 'a runtime that it does not name'}, and the proof ${error.expected === null ? 'has no metadata for it' : `reads it as ${error.expected}`}.`
    case 'EventsMissing':
      return `The state of block ${error.block} has no events.`
    case 'MetadataUnreadable':
      return `The runtime's metadata in the proof cannot be read: ${error.detail}.`
    case 'EventsUnreadable':
      return `The events of block ${error.block.number} cannot be read: ${error.detail}.`
    case 'HistoryDiffers':
      return `Event ${error.position + 1} of the history is not what the blocks of the proof hold.`
    case 'HistoryBroken':
      return `The contract's events cannot be the group's history: ${describeHistoryError(error.error)}.`
    case 'UnknownCode':
      return `The contract runs the code 0x${error.found}, which is not the settlement contract that this version of Quits knows.`
    case 'HeadDiffers':
      return `The events lead to sequence number ${error.replayed.seq} and head 0x${error.replayed.head}, and the contract's own storage has ${error.contract.seq} and 0x${error.contract.head}: events are left out or made up.`
    case 'LogRefused':
      return `The log's event 0x${error.event} is altered or forged (${error.reason}).`
    case 'LogIncomplete':
      return `The log lacks the event 0x${error.missing[0] ?? ''}, which 0x${error.event} names.`
    case 'LogNotInOrder':
      return 'The events of the log are not in their order, or one is there twice.'
    case 'ForeignPot':
      return `The log is that of the pot 0x${error.pot}, which is not tied to the group 0x${error.group} as the proof says.`
    case 'SettlementNotFinal':
      return `The chain has no settlement with the checkpoint 0x${error.checkpoint} for this pot.`
    case 'SettlementDiffers':
      return `What the log gives is not what was attested: ${error.fields.join(', ')} differ.`
    case 'LegOfOtherPlan':
      return `Leg ${error.index} is not, with these terms, in the plan that the log gives.`
    case 'LegNotUnderRoot':
      return `Leg ${error.index} does not lead to the plan root that was attested.`
    case 'OtherChain':
      return `The proof is of the chain with genesis 0x${error.expected}; ${error.endpoint} is on the one with 0x${error.found}.`
    case 'OtherBlockThere':
      return `According to ${error.endpoint} block ${error.block} is 0x${error.found}; in the proof it is another.`
    case 'EventsDifferThere':
      return `${error.endpoint} tells other events of the group in block ${error.block} than the proof.`
    case 'OtherMoneyThere':
      return `According to ${error.endpoint}: ${describePaymentFault(error.fault, error)}`
    case 'OtherCodeThere':
      return `According to ${error.endpoint} the contract runs ${error.found === null ? 'no code' : `the code 0x${error.found}`}, which is not the settlement contract that this version of Quits knows.`
  }
}
