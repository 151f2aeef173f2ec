import { KNOWN_CODE } from '../../chain/index.ts'
import { ok, type Result } from '../../domain/index.ts'
import type { PotFile } from '../../formats/index.ts'
import { unusable, type Command, type CommandError, type Report, type Surroundings } from '../command.ts'
import { describeFollowError } from '../describe-follow-error.ts'
import { startProgress, type Progress } from '../progress.ts'
import { quietly } from '../quietly.ts'
import { readPot } from '../read-pot.ts'
import { verificationReport } from '../verification-report.ts'
import { verifyPot, withoutChain } from '../verify-pot.ts'

/** `quits verify`: every epoch of a pot recomputed from its log and the chain. */
export const verify: Command = {
  name: 'verify',
  summary: 'Recomputes every settlement of a pot from its events and the chain, and names what differs',
  takes: ['pot'],
  options: [
    { name: 'endpoint', value: 'ws', isRequired: true, summary: 'address of a node, for example ws://127.0.0.1:9944' },
  ],
  about: [
    'Exit code 0 only if everything matches; 1 with what differs; 2 if the file is no pot file or the node cannot be asked.',
    'The answer is that of one node. A node that lies to everybody in the same way is found out only by asking another.',
  ],
  run: async ({ positionals, options }, around) => {
    const endpoint = options['endpoint'] as string
    if (!/^wss?:\/\/\S+$/u.test(endpoint))
      return unusable(`"${endpoint}" is no address of a node; it starts with ws:// or wss://.`)
    const read = await readPot(positionals[0] as string, around)
    if (read.ok) return compare(read.value, endpoint, around)
    const { error } = read
    if (error.type === 'FileFault' || error.error.type === 'NotAPotFile' || error.error.type === 'OtherFileVersion')
      return unusable(error.sentence)
    return ok({
      lines: [error.sentence],
      json: { matches: false, accordingTo: null, endpoint, epochs: [], differs: [error.sentence] },
      exit: 1,
    })
  },
}

async function compare(file: PotFile, endpoint: string, around: Surroundings): Promise<Result<Report, CommandError>> {
  // A pot that is tied to no group has nothing to ask a node for.
  if (!file.fold.open.tie) return ok(verificationReport(withoutChain(file), endpoint))
  const progress = startProgress(around.note, `connecting to ${endpoint} …`)
  try {
    return await quietly(() => compareWithNode(file, endpoint, progress))
  } finally {
    progress.end()
  }
}

async function compareWithNode(
  file: PotFile,
  endpoint: string,
  progress: Progress,
): Promise<Result<Report, CommandError>> {
  // The chain's library is large: only this command pays for it.
  const { connectChain } = await import('../../chain/polkadot/index.ts')
  const connected = await connectChain([endpoint])
  if (!connected.ok) return unusable(describeFollowError(connected.error))
  const port = connected.value
  try {
    progress.update('reading the chain …')
    const found = await verifyPot(file, port, KNOWN_CODE, ({ from, at, to }) =>
      progress.update(`read block ${at} (${from} to ${to}) …`),
    )
    return found.ok ? ok(verificationReport(found.value, endpoint)) : unusable(describeFollowError(found.error))
  } finally {
    await port.close()
  }
}
