import { ok, type Result } from '../../domain/index.ts'
import type { StorageError } from '../../storage/index.ts'
import type { LinkedPot, LinkRequest } from '../../sync/index.ts'
import type { WriteError } from '../pot-session.ts'
import type { Quits } from '../quits.ts'
import { linkedPot } from './linked-pots.ts'
import { openSessions } from './own-devices.ts'

/** A message carries about this much; one pot alone may take more, and fits. */
const PART_BYTES = 40_000

/** Every pot of the person that is here, as messages of a size that relays take. At least one, so that the new device hears an answer. */
export async function linkParts(
  quits: Quits,
  request: LinkRequest,
): Promise<Result<readonly (readonly LinkedPot[])[], StorageError | WriteError>> {
  const sessions = await openSessions(quits)
  if (!sessions.ok) return sessions
  const parts: LinkedPot[][] = [[]]
  const sizes = [0]
  for (const session of sessions.value) {
    const pot = await linkedPot(session, request)
    if (!pot.ok) return pot
    if (pot.value === null) continue
    const size = sizeOf(pot.value)
    if ((sizes.at(-1) as number) + size > PART_BYTES && (parts.at(-1) as LinkedPot[]).length > 0) {
      parts.push([])
      sizes.push(0)
    }
    parts.at(-1)?.push(pot.value)
    sizes[sizes.length - 1] = (sizes.at(-1) as number) + size
  }
  return ok(parts)
}

function sizeOf({ keys, relays }: LinkedPot): number {
  return 200 + keys.length * 112 + relays.reduce((sum, relay) => sum + relay.length + 1, 0)
}
