import { ok, type MemberId, type Result } from '../../domain/index.ts'
import { joinOwnPot } from '../devices/join-own-pot.ts'
import type { ActionError } from '../action-error.ts'
import { claimMember } from '../claim-actions.ts'
import type { PotSession } from '../pot-session.ts'

/**
 * Says who the person at this device is where that needs no choice (ME1): the member that the person is in this pot already, or the one that the
 * invitation names, as long as nobody else is that one. Null when it is to be chosen.
 */
export async function claimKnown(
  session: PotSession,
  invited: MemberId | null,
): Promise<Result<'own' | 'invited' | null, ActionError>> {
  const own = await joinOwnPot(session)
  if (own.ok && own.value !== null) return ok('own')
  const named = invited === null ? undefined : session.fold().open.members.get(invited)
  if (!named || named.account !== null || named.mergedInto !== null) return ok(null)
  const claimed = await claimMember(session, named.id)
  return claimed.ok ? ok('invited') : claimed
}
