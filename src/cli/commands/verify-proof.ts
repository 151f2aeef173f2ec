import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { checkProof } from '../../app/proof/index.ts'
import { KNOWN_CODE } from '../../chain/index.ts'
import { isHex, ok, type Hash32, type Result } from '../../domain/index.ts'
import { parseProofFile, type ProofFile } from '../../formats/index.ts'
import { confirmByNode } from '../confirm-by-node.ts'
import { unusable, type Command, type CommandError, type Report, type Surroundings } from '../command.ts'
import { describeProofError } from '../describe-proof-error.ts'
import { describeFileFault } from '../file-fault.ts'
import { proofReport } from '../proof-report.ts'
import { startProgress } from '../progress.ts'
import { quietly } from '../quietly.ts'

/** `quits verify-proof`: checks a proof file, without any node or with one of the checker's choice. */
export const verifyProof: Command = {
  name: 'verify-proof',
  summary: 'Checks the proof of a settlement offline against the hash of a finalized block, or against a node',
  takes: ['proof'],
  options: [
    {
      name: 'block',
      value: 'hash',
      isRequired: false,
      summary: 'the newest block of the proof, as an explorer shows it',
    },
    {
      name: 'endpoint',
      value: 'ws',
      isRequired: false,
      summary: 'address of a node, which says what is final instead',
    },
  ],
  about: [
    'One of the two is needed: everything else in the file is checked from there. With --block nothing is asked of any network.',
    'Exit code 0 if the settlement is proven; 1 with what differs; 2 if the file cannot be read or the node cannot be asked;',
    "3 if nothing differs but the chain's headers name no state (a test chain), so that its events rest on somebody's word.",
  ],
  run: async ({ positionals, options }, around) => {
    const endpoint = options['endpoint'] as string | undefined
    const block = (options['block'] as string | undefined)?.toLowerCase().replace(/^0x/u, '') as Hash32 | undefined
    if (block === undefined && endpoint === undefined)
      return unusable('give --block <hash> with a finalized block that you trust, or --endpoint <ws> with a node.')
    if (block !== undefined && !isHex(block, 32)) return unusable('the hash of a block has 64 hex digits.')
    const file = await readProof(positionals[0] as string, around)
    if (!file.ok) return file
    const progress = startProgress(around.note, 'checking the proof …')
    try {
      return await quietly(() => check(file.value, block, endpoint))
    } finally {
      progress.end()
    }
  },
}

async function readProof(path: string, { directory }: Surroundings): Promise<Result<ProofFile, CommandError>> {
  const full = resolve(directory, path)
  try {
    const parsed = parseProofFile(await readFile(full))
    return parsed.ok ? parsed : unusable(describeProofError(parsed.error))
  } catch (error) {
    return unusable(describeFileFault(full, error))
  }
}

async function check(
  file: ProofFile,
  block: Hash32 | undefined,
  endpoint: string | undefined,
): Promise<Result<Report, CommandError>> {
  const { checkBlockProofs, connectChain } = await import('../../chain/polkadot/index.ts')
  // With a node only, the newest block is the one that the node has to know as final.
  const finalized = block ?? file.blocks[0]?.hash ?? ('' as Hash32)
  const blocks = checkBlockProofs({ ...file.chain, ...file }, finalized)
  if (!blocks.ok) return differs(blocks.error)
  const proven = blocks.value.type === 'proven' ? blocks.value : null
  const checked = await checkProof(file, proven, KNOWN_CODE)
  if (!checked.ok) return differs(checked.error)
  if (endpoint !== undefined) {
    const confirmed = await confirmByNode(() => connectChain([endpoint]), file)
    if (!confirmed.ok) {
      const { error } = confirmed
      return error.type === 'NodeFault' ? unusable(error.sentence) : differs(error)
    }
  }
  return ok(proofReport({ file, checked: checked.value, blocks: blocks.value, block, endpoint }))
}

function differs(error: Parameters<typeof describeProofError>[0]): Result<Report, CommandError> {
  const sentence = describeProofError(error)
  return ok({
    lines: [sentence, 'The proof does not hold.'],
    json: { holds: false, error: error.type, differs: sentence },
    exit: 1,
  })
}
