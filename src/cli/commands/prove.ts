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
import { describeFollowError } from '../describe-follow-error.ts'
import { describeFileFault } from '../file-fault.ts'
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
    { name: 'endpoint', value: 'ws', isRequired: true, summary: 'address of a node, for example ws://127.0.0.1:9944' },
    { name: 'out', value: 'file', isRequired: true, summary: 'the new file; one that is there is never overwritten' },
    { name: 'epoch', value: 'n', isRequired: false, summary: 'which settlement; without it the last final one' },
  ],
  about: [
    'The file holds the whole pot: give it to people who may read the pot. It holds no key.',
    'A node that drops old states cannot prove old blocks; it takes an archive node then.',
  ],
  run: async (args, around) => {
    const endpoint = args.options['endpoint'] as string
    if (!/^wss?:\/\/\S+$/u.test(endpoint))
      return unusable(`"${endpoint}" is no address of a node; it starts with ws:// or wss://.`)
    const read = await readPot(args.positionals[0] as string, around)
    if (!read.ok) return unusable(read.error.sentence)
    const progress = startProgress(around.note, `connecting to ${endpoint} …`)
    try {
      const made = await quietly(() => makeProof(read.value, endpoint, args, progress))
      return made.ok ? await save(made.value, args, around) : made
    } finally {
      progress.end()
    }
  },
}

async function makeProof(
  file: PotFile,
  endpoint: string,
  args: Arguments,
  progress: Progress,
): Promise<Result<ProofFile, CommandError>> {
  const { connectChain, connectProofs } = await import('../../chain/polkadot/index.ts')
  const port = await connectChain([endpoint])
  if (!port.ok) return unusable(describeFollowError(port.error))
  const proofs = await connectProofs(endpoint)
  try {
    if (!proofs.ok) return unusable(describeFollowError(proofs.error))
    const found = await verifyPot(file, port.value, KNOWN_CODE, ({ at, to }) =>
      progress.update(`read block ${at} of ${to} …`),
    )
    if (!found.ok) return unusable(describeFollowError(found.error))
    const checkpoint = chooseSettlement(found.value, args.options['epoch'] as string | undefined)
    if (!checkpoint.ok) return checkpoint
    const { fold, reading } = found.value
    const stored = [...file.log.events.values()].map((signed) => signed.stored)
    const source = {
      fold,
      stored,
      reading: { events: reading?.events ?? [] },
      blocks: port.value,
      proofs: proofs.value,
    }
    const gathered = await gatherProof(source, checkpoint.value, (done, all) =>
      progress.update(`proved block ${done} of ${all} …`),
    )
    return gathered.ok ? gathered : unusable(describeGatherError(gathered.error))
  } finally {
    if (proofs.ok) await proofs.value.close()
    await port.value.close()
  }
}

function chooseSettlement(
  { fold, proof, reading, differs }: Verification,
  epoch: string | undefined,
): Result<EventId, CommandError> {
  if (!fold.open.tie) return unusable('the pot is tied to no group on a chain, so there is nothing to prove.')
  if (!reading) return unusable(differs.join(' '))
  const chosen = proof.epochs.find((each) => each.epoch.toString() === epoch && each.verdict === 'final')?.checkpoint
  const checkpoint = epoch === undefined ? lastFinal(fold) : chosen
  if (checkpoint) return ok(checkpoint)
  return unusable(
    epoch === undefined ? 'no settlement is final yet.' : `settlement ${epoch} is not final, or does not match.`,
  )
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
      `Settlement ${proof.settlement.epoch} of the group 0x${proof.chain.group}: ${proof.blocks.length} blocks, ${proof.history.length} contract events, ${proof.legs.length} legs.`,
      hasState
        ? 'Every event is proven by the state of its block.'
        : "This chain's headers name no state, as on test chains: that its events happened rests on the node's word.",
      `To check it: quits verify-proof ${options['out'] as string} --block 0x${newest?.hash}`,
      `Compare that hash with block ${newest?.number} on an explorer, or give --endpoint instead.`,
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
