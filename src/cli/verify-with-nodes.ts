import { KNOWN_CODE } from '../chain/index.ts'
import type { PotFile } from '../formats/index.ts'
import type { Surroundings } from './command.ts'
import { withNodes } from './nodes/with-nodes.ts'
import { startProgress } from './progress.ts'
import { quietly } from './quietly.ts'
import { verifyPot } from './verify-pot.ts'

/** Checks a pot against its chain as these nodes tell it, and says meanwhile how far that is. */
export async function verifyWithNodes(
  file: PotFile,
  endpoints: readonly string[],
  { note }: Surroundings,
): ReturnType<typeof verifyPot> {
  const progress = startProgress(note, `connecting to ${endpoints.join(' and ')} …`)
  const verifyWith = (nodes: Parameters<typeof verifyPot>[1]): ReturnType<typeof verifyPot> =>
    verifyPot(file, nodes, KNOWN_CODE, (endpoint, { from, at, to }) =>
      progress.update(`${endpoint}: read block ${at} (${from} to ${to}) …`),
    )
  try {
    return await quietly(() => withNodes(endpoints, verifyWith))
  } finally {
    progress.end()
  }
}
