import { ok, type Result } from '../../domain/index.ts'
import type { PotFile } from '../../formats/index.ts'
import {
  unusable,
  type Arguments,
  type Command,
  type CommandError,
  type Report,
  type Surroundings,
} from '../command.ts'
import { describeAgreedError } from '../nodes/describe-word.ts'
import { namedNodes, NODES, nodesOf, withHint } from '../nodes/node-option.ts'
import { readPot } from '../read-pot.ts'
import { verificationReport } from '../verification-report.ts'
import { withoutChain } from '../verify-pot.ts'
import { verifyWithNodes } from '../verify-with-nodes.ts'

/** `quits verify`: every epoch of a pot recomputed from its log and the chain. */
export const verify: Command = {
  name: 'verify',
  summary: 'Recomputes every settlement of a pot from its events and the chain, and names what differs',
  takes: ['pot'],
  options: [NODES],
  about: [
    "Without --endpoint the nodes that are listed for the pot's chain are asked. One node that lies to everybody in the same way is found out only by another: name two, run by",
    'different people. Each is asked by itself for every block; where they contradict each other, both are named with what differs.',
    'Exit code 0 only if everything matches; 1 with what differs in the pot or between the nodes; 2 if the file is no pot file or no node can be asked;',
    '3 if everything matches, but of several nodes only one could say so.',
  ],
  run: async (args, around) => {
    const named = namedNodes(args)
    if (!named.ok) return named
    const read = await readPot(args.positionals[0] as string, around)
    if (read.ok) return compare(read.value, args, around)
    const { error } = read
    if (error.type === 'FileFault' || error.error.type === 'NotAPotFile' || error.error.type === 'OtherFileVersion')
      return unusable(error.sentence)
    return ok({
      lines: [error.sentence],
      json: { matches: false, accordingTo: null, endpoint: null, others: [], epochs: [], differs: [error.sentence] },
      exit: 1,
    })
  },
}

async function compare(file: PotFile, args: Arguments, around: Surroundings): Promise<Result<Report, CommandError>> {
  const { tie } = file.fold.open
  // A pot that is tied to no group has nothing to ask a node for.
  if (!tie) return ok(verificationReport(withoutChain(file)))
  const endpoints = nodesOf(args, tie.genesis)
  if (!endpoints.ok) return endpoints
  const found = await verifyWithNodes(file, endpoints.value, around)
  return found.ok ? ok(verificationReport(found.value)) : unusable(withHint(describeAgreedError(found.error), args))
}
