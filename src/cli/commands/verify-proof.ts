import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { checkProof } from '../../app/proof/index.ts'
import { KNOWN_CODE } from '../../chain/index.ts'
import { isHex, ok, type Hash32, type Result } from '../../domain/index.ts'
import { parseProofFile, type ProofFile } from '../../formats/index.ts'
import { confirmByNodes } from '../confirm-by-node.ts'
import { unusable, type Command, type CommandError, type Report, type Surroundings } from '../command.ts'
import { describeProofError } from '../describe-proof-error.ts'
import { describeFileFault } from '../file-fault.ts'
import { namedNodes, NODES } from '../nodes/node-option.ts'
import { withNodes } from '../nodes/with-nodes.ts'
import { describeOtherFile } from '../other-file.ts'
import { proofReport } from '../proof-report.ts'
import { startProgress } from '../progress.ts'
import { quietly } from '../quietly.ts'

/** `quits verify-proof`: checks a proof file, without any node or with nodes of the checker's choice. */
export const verifyProof: Command = {
  name: 'verify-proof',
  summary: 'Checks the proof of a settlement offline against the hash of a finalized block, or against nodes',
  takes: ['proof'],
  options: [
    {
      name: 'block',
      value: 'hash',
      isRequired: false,
      summary: 'the newest block of the proof, as an explorer shows it',
    },
    NODES,
  ],
  about: [
    'One of the two is needed: everything else in the file is checked from there. With --block alone nothing is asked of any network; nodes say what is final instead,',
    'and what the contract pays in, which no block of the proof shows.',
    'Exit code 0 if the settlement is proven; 1 with what differs in the proof or between the nodes; 2 if the file cannot be read or no node can be asked;',
    "3 if nothing differs but it rests on somebody's word: the chain's headers name no state (a test chain), or of several nodes only one could be asked.",
  ],
  run: async (args, around) => {
    const endpoints = namedNodes(args)
    if (!endpoints.ok) return endpoints
    const block = (args.options['block'] as string | undefined)?.toLowerCase().replace(/^0x/u, '') as Hash32 | undefined
    if (block !== undefined && !isHex(block, 32)) return unusable('the hash of a block has 64 hex digits.')
    const file = await readProof(args.positionals[0] as string, around)
    if (!file.ok) return file
    if (block === undefined && endpoints.value.length === 0) return unusable(missing(file.value))
    const progress = startProgress(around.note, 'checking the proof …')
    try {
      return await quietly(() => check(file.value, block, endpoints.value))
    } finally {
      progress.end()
    }
  },
}

function missing({ blocks: [newest] }: ProofFile): string {
  return (
    `what is final has to come from elsewhere than the file: look up block ${newest?.number ?? 'of the proof'} on an explorer and give its hash with --block <hash>, ` +
    'or name nodes with --endpoint <ws>.'
  )
}

async function readProof(path: string, { directory }: Surroundings): Promise<Result<ProofFile, CommandError>> {
  const full = resolve(directory, path)
  try {
    const parsed = parseProofFile(await readFile(full))
    if (parsed.ok) return parsed
    const other = await describeOtherFile(full, 'quits-proof')
    return unusable(
      other === null
        ? `${basename(full)}: ${describeProofError(parsed.error)}`
        : `${basename(full)} is no proof but ${other}.`,
    )
  } catch (error) {
    return unusable(describeFileFault(full, error))
  }
}

async function check(
  file: ProofFile,
  block: Hash32 | undefined,
  endpoints: readonly string[],
): Promise<Result<Report, CommandError>> {
  const { checkBlockProofs } = await import('../../chain/polkadot/index.ts')
  // With nodes only, the newest block is the one that they have to know as final.
  const finalized = block ?? file.blocks[0]?.hash ?? ('' as Hash32)
  const blocks = checkBlockProofs({ ...file.chain, ...file }, finalized)
  if (!blocks.ok) return differs(blocks.error)
  const proven = blocks.value.type === 'proven' ? blocks.value : null
  const checked = await checkProof(file, proven, KNOWN_CODE)
  if (!checked.ok) return differs(checked.error)
  const { token } = checked.value
  const { confirmed, faults, contradictions } = await withNodes(endpoints, (nodes) =>
    confirmByNodes(nodes, file, token),
  )
  const [contradiction] = contradictions
  if (contradiction)
    return differs(contradiction, [...contradictions.slice(1).map(describeProofError), ...dissent(confirmed)])
  if (endpoints.length > 0 && confirmed.length === 0)
    return unusable(
      faults.map(({ endpoint, sentence }) => `${endpoint} says nothing of the proof: ${sentence}`).join(' '),
    )
  return ok(proofReport({ file, checked: checked.value, blocks: blocks.value, block, confirmed, faults }))
}

/** Who says what the proof says, where another node does not. */
function dissent(confirmed: readonly string[]): readonly string[] {
  return confirmed.length === 0
    ? []
    : [
        `${confirmed.join(' and ')} ${confirmed.length === 1 ? 'says' : 'say'} what the proof says: the nodes contradict each other; an explorer or another node tells which is wrong.`,
      ]
}

function differs(
  error: Parameters<typeof describeProofError>[0],
  more: readonly string[] = [],
): Result<Report, CommandError> {
  const sentences = [describeProofError(error), ...more]
  return ok({
    lines: [...sentences, 'The proof does not hold.'],
    json: { holds: false, error: error.type, differs: sentences.join(' ') },
    exit: 1,
  })
}
