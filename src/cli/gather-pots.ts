import { fold, ok, type PotId, type Result } from '../domain/index.ts'
import type { PotFile } from '../formats/index.ts'
import { admitEvents, eventsOf } from '../log/index.ts'
import { unusable, type CommandError, type Surroundings } from './command.ts'
import { readPot } from './read-pot.ts'

/** The pots in these files, each once: several copies of a pot are one log with the events of all of them. */
export async function gatherPots(
  paths: readonly string[],
  around: Surroundings,
): Promise<Result<readonly PotFile[], CommandError>> {
  const pots = new Map<PotId, PotFile>()
  for (const path of paths) {
    const read = await readPot(path, around)
    if (!read.ok) return unusable(read.error.sentence)
    const { pot, log } = read.value
    const copy = pots.get(pot)
    if (copy) {
      await admitEvents(
        log,
        Array.from(copy.log.events.values(), ({ stored }) => stored),
      )
      pots.set(pot, { pot, log, fold: fold(eventsOf(log), []) })
    } else pots.set(pot, read.value)
  }
  return ok([...pots.values()])
}
