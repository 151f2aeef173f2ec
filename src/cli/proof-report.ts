import type { CheckedProof } from '../app/proof/index.ts'
import type { BlocksProven } from '../chain/polkadot/index.ts'
import type { Currency, Hash32 } from '../domain/index.ts'
import type { ProofFile } from '../formats/index.ts'
import type { NodeFault } from './confirm-by-node.ts'
import type { Report } from './command.ts'
import { counted } from './counted.ts'
import { moneyText } from './describe-payment-fault.ts'
import { displayNames } from './display-names.ts'
import { legLine } from './verification-report.ts'

/** A proof that was checked, and by what. */
export interface CheckedFile {
  readonly file: ProofFile
  readonly checked: CheckedProof
  readonly blocks: BlocksProven
  readonly block: Hash32 | undefined
  /** The nodes that say what the proof says. */
  readonly confirmed: readonly string[]
  /** The nodes that were to be asked and could not be. */
  readonly faults: readonly NodeFault[]
}

/** What a checked proof shows, and on whose word. */
export function proofReport({ file, checked, blocks, block, confirmed, faults }: CheckedFile): Report {
  const { settlement, fold } = checked
  const newest = file.blocks[0]
  const isProven = blocks.type === 'proven'
  const names = displayNames(fold.open)
  const [nodes, isOne] = [nodesText(confirmed), confirmed.length === 1]
  const trust = isProven
    ? block === undefined
      ? `that block ${newest?.number} is final, ${isOne ? 'says' : 'say'} ${nodes}`
      : confirmed.length === 0
        ? `that block 0x${newest?.hash} is final, you said`
        : `that block ${newest?.number} is final, you and ${nodes} say`
    : `the word of ${confirmed.length === 0 ? 'whoever made this file' : nodes}`
  return {
    lines: [
      `Pot "${fold.open.genesis.title}": ${counted(file.events.length, 'event')}, every id, signature and place in its device's chain is in order.`,
      `Group 0x${file.chain.group}: ${counted(file.history.length, 'contract event')} up to block ${newest?.number} lead to the head 0x${checked.head.head}.`,
      ...(isProven ? provenLines(file, blocks) : []),
      `Settlement ${settlement.epoch} matches: state hash 0x${settlement.attested.stateHash}, plan root 0x${settlement.attested.planRoot}.`,
      moneyLine(checked.token, confirmed),
      ...settlement.legs.map((leg) => `  ${legLine(leg, names, fold.open)}`),
      ...faults.map(({ endpoint, sentence }) => `${endpoint} cannot confirm it: ${sentence}`),
      isProven
        ? `The settlement is proven; ${trust}.`
        : `Nothing differs, but this chain's headers name no state (a test chain): that the events happened rests on ${trust}.`,
    ],
    json: {
      holds: true,
      isProven,
      restsOn: isProven ? 'finalized block' : confirmed.length === 0 ? 'maker of the file' : 'nodes',
      block: { number: newest?.number, hash: newest?.hash },
      confirmedBy: confirmed,
      notConfirmedBy: faults.map(({ endpoint, sentence }) => ({ endpoint, why: sentence })),
      pot: fold.open.pot,
      group: file.chain.group,
      epoch: settlement.epoch.toString(),
      checkpoint: settlement.checkpoint,
      stateHash: settlement.attested.stateHash,
      planRoot: settlement.attested.planRoot,
      head: checked.head.head,
      seq: checked.head.seq.toString(),
      codeHash: isProven ? blocks.record.codeHash : null,
      money: { ...checked.token, confirmedBy: confirmed },
      metadataHashes: isProven ? blocks.metadataHashes : [],
    },
    // Several nodes were to be asked, and one alone could be: a second opinion is missing.
    exit: isProven && (faults.length === 0 || confirmed.length > 1) ? 0 : 3,
  }
}

function moneyLine(token: Currency, confirmed: readonly string[]): string {
  const who =
    confirmed.length === 0 ? '' : `, and so ${confirmed.length === 1 ? 'says' : 'say'} ${nodesText(confirmed)}`
  const rest =
    confirmed.length === 0 ? ' Whether the contract does is not in the file; a node (--endpoint) says it.' : ''
  return `It is paid in ${moneyText(token)} according to the pot's tie, which its members signed${who}.${rest}`
}

function nodesText(confirmed: readonly string[]): string {
  const count = ['one node', 'two nodes'][confirmed.length - 1] ?? `${confirmed.length} nodes`
  return `${count} (${confirmed.join(', ')})`
}

function provenLines(
  { blocks: { length } }: ProofFile,
  { record, metadataHashes }: Extract<BlocksProven, { readonly type: 'proven' }>,
): readonly string[] {
  return [
    `${length} blocks, each an ancestor of the one before it; their events, the contract's code 0x${record.codeHash} and the group's head are values of their states.`,
    `Events were read with metadata from the file (BLAKE2b-256 ${metadataHashes.map((hash) => `0x${hash}`).join(', ')}); which there are says the head, not the metadata.`,
  ]
}
