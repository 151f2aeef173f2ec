import { resolve } from 'node:path'
import { gatherProof, lastFinal, type GatherError } from '../../app/proof/index.ts'
import { KNOWN_CODE } from '../../chain/index.ts'
import { ok, type EventId, type Result } from '../../domain/index.ts'
import { proofFileToText, type PotFile, type ProofFile } from '../../formats/index.ts'
import {
  unusable,
  type Arguments,
  type Command,
  type CommandError,
  type Report,
  type Surroundings,
} from '../command.ts'
import { counted } from '../counted.ts'
import { describeFollowError } from '../describe-follow-error.ts'
import { describePaymentFault } from '../describe-payment-fault.ts'
import { describeFileFault } from '../file-fault.ts'
import { contradictions, describeAgreedError } from '../nodes/describe-word.ts'
import { namedNodes, NODES, nodesOf, withHint } from '../nodes/node-option.ts'
import { withNodes, type OpenedNode } from '../nodes/with-nodes.ts'
import { startProgress, type Progress } from '../progress.ts'
import { quietly } from '../quietly.ts'
import { readPot } from '../read-pot.ts'
import { verifyPot, type Verification } from '../verify-pot.ts'
import { writeNewFile } from '../write-new-file.ts'

/** `quits prove`: a settlement with everything that shows it to somebody who trusts nobody. */
export const prove: Command = {
  name: 'prove',
  summary: 'Writes the proof of a final settlement: a file that anybody checks without us and without this node',
  takes: ['pot'],
  options: [
    NODES,
    { name: 'out', value: 'file', isRequired: true, summary: 'the new file; one that is there is never overwritten' },
    { name: 'epoch', value: 'n', isRequired: false, summary: 'which settlement; without it the last final one' },
  ],
  about: [
    'The file holds the whole pot: give it to people who may read the pot. It holds no key.',
    "Without --endpoint the nodes that are listed for the pot's chain are asked. A node that drops old states cannot prove old blocks; it takes an archive node then.",
  ],
  run: async (args, around) => {
    const named = namedNodes(args)
    if (!named.ok) return named
    const read = await readPot(args.positionals[0] as string, around)
    if (!read.ok) return unusable(read.error.sentence)
    const { tie } = read.value.fold.open
    if (!tie) return unusable('the pot is tied to no group on a chain, so there is nothing to prove.')
    const endpoints = nodesOf(args, tie.genesis)
    if (!endpoints.ok) return endpoints
    const progress = startProgress(around.note, `connecting to ${endpoints.value.join(' and ')} …`)
    const work = (nodes: readonly OpenedNode[]): ReturnType<typeof makeProof> =>
      makeProof(read.value, nodes, args, progress)
    try {
      const made = await quietly(() => withNodes(endpoints.value, work))
      return made.ok ? await save(made.value, args, around) : made
    } finally {
      progress.end()
    }
  },
}

async function makeProof(
  file: PotFile,
  nodes: readonly OpenedNode[],
  args: Arguments,
  progress: Progress,
): Promise<Result<ProofFile, CommandError>> {
  const found = await verifyPot(file, nodes, KNOWN_CODE, (endpoint, { at, to }) =>
    progress.update(`${endpoint}: read block ${at} of ${to} …`),
  )
  if (!found.ok) return unusable(withHint(describeAgreedError(found.error), args))
  const checkpoint = chooseSettlement(found.value, args.options['epoch'] as string | undefined)
  if (!checkpoint.ok) return checkpoint
  const { fold, reading, word } = found.value
  const read = nodes.find(({ endpoint }) => endpoint === word?.endpoint)
  if (!reading || !read?.port.ok) throw new Error('what was read has a node')
  const { connectProofs } = await import('../../chain/polkadot/index.ts')
  const proofs = await connectProofs(read.endpoint)
  if (!proofs.ok) return unusable(describeFollowError(proofs.error))
  try {
    const stored = [...file.log.events.values()].map((signed) => signed.stored)
    const source = { fold, stored, reading, blocks: read.port.value, proofs: proofs.value }
    const gathered = await gatherProof(source, checkpoint.value, (done, all) =>
      progress.update(`proved block ${done} of ${all} …`),
    )
    return gathered.ok ? gathered : unusable(describeGatherError(gathered.error))
  } finally {
    await proofs.value.close()
  }
}

function chooseSettlement(
  { fold, proof, reading, word, moneyFault, differs }: Verification,
  epoch: string | undefined,
): Result<EventId, CommandError> {
  if (!reading || !word) return unusable(differs.join(' '))
  const contradicting = contradictions(word)
  if (contradicting.length > 0) return unusable(contradicting.join(' '))
  const { tie } = fold.open
  // Amounts would mean something else to whoever reads the proof.
  if (moneyFault && tie) return unusable(describePaymentFault(moneyFault, tie))
  const chosen = proof.epochs.find((each) => each.epoch.toString() === epoch && each.verdict === 'final')?.checkpoint
  const checkpoint = epoch === undefined ? lastFinal(fold) : chosen
  if (checkpoint) return ok(checkpoint)
  const final = proof.epochs.filter(({ verdict }) => verdict === 'final').map((each) => each.epoch.toString())
  if (final.length === 0)
    return unusable('no settlement of this pot is final and matches, so there is nothing to prove.')
  return unusable(`settlement ${epoch} is not final, or does not match; ${final.join(', ')} can be proven.`)
}

function describeGatherError(error: GatherError): string {
  switch (error.type) {
    case 'NotTied':
    case 'NothingFinal':
      return 'there is no final settlement to prove.'
    case 'BadHeader':
      return `the node's header makes no sense: ${error.detail}.`
    default:
      return describeFollowError(error)
  }
}

async function save(
  proof: ProofFile,
  { options }: Arguments,
  { directory }: Surroundings,
): Promise<Result<Report, CommandError>> {
  const path = resolve(directory, options['out'] as string)
  try {
    await writeNewFile(path, new TextEncoder().encode(proofFileToText(proof)))
  } catch (error) {
    return unusable(describeFileFault(path, error))
  }
  const newest = proof.blocks[0]
  const hasState = proof.runtimes.length > 0
  return ok({
    lines: [
      `Settlement ${proof.settlement.epoch} of the group 0x${proof.chain.group}: ${counted(proof.blocks.length, 'block')}, ${counted(proof.history.length, 'contract event')}, ${counted(proof.legs.length, 'leg')}.`,
      hasState
        ? 'Every event is proven by the state of its block.'
        : "This chain's headers name no state, as on test chains: that its events happened rests on the node's word.",
      `To check it: quits verify-proof ${options['out'] as string} --block 0x${newest?.hash}`,
      `Compare that hash with block ${newest?.number} on an explorer, or name nodes with --endpoint <ws> instead.`,
    ],
    json: {
      file: options['out'],
      epoch: proof.settlement.epoch.toString(),
      checkpoint: proof.settlement.checkpoint,
      block: { number: newest?.number, hash: newest?.hash },
      isProven: hasState,
    },
    exit: 0,
  })
}
